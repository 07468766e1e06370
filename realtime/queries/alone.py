"""Chats in which nobody who helps is there: the counsellor has left, was closed, or is not heard of."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Coalesce

from mhst.core import clock
from realtime.enums import ConversationState
from realtime.models import Conversation, Participant

CHAT = "chat"
#: So long a counsellor may be away before who leads is told.
TOLD_AFTER = dt.timedelta(minutes=5)


def since(conversations: Iterable[UUID]) -> dict[UUID, dt.datetime]:
    """Of these: since when nobody who helps was there. Those who are there now are left out. Two queries."""
    ids, now = set(conversations), clock.now()
    rows = Conversation.objects.filter(pk__in=ids).order_by()
    seen = Coalesce(F("helps__lease__here_until"), F("helps__joined_at"), F("created_at"))
    found = {id: at for id, at in rows.annotate(seen=seen).values_list("pk", "seen") if at < now}
    gone = Participant.objects.filter(conversation__in=ids, conversation__helps=None).exclude(left_at=None)
    left = gone.exclude(part="person").order_by("left_at").values_list("conversation", "left_at")
    return found | dict(left)


def too_long() -> dict[UUID, dt.datetime]:
    """Of all open chats: those that nobody has, and those whose counsellor is away for too long."""
    nobody = set(_open().filter(helps=None).values_list("pk", flat=True))
    until = clock.now() - TOLD_AFTER
    found = since(_open().values_list("pk", flat=True))
    return {id: at for id, at in found.items() if id in nobody or at <= until}


def helped() -> list[tuple[Conversation, Participant]]:
    """Open chats that somebody has, with who that is."""
    return [(chat, chat.helps) for chat in _open().exclude(helps=None).select_related("helps__user", "team")]


def _open() -> Any:
    return Conversation.objects.filter(kind=CHAT, state=ConversationState.OPEN).order_by("pk")
