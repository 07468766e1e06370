"""Counsellors whose shift is over while chats of theirs go on."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mhst.access.models import User
from mhst.core import clock
from realtime.enums import ConversationState
from realtime.models import Conversation, Shift
from realtime.queries.alone import CHAT


@dataclass(frozen=True)
class Over:
    """A shift after which nobody has put its counsellor down for another yet, and the chats that they still have."""

    shift: Shift
    chats: tuple[UUID, ...]

    @property
    def at(self) -> dt.datetime:
        return _end(self.shift)


def over() -> list[Over]:
    """Of everybody. Two queries."""
    return _over(_open())


def over_of(counsellor: User) -> Over | None:
    """The same of one."""
    return next(iter(_over(_open().filter(helps__user=counsellor))), None)


def over_in(conversations: Iterable[UUID]) -> dict[UUID, dt.datetime]:
    """Of these chats: since when whoever has it is off shift."""
    found = _over(_open().filter(pk__in=set(conversations)))
    return {chat: one.at for one in found for chat in one.chats}


def _open() -> Any:
    rows = Conversation.objects.filter(kind=CHAT, state=ConversationState.OPEN).exclude(helps=None)
    return rows.order_by("created_at")


def _over(chats: Any) -> list[Over]:
    theirs: dict[tuple[UUID, UUID], list[UUID]] = {}
    for id, team, counsellor in chats.values_list("pk", "team_id", "helps__user_id"):
        theirs.setdefault((team, counsellor), []).append(id)
    if not theirs:
        return []
    last = _last({counsellor for _, counsellor in theirs})
    return [Over(last[whose], tuple(ids)) for whose, ids in theirs.items() if whose in last]


def _last(counsellors: set[UUID]) -> dict[tuple[UUID, UUID], Shift]:
    """Of each, by team: the last shift of today and yesterday, where it is over; not of those who are on shift now."""
    now, today = clock.now(), clock.today()
    rows = Shift.objects.filter(counsellor__in=counsellors, on__in=(today - dt.timedelta(days=1), today))
    begun = [one for one in rows.select_related("service__team", "counsellor") if _at(one, one.starts) <= now]
    found = {(one.service.team_id, one.counsellor_id): one for one in sorted(begun, key=_end)}
    return {whose: shift for whose, shift in found.items() if _end(shift) <= now}


def _end(shift: Shift) -> dt.datetime:
    return _at(shift, shift.ends)


def _at(shift: Shift, minute: int) -> dt.datetime:
    return clock.at_local(shift.on + dt.timedelta(days=minute // 1440), minute % 1440)
