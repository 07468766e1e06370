"""What a booked session can no longer rely on: its school open and served, somebody there, a room, no exam, consent.

Nothing of this is stored: it is worked out from the calendars, so that it is gone when its cause is.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from mhst.core import clock
from mhst.people.models import Practitioner
from mhst.people.queries.availability import Availability, between
from mhst.places.queries.calendar import SchoolDates, load_dates
from mhst.places.queries.room import RoomLent, load_rooms
from mhst.places.queries.team_school import Served, served_of
from mhst.places.words import clock_time
from sessions_app.enums import SessionState
from sessions_app.models import SupportSession
from sessions_app.queries.agreed import NOBODY, Agreed, agreed_in

#: How the sentences of an availability end; the date is said elsewhere.
THEN = re.compile(r"( that day| then| at present)?\.$")


@dataclass(frozen=True)
class Ground:
    """What sessions stand on: who holds them and when these are free, rooms lent, schools' dates, who agrees."""

    held_by: Mapping[UUID, Sequence[Practitioner]]
    availability: Mapping[UUID, Availability]
    rooms: Mapping[UUID, RoomLent]
    dates: Mapping[UUID, SchoolDates]
    served: Served
    agreed: Agreed = NOBODY

    def marks(self, sessions: Iterable[SupportSession]) -> dict[UUID, str]:
        """Of those that need somebody's attention, what is wrong: "Sam Lee is away; Room 2 is out of use"."""
        found = {session.pk: "; ".join(self.why(session)) for session in sessions}
        return {id: said for id, said in found.items() if said}

    def why(self, session: SupportSession) -> list[str]:
        """Everything that stands in the way of a session that is still to come."""
        if not is_to_come(session):
            return []
        return [said for said in (*self.why_it_may_move(session), self.agreed.in_words(session)) if said]

    def why_it_may_move(self, session: SupportSession) -> list[str]:
        """What stands in the way of everybody who comes. Whose consent is missing concerns nobody but them."""
        if not is_to_come(session):
            return []
        return [said for said in (self.left(session), self.shut(session), *self._on_an_open_day(session)) if said]

    def _on_an_open_day(self, session: SupportSession) -> list[str]:
        return [*self.people(session), self.room(session), "" if self.shut(session) else self.school(session)]

    def left(self, session: SupportSession) -> str:
        """That the team serves the school no longer by then, and so sees nobody's record there."""
        series = session.series
        has_stopped = self.served.has_stopped(series.team_id, series.school_id, session.date)
        return "the team does not serve the school any more" if has_stopped else ""

    def shut(self, session: SupportSession) -> str:
        """ "the school is shut: INSET day", of a session to come; nothing when its young people are in school."""
        if not is_to_come(session):
            return ""
        dates = self.dates[session.series.school_id]
        why = dates.why_shut(session.date) or dates.at_home(session.date, session.series.year_groups)
        return f"the school is shut: {why}" if why else ""

    def people(self, session: SupportSession) -> list[str]:
        holders = [self.availability[p.pk] for p in self.held_by.get(session.pk, ()) if p.pk in self.availability]
        said = (one.why_not(session.date, session.start_minute, session.end_minute) for one in holders)
        return [THEN.sub("", sentence) for sentence in said if sentence]

    def room(self, session: SupportSession) -> str:
        lent = self.rooms.get(session.room_id) if session.room_id else None
        why = lent and lent.why_not(session.date, session.start_minute, session.end_minute)
        return f"{lent.name} is {why}" if lent and why else ""

    def school(self, session: SupportSession) -> str:
        dates = self.dates[session.series.school_id]
        finish = dates.finish_minute(session.date)
        if finish is not None and finish < session.end_minute:
            return f"the school finishes at {clock_time(finish)}"
        return dates.busy(session.date, session.series.year_groups) or ""


def is_to_come(session: SupportSession) -> bool:
    return session.state == SessionState.PLANNED and session.ends_at > clock.now()


def ground_of(
    sessions: Sequence[SupportSession],
    held_by: Mapping[UUID, Sequence[Practitioner]],
    *,
    availability: Mapping[UUID, Availability] | None = None,
    dates: Mapping[UUID, SchoolDates] | None = None,
    rooms: Mapping[UUID, Sequence[RoomLent]] | None = None,
    served: Served | None = None,
    with_consent: bool = True,
) -> Ground:
    """What these sessions stand on; what is given is not read again. A number of queries that grows with nothing."""
    if not sessions:
        return Ground(held_by, {}, {}, {}, Served({}))
    first, last = min(s.date for s in sessions), max(s.date for s in sessions)
    schools = {s.series.school_id: s.series.school for s in sessions}.values()
    people = {p.pk: p for holders in held_by.values() for p in holders}.values()
    lent = load_rooms(schools, first, last) if rooms is None else rooms
    return Ground(
        held_by=held_by,
        availability=between(people, first, last) if availability is None else availability,
        rooms={room.id: room for each in lent.values() for room in each},
        dates=load_dates(schools, first, last) if dates is None else dates,
        served=served_of(school.pk for school in schools) if served is None else served,
        agreed=agreed_in([session for session in sessions if is_to_come(session)]) if with_consent else NOBODY,
    )


def by_reason(
    sessions: Iterable[SupportSession], why: Callable[[SupportSession], Iterable[str]]
) -> dict[str, list[dt.date]]:
    """The dates to which each reason applies."""
    found: dict[str, list[dt.date]] = {}
    for session in sessions:
        for reason in why(session):
            found.setdefault(reason, []).append(session.date)
    return found
