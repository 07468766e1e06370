"""What happens to places that other apps should hear of. Told after the commit."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

#: The end of a change that has none, such as a school's closing for good.
FOR_EVER = dt.date.max


@dataclass(frozen=True)
class SchoolDatesChanged:
    """On these dates the school may now be open, shut, busy or on other bells."""

    school_id: UUID
    from_: dt.date
    to: dt.date


@dataclass(frozen=True)
class RoomChanged:
    """On these dates the room may be lent at other times, or not at all."""

    room_id: UUID
    school_id: UUID
    from_: dt.date
    to: dt.date


@dataclass(frozen=True)
class SchoolClosed:
    """The school closes, or has closed, for good; `successors` are the URNs of what it became."""

    school_id: UUID
    closed_on: dt.date | None
    successors: tuple[int, ...]


@dataclass(frozen=True)
class TeamSchoolChanged:
    """The team begins or stops serving the school."""

    team_id: UUID
    school_id: UUID
    from_: dt.date
    to: dt.date
