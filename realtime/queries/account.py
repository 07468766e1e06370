"""Accounts of young people to which nobody has come back, and of whom nothing is kept any more."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef

from realtime.enums import ConversationState, Part
from realtime.models import Booking, Conversation, Visit, Visitor

Quiet = tuple[UUID, UUID, dt.datetime]


def quiet_since(before: dt.datetime) -> list[Quiet]:
    """Those not listed yet, each with its team and when they were here last; who was away longest comes first."""
    return sorted(_quiet(_over().filter(destruction=None), before), key=lambda one: one[2])


def is_quiet(visitor: UUID, before: dt.datetime) -> bool:
    """Whether that is so still: who has come again has something that is kept, or has signed in."""
    return bool(_quiet(_over().filter(pk=visitor), before))


def _quiet(rows: Any, before: dt.datetime) -> list[Quiet]:
    rows = rows.filter(created_at__lt=before).annotate(came=Max("visits__joined_at"), ended=Max("visits__ended_at"))
    columns = ("pk", "service__team", "created_at", "user__last_login", "came", "ended")
    found = [(pk, team, max(filter(None, times))) for pk, team, *times in rows.order_by().values_list(*columns)]
    return [one for one in found if one[2] < before]


def _over() -> Any:
    """Whoever has a conversation that is not erased, words from a visit, or a time that is booked, has an account."""
    mine = Conversation.objects.filter(participants__user=OuterRef("user"), participants__part=Part.PERSON)
    visits = Visit.objects.filter(visitor=OuterRef("pk"), conversation=None, destruction__done_at=None)
    booked = Booking.objects.standing().filter(visitor=OuterRef("pk"))
    kept = Exists(mine.exclude(state=ConversationState.ERASED))
    return Visitor.objects.filter(~kept, ~Exists(visits), ~Exists(booked), user__left_at=None)
