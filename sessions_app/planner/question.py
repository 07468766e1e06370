"""What a search is asked, and what it may choose from. Plain data, and questions that others answer."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sessions_app.planner.run import RunDate

WhyNot = Callable[[dt.date, int, int], str | None]


class Start(NamedTuple):
    """A minute at which a session could begin, the name of what begins then, and the lessons it would touch.

    `missed` is empty when the pupils would miss none.
    """

    minute: int
    name: str
    missed: tuple[str, ...]


@dataclass(frozen=True)
class RoomOption:
    id: UUID | None
    name: str
    spare: int  # places beyond those needed
    why_not: WhyNot


@dataclass(frozen=True)
class StaffOption:
    id: UUID
    team: UUID
    name: str
    can_lead: bool
    days_there: frozenset[int]  # weekdays agreed with the school
    load: int  # sessions already held in these weeks
    why_not: WhyNot
    is_promised: Callable[[dt.date, int, int], bool]  # whether that time is agreed with another school


@dataclass(frozen=True)
class Question:
    """What is asked: which run, where, with whom, and what stands in its way."""

    minutes: int
    count: int
    facilitators: int
    runs: dict[int, list[RunDate]]  # by weekday
    starts: Callable[[dt.date], list[Start]]
    rooms: Sequence[RoomOption]
    staff: Sequence[StaffOption]
    pupils_why_not: WhyNot
