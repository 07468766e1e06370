"""Whether the same people and their room are free at another time than the one that is booked."""

import datetime as dt
from collections.abc import Callable, Collection
from uuid import UUID

from mhst.core.actors import Actor
from sessions_app.planner.question import Question
from sessions_app.queries.known import Known
from sessions_app.queries.offer import Wanted, question

Free = Callable[[dt.date, int, int], bool]


def free_with(viewer: Actor, wanted: Wanted, room_id: UUID | None, known: Known | None = None) -> Free:
    """Asks of a date and two minutes whether everybody of `wanted.only`, all pupils and this room are free then.

    Nobody is whose time is agreed with another school.
    """
    return free_in(question(viewer, wanted, known), wanted.only, room_id)


def free_in(asked: Question, people: Collection[UUID], room_id: UUID | None) -> Free:
    """The same of these practitioners, where everything was gathered already."""
    rooms = [room.why_not for room in asked.rooms if room.id == room_id]
    staff = [person for person in asked.staff if person.id in people]
    everybody = [asked.pupils_why_not, *rooms, *(person.why_not for person in staff)]

    def free(day: dt.date, start: int, end: int) -> bool:
        there = all(not person.days_there or day.weekday() in person.days_there for person in staff)
        promised = any(person.is_promised(day, start, end) for person in staff)
        return there and not promised and not any(why_not(day, start, end) for why_not in everybody)

    complete = len(staff) == len(people) and (rooms or room_id is None)
    return free if complete else lambda day, start, end: False
