"""What fills a practitioner's day beside sessions: meetings, university, agreed schools, days away."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from mhst.people.queries.availability import Availability
from mhst.places.models import School
from sessions_app.queries.timetable.entries import Agreed, FixedEntry


@dataclass(frozen=True)
class Diary:
    """One practitioner's days without their sessions."""

    availability: Availability

    def is_away(self, date: dt.date) -> bool:
        return self.availability.is_away(date)

    def fixed(self, date: dt.date) -> list[FixedEntry]:
        return [
            FixedEntry(date, time.start_minute, time.end_minute, time.get_kind_display())
            for time in self.availability.fixed_on(date)
        ]

    def agreed(self, date: dt.date) -> list[Agreed]:
        """None on days away: nobody will be there."""
        if self.is_away(date):
            return []
        return [
            Agreed(date, day.start_minute, day.end_minute, day.school_id, day.school.name)
            for day in self.availability.agreed_on(date)
        ]


def schools_agreed(everybody: Iterable[Availability]) -> dict[UUID, School]:
    """Every school that these practitioners have agreed days with."""
    return {day.school_id: day.school for availability in everybody for day in availability.agreed}
