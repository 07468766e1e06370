"""Can somebody be there in time? Travel and signing in, between one visit and the next. Plain data in and out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

Minutes = Callable[[UUID, UUID], int]


class Stay(Protocol):
    """A visit to a school: minutes after midnight on the wall clock."""

    @property
    def start_minute(self) -> int: ...
    @property
    def end_minute(self) -> int: ...
    @property
    def school_id(self) -> UUID: ...
    @property
    def sign_in_minutes(self) -> int: ...


@dataclass(frozen=True)
class Leg:
    """The block before a visit: travel from `origin` and signing in, or only signing in at the day's start."""

    visit: int  # index of the visit it leads to
    start_minute: int
    end_minute: int
    origin: UUID | None


def legs(visits: Sequence[Stay], minutes: Minutes, *, earliest: int, shorten: bool = False) -> list[Leg]:
    """The blocks of one practitioner's day. `visits` are in order of their start.

    A block that is longer than the gap before its visit is returned at its true length: it then overlaps
    the visit before, and the database refuses it; with `shorten` it is cut to the gap instead.
    The day's first is cut at `earliest`.
    """
    found = []
    for index, visit in enumerate(visits):
        before = visits[index - 1] if index else None
        needed = minutes_needed(before, visit, minutes)
        if needed:
            floor = before.end_minute if before and shorten else earliest
            start = max(visit.start_minute - needed, floor)
            found.append(Leg(index, start, visit.start_minute, before.school_id if before else None))
    return found


def minutes_needed(before: Stay | None, visit: Stay, minutes: Minutes) -> int:
    """Minutes that must lie free before `visit`: none when they are at that school already."""
    if before is None:
        return visit.sign_in_minutes
    if before.school_id == visit.school_id:
        return 0
    return minutes(before.school_id, visit.school_id) + visit.sign_in_minutes


def why_no_time(visits: Sequence[Stay], new: Stay, minutes: Minutes) -> str | None:
    """Why `new` cannot join a day of `visits`: "in another session", "on the way", or None when it can."""
    before = max((v for v in visits if v.start_minute < new.start_minute), key=lambda v: v.end_minute, default=None)
    after = min((v for v in visits if v.start_minute >= new.start_minute), key=lambda v: v.start_minute, default=None)
    if (before and before.end_minute > new.start_minute) or (after and after.start_minute < new.end_minute):
        return "in another session"
    if before and before.end_minute + minutes_needed(before, new, minutes) > new.start_minute:
        return "still on the way from another school"
    if after and new.end_minute + minutes_needed(new, after, minutes) > after.start_minute:
        return "due at another school soon after"
    return None
