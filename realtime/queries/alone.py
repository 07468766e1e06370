"""Chats in which nobody who helps is there: the counsellor has left, was closed, or is not heard of."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Coalesce

from mhst.access.models import User
from mhst.core import clock
from realtime.enums import ConversationState
from realtime.models import Conversation, Participant
from sessions_app.queries import message as letters

CHAT = "chat"
#: So long a counsellor may be away before who leads is told.
TOLD_AFTER = dt.timedelta(minutes=5)


@dataclass(frozen=True)
class Told:
    """Who was told of it, and when."""

    name: str
    at: dt.datetime


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


def too_long_away(at: dt.datetime) -> bool:
    """Whether who leads is told of a counsellor who has been away since then."""
    return at <= clock.now() - TOLD_AFTER


def key(conversation: UUID, at: dt.datetime) -> str:
    """What a letter about nobody being there since then is known by, before the id of whom it is to."""
    return f"alone:{conversation}:{at.timestamp():.0f}:"


def told(away: Mapping[UUID, dt.datetime]) -> dict[UUID, Told]:
    """Of chats in which nobody has been since then: who was written to about that first. Two queries."""
    if not away:
        return {}
    keys = {key(chat, at): chat for chat, at in away.items()}
    written = letters.written_about(keys)
    to = {each: UUID(each.rpartition(":")[2]) for each, _ in written}
    names = {user.pk: user.name for user in User.objects.filter(pk__in=to.values())}
    return {keys[each.rpartition(":")[0] + ":"]: Told(names[to[each]], at) for each, at in written}


def helped() -> list[tuple[Conversation, Participant]]:
    """Open chats that somebody has, with who that is."""
    return [(chat, chat.helps) for chat in _open().exclude(helps=None).select_related("helps__user", "team")]


def _open() -> Any:
    return Conversation.objects.filter(kind=CHAT, state=ConversationState.OPEN).order_by("pk")
