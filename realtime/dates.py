"""When a service is open: staffed time within opening hours, by the clock on the wall in London. Plain data.

Dates and minutes are the truth, so that half past nine is half past nine on every day of the year; on the night when
an hour is lived twice, what is open at half past one is open both times.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mhst.core import clock


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
    lets_in = now is not None and minute < now.accept_until
    later = next((b for b in known if (b.on, b.opens) > (on, minute) and b.opens < b.accept_until), None)
    return Opening(
        is_open=now is not None,
        lets_in=lets_in,
        closes_at=_moment(now.on, now.closes) if now else None,
        lets_in_until=_moment(now.on, now.accept_until) if now and lets_in else None,
        opens_next=_moment(later.on, later.opens) if later else None,
    )


def _moment(on: dt.date, minute: int) -> dt.datetime:
    """Midnight at the end of a date is the beginning of the next."""
    return clock.at_local(on + dt.timedelta(days=minute // 1440), minute % 1440)
