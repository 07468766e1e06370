"""When a service is open: staffed time within opening hours, by the clock on the wall in London. Plain data.

Dates and minutes are the truth, so that half past nine is half past nine on every day of the year; on the night when
an hour is lived twice, what is open at half past one is open both times.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from mhst.core import clock

A_DAY = 24 * 60
A_WEEK = 7 * A_DAY


@dataclass(frozen=True, slots=True)
class Hours:
    """When a service opens on one date, until when it lets people in, when it closes."""

    opens: int
    accept_until: int
    closes: int


@dataclass(frozen=True, slots=True)
class Staffed:
    """From when to when somebody is on shift, on one date."""

    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Block:
    """Time on one date when a service is open without a break: within its hours, with somebody on shift."""

    on: dt.date
    opens: int
    accept_until: int
    closes: int

    def holds(self, on: dt.date, minute: int) -> bool:
        return self.on == on and self.opens <= minute < self.closes


@dataclass(frozen=True, slots=True)
class Opening:
    """How a service stands at one moment."""

    is_open: bool
    lets_in: bool
    closes_at: dt.datetime | None = None
    lets_in_until: dt.datetime | None = None
    opens_next: dt.datetime | None = None
    #: It does not close, or lets people in, for the next day and night at least.
    is_day_and_night: bool = False
    lets_in_day_and_night: bool = False
    #: It closes within a week: what lies farther off may only not be on the rota yet.
    closes_this_week: bool = False


SHUT = Opening(is_open=False, lets_in=False)


def blocks_of(on: dt.date, hours: Hours | None, shifts: Iterable[Staffed]) -> list[Block]:
    """The staffed parts of one date's hours. Where staff go home before closing time, so does letting people in."""
    if hours is None:
        return []
    before_end = hours.closes - hours.accept_until
    found = []
    for starts, ends in _merged(shifts):
        opens, closes = max(starts, hours.opens), min(ends, hours.closes)
        if opens < closes:
            until = max(opens, min(hours.accept_until, closes - before_end))
            found.append(Block(on, opens, until, closes))
    return found


def _merged(shifts: Iterable[Staffed]) -> Iterator[tuple[int, int]]:
    """Shifts that overlap or touch, as one stretch of time."""
    start, end = None, 0
    for shift in sorted(shifts, key=lambda s: s.starts):
        if start is None or shift.starts > end:
            if start is not None:
                yield start, end
            start, end = shift.starts, shift.ends
        end = max(end, shift.ends)
    if start is not None:
        yield start, end


def opening_at(moment: dt.datetime, blocks: Iterable[Block]) -> Opening:
    """How it stands at this moment, given the blocks of that date and of those that follow, in order."""
    local = moment.astimezone(clock.LONDON)
    on, minute = local.date(), clock.minute_of(local.time())
    known = list(blocks)
    now = next((block for block in known if block.holds(on, minute)), None)
    later = next((b for b in known if (b.on, b.opens) > (on, minute) and b.opens < b.accept_until), None)
    opens_next = _moment(later.on, later.opens) if later else None
    if now is None:
        return Opening(is_open=False, lets_in=False, opens_next=opens_next)
    lets_in = minute < now.accept_until
    closes, accepts = _last(now, known, "closes"), _last(now, known, "accept_until")
    left = _minutes(on, closes.on) + closes.closes - minute
    return Opening(
        is_open=True,
        lets_in=lets_in,
        closes_at=_moment(closes.on, closes.closes),
        lets_in_until=_moment(accepts.on, accepts.accept_until) if lets_in else None,
        opens_next=opens_next,
        is_day_and_night=left >= A_DAY,
        lets_in_day_and_night=lets_in and _minutes(on, accepts.on) + accepts.accept_until - minute >= A_DAY,
        closes_this_week=left < A_WEEK,
    )


def _minutes(first: dt.date, on: dt.date) -> int:
    """From one midnight to another, by the clock on the wall."""
    return (on - first).days * A_DAY


def _last(now: Block, known: Iterable[Block], end: Literal["closes", "accept_until"]) -> Block:
    """The block in which what goes on now ends: a midnight at which the next date begins at once ends nothing."""
    from_midnight = {block.on: block for block in known if block.opens == 0}
    while getattr(now, end) == A_DAY:
        following = from_midnight.get(now.on + dt.timedelta(days=1))
        if following is None or getattr(following, end) == 0:
            break
        now = following
    return now


def _moment(on: dt.date, minute: int) -> dt.datetime:
    """Midnight at the end of a date is the beginning of the next."""
    return clock.at_local(on + dt.timedelta(days=minute // A_DAY), minute % A_DAY)
