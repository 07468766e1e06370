"""Which rooms schools lend, and when."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from mhst.places.enums import Weekday
from mhst.places.models import Room, RoomBlock, School
from mhst.places.words import clock_time


@dataclass(frozen=True)
class Block:
    """The school needs its room back."""

    starts_on: dt.date
    ends_on: dt.date
    start_minute: int
    end_minute: int
    reason: str

    def touches(self, date: dt.date, start: int, end: int) -> bool:
        return self.starts_on <= date <= self.ends_on and self.start_minute < end and start < self.end_minute


@dataclass(frozen=True)
class RoomLent:
    """A room with the hours in which its school lends it, and the blocks between the dates loaded."""

    id: UUID
    school_id: UUID
    name: str
    capacity: int
    is_confidential: bool
    is_in_use: bool
    units: tuple[UUID, ...]
    hours: dict[int, tuple[tuple[int, int], ...]]  # by weekday, joined where they touch
    blocks: tuple[Block, ...]

    def why_not(self, date: dt.date, start: int, end: int) -> str | None:
        """Why the school does not lend it then, as a fragment: "lent only until 15:00". None when it does.

        Says nothing of bookings: the occupancy rows know those.
        """
        if not self.is_in_use:
            return "out of use"
        hours = self.hours.get(date.weekday(), ())
        if not any(first <= start and end <= last for first, last in hours):
            return _outside(hours, date, start, end)
        block = next((block for block in self.blocks if block.touches(date, start, end)), None)
        return f"needed for {block.reason}" if block else None


def load_rooms(schools: Iterable[School], from_: dt.date, to: dt.date) -> dict[UUID, list[RoomLent]]:
    """The rooms of each school by its id, largest last, with their blocks from one date to another. Four queries."""
    found: dict[UUID, list[RoomLent]] = {school.pk: [] for school in schools}
    blocks: dict[UUID, list[Block]] = {}
    for block in RoomBlock.objects.filter(room__school__in=found, starts_on__lte=to, ends_on__gte=from_):
        blocks.setdefault(block.room_id, []).append(_block(block))
    rooms = Room.objects.filter(school__in=found).order_by("capacity", "name").prefetch_related("hours", "units")
    for room in rooms:
        found[room.school_id].append(_lent(room, tuple(blocks.get(room.pk, ()))))
    return found


def _lent(room: Room, blocks: tuple[Block, ...]) -> RoomLent:
    hours: dict[int, list[tuple[int, int]]] = {}
    for each in sorted(room.hours.all(), key=lambda h: (h.weekday, h.start_minute)):
        hours.setdefault(each.weekday, []).append((each.start_minute, each.end_minute))
    return RoomLent(
        id=room.pk,
        school_id=room.school_id,
        name=room.name,
        capacity=room.capacity,
        is_confidential=room.is_confidential,
        is_in_use=room.is_in_use,
        units=tuple(unit.pk for unit in sorted(room.units.all(), key=lambda u: u.number)),
        hours={weekday: joined(each) for weekday, each in hours.items()},
        blocks=blocks,
    )


def _block(row: RoomBlock) -> Block:
    return Block(row.starts_on, row.ends_on, row.start_minute, row.end_minute, _in_a_sentence(row.reason))


def joined(hours: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Hours in order, those that touch or overlap made one."""
    whole: list[tuple[int, int]] = []
    for start, end in hours:
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return tuple(whole)


def _outside(hours: tuple[tuple[int, int], ...], date: dt.date, start: int, end: int) -> str:
    if not hours:
        return f"not lent on {Weekday(date.weekday()).label}s" if date.weekday() < 5 else "not lent at weekends"
    if len(hours) == 1 and start >= hours[0][0]:
        return f"lent only until {clock_time(hours[0][1])}"
    if len(hours) == 1 and end <= hours[0][1]:
        return f"lent only from {clock_time(hours[0][0])}"
    return "lent only " + " and ".join(f"{clock_time(first)} to {clock_time(last)}" for first, last in hours)


def _in_a_sentence(reason: str) -> str:
    """ "Mock exams" becomes "mock exams"; "GCSE art" stays."""
    return reason if len(reason) > 1 and reason[1].isupper() else reason[:1].lower() + reason[1:]
