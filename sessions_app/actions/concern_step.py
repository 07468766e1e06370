"""Who must know of a concern and by when: told, answered, or climbed to the next."""

import datetime as dt
from uuid import UUID

from django.urls import reverse

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.settings.environment import environment
from sessions_app.actions import message
from sessions_app.enums import CONCERN_CLIMBS, CONCERN_FIRST, Channel, ConcernRole, MessageWords
from sessions_app.models import Concern, ConcernStep
from sessions_app.queries.concern_again import Again
from sessions_app.queries.concern_people import named_for
from sessions_app.queries.duty import minutes_for
from sessions_app.rules import concern as rules


@action
def begin(*, concern: Concern, by: Actor) -> None:
    """Tell the first; all of them where somebody may be in danger now."""
    for role in ConcernRole if concern.is_immediate else CONCERN_FIRST:
        _tell(concern, role, by)


@action
def acknowledge(*, step: ConcernStep, by: User) -> None:
    """Say that one knows of it and acts on it."""
    held = ConcernStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    rules.check_can_acknowledge(held, by)
    held.acknowledged_at, held.acknowledged_by = clock.now(), by
    held.save()


@action
def climb(*, step_id: UUID | str, by: Actor) -> bool:
    """Nobody answered in time: tell the next, or everybody again after the last. Returns whether it climbed now."""
    step = ConcernStep.objects.select_for_update(of=("self",)).select_related("concern__team__led_by").get(pk=step_id)
    if step.escalated_at or not step.is_overdue:
        return False
    step.escalated_at = clock.now()
    step.save()
    following = CONCERN_CLIMBS.get(step.role)
    if following:
        _tell(step.concern, following, by)
    else:
        _tell_all_again(step.concern, by)
    return True


@action
def remind(*, again: Again, by: Actor) -> None:
    """Nobody comes after the last, so whoever has not answered is written to again and again."""
    step = ConcernStep.objects.select_for_update(of=("self",)).select_related("user").get(pk=again.step_id)
    if step.is_overdue and step.user:
        _write_to(step.user, again.key, by)


def _tell(concern: Concern, role: str, by: Actor) -> None:
    """A step for this role; where nobody holds it, one that says so, and the next. Each role is told once."""
    told = {step.role: step.user_id for step in concern.steps.all()}
    if role in told:
        return
    without = [concern.raised_by_id, *filter(None, told.values())]
    user = named_for(role, school=concern.school, team=concern.team, without=without)
    now = clock.now()
    step = ConcernStep.objects.create(
        concern=concern,
        order=len(told) + 1,
        role=role,
        user=user,
        told_at=now,
        due_at=now + dt.timedelta(minutes=minutes_for(role, concern.team)),
        escalated_at=None if user else now,
    )
    if user:
        _write_to(user, f"concern-step:{step.pk}", by)
    elif following := CONCERN_CLIMBS.get(role):
        _tell(concern, following, by)


def _tell_all_again(concern: Concern, by: Actor) -> None:
    for step in concern.steps.filter(user__isnull=False, acknowledged_at__isnull=True).select_related("user"):
        _write_to(step.user, f"concern-step:{step.pk}:again", by)


def _write_to(user: User, key: str, by: Actor) -> None:
    """That something urgent waits, and nothing else."""
    if user.email:
        message.write(
            key=key,
            channel=Channel.EMAIL,
            address=user.email,
            words=MessageWords.URGENT,
            details={"link": environment.base_url.rstrip("/") + reverse("home")},
            by=by,
        )
