"""Rooms as pages show and edit them. For the planner's view of rooms see `queries.room`."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch

from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.places.enums import Weekday
from mhst.places.models import Room, RoomBlock, RoomHours, School
from mhst.places.words import clock_time


@dataclass(frozen=True)
class RoomShown:
    """A room with its hours in words and the blocks that are not past."""

    room: Room
    hours: tuple[tuple[str, str], ...]  # ("Monday to Thursday", "09:00 to 15:00")
    blocks: tuple[RoomBlock, ...]
    units: int

    @property
    def holds(self) -> str:
        people = f"{self.room.capacity} people"
        return people if self.units == 1 else f"{people}, {self.units} meetings at once"

    @property
    def minutes(self) -> list[tuple[int, int, int]]:
        """(weekday, start, end), for the form."""
        return [(each.weekday, each.start_minute, each.end_minute) for each in self.room.hours.all()]


def rooms_of(school: School) -> list[RoomShown]:
    """Those in use first. Three queries."""
    return [_shown(room) for room in _rooms().filter(school=school).order_by("-is_in_use", "name")]


def get_of_school(id: UUID, school: School) -> RoomShown:
    """Raises: NotFound."""
    room = _rooms().filter(pk=id, school=school).first()
    if room is None:
        raise NotFound("We could not find that room.")
    return _shown(room)


def get_block(id: UUID, room: Room) -> RoomBlock:
    """Raises: NotFound."""
    block = RoomBlock.objects.filter(pk=id, room=room).select_related("room__school").first()
    if block is None:
        raise NotFound("We could not find that.")
    return block


def _rooms() -> Any:
    blocks = RoomBlock.objects.filter(ends_on__gte=clock.today()).order_by("starts_on", "start_minute")
    return (
        Room.objects.select_related("school")
        .annotate(unit_count=Count("units"))
        .prefetch_related("hours", Prefetch("blocks", queryset=blocks, to_attr="to_come"))
    )


def _shown(room: Any) -> RoomShown:
    return RoomShown(room, hours_in_words(room.hours.all()), tuple(room.to_come), room.unit_count)


def hours_in_words(hours: Any) -> tuple[tuple[str, str], ...]:
    """Neighbouring days with the same hours as one line; days on which it is not lent are left out."""
    by_day: dict[int, list[RoomHours]] = {}
    for each in sorted(hours, key=lambda h: (h.weekday, h.start_minute)):
        by_day.setdefault(each.weekday, []).append(each)
    told = {
        day: " and ".join(f"{clock_time(h.start_minute)} to {clock_time(h.end_minute)}" for h in each)
        for day, each in by_day.items()
    }
    lines: list[tuple[list[int], str]] = []
    for day, text in told.items():
        if lines and lines[-1][1] == text and lines[-1][0][-1] == day - 1:
            lines[-1][0].append(day)
        else:
            lines.append(([day], text))
    return tuple((_days(each), text) for each, text in lines)


def _days(days: list[int]) -> str:
    first, last = Weekday(days[0]).label, Weekday(days[-1]).label
    return first if len(days) == 1 else f"{first} {'and' if len(days) == 2 else 'to'} {last}"
