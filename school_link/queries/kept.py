"""What has had its time of what schools asked; and what it, and the rooms of consultations and workshops, are called
where it is listed how long they are kept."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from mhst.core import clock
from realtime.enums import ConversationState, RetentionKind
from realtime.models import RetentionClass
from realtime.queries.beyond import Standing
from school_link.enums import OVER, UNSENT, WhatHappened
from school_link.models import Consultation, FollowUp, Naming, Workshop

#: As `has_no_room`.
NO_ROOM = Q(conversation=None) | Q(conversation__state=ConversationState.ERASED)
SAFEGUARDED = "Went the way of safeguarding, as the school says"


def names(conversations: list[UUID]) -> dict[UUID, str]:
    """The school, what it was about and who answered; the cohort and which workshop. No word of it, and no person whom
    it was about."""
    if not conversations:
        return {}
    asked = Consultation.objects.filter(conversation__in=conversations).select_related("school", "holder").order_by()
    held = Workshop.objects.filter(conversation__in=conversations).select_related("cohort").order_by()
    found = {one.conversation_id: _of(one) for one in asked if one.conversation_id}
    return found | {one.conversation_id: f"{one.cohort.name}: {one}" for one in held}


def asked_names(ids: list[UUID]) -> dict[UUID, str]:
    """The same of what was asked."""
    asked = Consultation.objects.filter(pk__in=ids).select_related("school", "holder").order_by()
    return {one.pk: _of(one) for one in asked}


def asked(before: dt.datetime, besides: Any) -> Iterable[tuple[UUID, UUID, dt.datetime]]:
    """What was asked in consultations that were over before then: those that never had a room, or whose room's words
    are destroyed. Who was named by one has it in their record, and it goes by that."""
    rows = Consultation.objects.filter(state__in=OVER, over_at__lt=before, forgotten_at=None, naming=None)
    rows = rows.filter(NO_ROOM)
    found = rows.exclude(pk__in=besides).order_by("over_at", "pk")
    return ((id, team, at) for id, team, at in found.values_list("pk", "desk__team", "over_at") if at is not None)


def asked_stand(ids: list[UUID]) -> dict[UUID, Standing]:
    """Whose desk it was, and when it was over: not before the words of its room are destroyed."""
    rows = Consultation.objects.sent().filter(pk__in=ids, forgotten_at=None).select_related("desk__team")
    rows = rows.select_related("conversation").order_by()
    return {one.pk: Standing(one.desk.team, one.over_at if has_no_room(one) else None) for one in rows}


def asked_found(reach: Any, name: str) -> Any:
    """What was asked and has no room, as a room is kept with what was asked in it; by its school or who asked."""
    rows = Consultation.objects.sent().filter(NO_ROOM, forgotten_at=None).order_by("-sent_at", "pk")
    rows = rows if reach.everywhere else rows.filter(desk__team__in=reach.teams)
    if name:
        by = Q(lead__first_name__icontains=name) | Q(lead__last_name__icontains=name)
        rows = rows.filter(Q(school__name__icontains=name) | by)
    return rows.values_list("pk", flat=True)


def has_no_room(one: Consultation) -> bool:
    """None, or one whose words are destroyed."""
    return one.conversation is None or one.conversation.state == ConversationState.ERASED


def days_unsent() -> int:
    """How long a draft is kept that nobody changes."""
    return int(RetentionClass.objects.get(kind=RetentionKind.DRAFT).keep_days)


def unsent() -> Any:
    """Drafts that have had their time. Only their school knows of them, so that nobody else is asked."""
    before = clock.now() - dt.timedelta(days=days_unsent())
    return Consultation.objects.filter(state__in=UNSENT, saved_at__lt=before)


def rooms_in_records(among: list[UUID] | None = None) -> Any:
    """The rooms of consultations in which somebody was named."""
    named = Naming.objects.exclude(consultation__conversation=None).order_by()
    rows = named if among is None else named.filter(consultation__conversation__in=among)
    return rows.values_list("consultation__conversation", flat=True)


def asked_in_records(among: list[UUID] | None = None) -> Any:
    """The consultations themselves."""
    rows = Naming.objects.order_by() if among is None else Naming.objects.filter(consultation__in=among).order_by()
    return rows.values_list("consultation", flat=True)


def lock_of_room(id: UUID) -> object:
    """Who names somebody locks the consultation before: they come before this, or after."""
    return Consultation.objects.select_for_update(of=("self",)).filter(conversation=id).first()


def lock(id: UUID) -> object:
    """The same of the consultation itself."""
    return Consultation.objects.select_for_update(of=("self",)).filter(pk=id).first()


def beside(ids: list[UUID]) -> dict[UUID, list[str]]:
    """Of rooms, and of what was asked: whether it went the way of safeguarding."""
    rows = FollowUp.objects.filter(outcome=WhatHappened.SAFEGUARDING).order_by()
    rows = rows.filter(Q(consultation__in=ids) | Q(consultation__conversation__in=ids))
    both = rows.values_list("consultation", "consultation__conversation")
    return {id: [SAFEGUARDED] for one in both for id in one if id}


def _of(one: Consultation) -> str:
    answered = f", answered by {one.holder.name}" if one.holder else ""
    return f"{one.school}: {one.get_theme_display()}{answered}"
