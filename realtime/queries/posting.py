"""Whether a group room takes posts just now: read together for all rooms of a batch, and not at all without any."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Max

from mhst.core import clock
from realtime.enums import Audience, GroupRoomState, Part
from realtime.models import GroupRoom, Lease, Message


@dataclass(frozen=True)
class Posting:
    """One room as it stands."""

    is_over: bool
    is_frozen: bool
    is_moderated: bool  # a moderator is here now
    slow_seconds: int
    last_by: dict[UUID, dt.datetime] = field(default_factory=dict)


def of(conversations: Iterable[UUID]) -> dict[UUID, Posting]:
    """By conversation."""
    wanted = set(conversations)
    if not wanted:
        return {}
    rooms = list(GroupRoom.objects.filter(conversation__in=wanted))
    slow = [room.conversation_id for room in rooms if room.slow_seconds]
    last, moderated = _last(slow), moderated_now(wanted)
    return {
        room.conversation_id: Posting(
            room.state != GroupRoomState.OPEN,
            room.is_frozen,
            room.conversation_id in moderated,
            room.slow_seconds,
            last,
        )
        for room in rooms
    }


def moderated_now(conversations: Iterable[UUID]) -> set[UUID]:
    """Of these, where a moderator is here: somebody whose page was heard of lately."""
    leases = Lease.objects.filter(
        participant__conversation__in=set(conversations), participant__part=Part.MODERATOR,
        participant__left_at=None, here_until__gt=clock.now(),
    )  # fmt: skip
    return set(leases.values_list("participant__conversation", flat=True))


def _last(conversations: list[UUID]) -> dict[UUID, dt.datetime]:
    """When each last posted."""
    if not conversations:
        return {}
    posts = Message.objects.filter(conversation__in=conversations, audience=Audience.OPEN, author__part=Part.PERSON)
    return dict(posts.order_by().values_list("author").annotate(Max("created_at")))
