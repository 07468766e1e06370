"""Telling people by e-mail that a consultation has moved on: nothing of what it is about, and where to read it."""

from collections.abc import Iterable

from django.urls import reverse

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.settings.environment import environment
from school_link.enums import ConsultationUrgency
from school_link.models import Consultation
from school_link.queries import desk as desks
from school_link.rules.consultation import side_of
from sessions_app.actions import message as letters
from sessions_app.enums import Channel, MessageWords


@action
def tell(
    *, consultation: Consultation, users: Iterable[User | None], by: Actor, words: MessageWords = MessageWords.NEWS
) -> None:
    """Those who still work at its school or desk; nobody is told of what they did themselves."""
    for user in users:
        if user is not None and user.is_active and user.audit_id != by.audit_id and side_of(consultation, user):
            _write(consultation, user, words, "consultation", by)


@action
def invite(*, consultation: Consultation, user: User, by: Actor) -> None:
    """A guest is told that they can come in now."""
    _write(consultation, user, MessageWords.INVITED, "consultation-room", by)


@action
def tell_desk(*, consultation: Consultation, by: Actor) -> None:
    """What is urgent finds those on the rota; with nobody there, everybody who answers at the desk. What can wait is on
    their first page."""
    if consultation.urgency == ConsultationUrgency.TODAY:
        desk = consultation.desk
        users = [duty.specialist for duty in desks.on_duty_now(desk)] or desks.specialists(desk.team)
        tell(consultation=consultation, users=users, words=MessageWords.URGENT, by=by)


@action
def tell_gone(*, consultation: Consultation, user: User, by: Actor) -> None:
    """What they had written and given to a lead is deleted, by somebody else."""
    if user.is_active and user.audit_id != by.audit_id:
        letters.write(
            key=f"gone:{consultation.pk}", channel=Channel.EMAIL, address=user.email, words=MessageWords.NEWS,
            details={"link": environment.base_url.rstrip("/") + reverse("consultations")},
            team=consultation.desk.team, by=by,
        )  # fmt: skip


def _write(one: Consultation, user: User, words: MessageWords, page: str, by: Actor) -> None:
    letters.write(
        key=f"{words}:{one.pk}:{clock.now().isoformat()}:{user.pk}", channel=Channel.EMAIL, address=user.email,
        words=words, details={"link": environment.base_url.rstrip("/") + reverse(page, args=[one.pk])},
        team=one.desk.team, by=by,
    )  # fmt: skip
