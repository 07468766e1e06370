"""When a room can be lent and when it can be taken back."""

import datetime as dt
from collections.abc import Iterable

from mhst.core.errors import Refused
from mhst.places.enums import Weekday
from mhst.places.models import Room, School
from mhst.places.models.room import BY_FIVE
from mhst.places.words import clock_time, date_in_words

Hours = tuple[int, int, int]  # weekday, start, end

#: What fits a school; more is a slip of the finger.
LARGEST = 400
MOST_UNITS = 10


def check_room(*, school: School, name: str, capacity: int, units: int, itself: Room | None = None) -> None:
    """Raises: Refused if the name is taken at this school or the numbers make no sense."""
    if not name.strip():
        raise Refused("Enter the room's name, as people at the school say it.", code="room-name", field="name")
    if school.rooms.filter(name__iexact=name.strip()).exclude(pk=itself.pk if itself else None).exists():
        raise Refused(f"{school} already has a room called {name.strip()}.", code="room-name", field="name")
    if not 1 <= capacity <= LARGEST:
        raise Refused(f"A room holds from 1 to {LARGEST} people.", code="room-capacity", field="capacity")
    if not 1 <= units <= MOST_UNITS:
        raise Refused(f"From 1 to {MOST_UNITS} meetings can share a room.", code="room-units", field="units")
    if itself and units < itself.units.count():
        raise Refused(
            "Sessions may be booked in each part of the room, so it cannot have fewer. "
            "Take it out of use and add the parts you still lend as rooms.",
            code="room-units",
            field="units",
        )


def check_hours(hours: Iterable[Hours]) -> None:
    """Raises: Refused if a stretch ends before it begins, is not by five minutes, or overlaps with another."""
    last: Hours | None = None
    for weekday, start, end in sorted(hours):
        day = Weekday(weekday).label
        if start not in BY_FIVE or end not in BY_FIVE:
            raise Refused(f"{day}: choose times between 07:00 and 19:00, in steps of five minutes.", code="hours-step")
        if end <= start:
            raise Refused(
                f"{day}: the end, {clock_time(end)}, must be later than the start, {clock_time(start)}.",
                code="hours-order",
            )
        if last and last[0] == weekday and start < last[2]:
            raise Refused(
                f"{day}: {clock_time(start)} to {clock_time(end)} overlaps with "
                f"{clock_time(last[1])} to {clock_time(last[2])}.",
                code="hours-overlap",
            )
        last = (weekday, start, end)


def check_block(
    *, starts_on: dt.date, ends_on: dt.date, start_minute: int, end_minute: int, reason: str, today: dt.date
) -> None:
    """Raises: Refused if the block is out of order, lies behind or says no reason."""
    if ends_on < starts_on:
        raise Refused("The last day must not be before the first day.", code="block-order", field="ends_on")
    if ends_on < today:
        raise Refused(
            f"{date_in_words(ends_on)} is past. A room can be taken back from today on.",
            code="block-past",
            field="ends_on",
        )
    if end_minute <= start_minute:
        raise Refused("The end must be later than the start.", code="block-order", field="end_minute")
    if not reason.strip():
        raise Refused("Say what the room is needed for, such as mock exams.", code="block-reason", field="reason")
