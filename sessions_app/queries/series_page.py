"""Everything the page of one run shows, as far as the viewer may see it."""

import datetime as dt
from dataclasses import dataclass

from mhst.access.models import User
from mhst.core import clock
from mhst.core.permissions import Permission
from mhst.people.enums import ConsentKind, ConsentState
from mhst.people.models import ConsentDecision, Practitioner, YoungPerson
from mhst.people.queries import consent
from mhst.people.rules.consent import why_not_to_the_end
from mhst.places.queries import calendar
from mhst.places.queries.calendar import SchoolDates
from sessions_app.models import Series, SupportSession
from sessions_app.planner.run import WEEK
from sessions_app.queries import joining
from sessions_app.queries import series as queries
from sessions_app.queries.attention import ground_of
from sessions_app.queries.shut_day import Remedy, remedies


@dataclass(frozen=True)
class SessionRow:
    """One week, with who holds it and what may be done about it."""

    session: SupportSession
    holders: list[str]
    is_over: bool
    is_shut: bool  # the school is, that day
    is_needed: bool  # the run has fewer sessions than it is to have
    attention: str = ""  # what it can no longer rely on; whose consent is missing stands beside their names

    @property
    def is_planned(self) -> bool:
        return self.session.state == "planned"

    @property
    def hidden(self) -> str:
        """For those who hear the button without its row."""
        return f", {self.session.date:%-d %B}"

    @property
    def may_revive(self) -> bool:
        return self.session.state in {"skipped", "cancelled"} and self.is_needed and not (self.is_over or self.is_shut)


@dataclass(frozen=True)
class Seat:
    """A place that is taken."""

    person: YoungPerson
    hidden: str
    consent: str  # what is missing on the days still planned, or will be


@dataclass(frozen=True)
class SeriesPage:
    series: Series
    rows: list[SessionRow]
    holds: int
    seats: list[Seat]
    waiting: list[YoungPerson]
    sees_names: bool
    may_place: bool
    may_change: bool
    may_cancel: bool
    remedies: tuple[Remedy, ...] = ()  # what the run's rule makes of days that were shut after it was booked

    @property
    def taken(self) -> int:
        return len(self.seats)

    @property
    def may_add(self) -> bool:
        """A full group has a waiting list; a full course of one has none."""
        return self.may_place and (self.series.programme.is_group or self.taken < self.holds)


def series_page(viewer: User, series: Series) -> SeriesPage:
    """The page of one run. A number of queries that grows with nothing."""
    may = {p: viewer.can(p, series) for p in (Permission.SESSION_MOVE, Permission.GROUP_CANCEL, Permission.GROUP_BOOK)}
    sees_names = viewer.can(Permission.PUPIL_VIEW, series.school)
    live = series.state in {"confirmed", "paused"}
    sessions = queries.sessions_of(series)
    dates = _dates(series, sessions)
    rows = _rows(series, sessions, dates)
    return SeriesPage(
        series=series,
        rows=rows,
        holds=queries.holds(series),
        seats=_seats(series, _ahead(rows) if sees_names else []),
        waiting=queries.waiting_for(series) if sees_names else [],
        sees_names=sees_names,
        may_place=live and may[Permission.GROUP_BOOK],
        may_change=live and may[Permission.SESSION_MOVE],
        remedies=remedies(viewer, series, sessions, dates) if live and may[Permission.SESSION_MOVE] else (),
        may_cancel=live and may[Permission.GROUP_CANCEL],
    )


def who_could_join(viewer: User, series: Series) -> list[joining.Candidate]:
    """Pupils of the run's year groups with consent who have no place and do not wait."""
    return [one for one in _not_in(viewer, series) if one.why_not is None]


def who_could_not(viewer: User, series: Series) -> list[joining.Candidate]:
    """The others of these year groups, each with what stands in the way."""
    return [one for one in _not_in(viewer, series) if one.why_not]


def _not_in(viewer: User, series: Series) -> list[joining.Candidate]:
    day = max(series.first_on, clock.today())
    listed = joining.candidates(viewer, series.school, series.programme, series.year_groups, day)
    there = {place.young_person_id for place in queries.places_of(series)} | {
        person.pk for person in queries.waiting_for(series)
    }
    return [c for c in listed if c.person.pk not in there]


def _seats(series: Series, days: list[dt.date]) -> list[Seat]:
    """Who has a place, and how consent stands on these days. Two queries."""
    people = [place.young_person for place in queries.places_of(series) if place.young_person]
    here = YoungPerson.objects.filter(places__series=series)
    decisions = consent.decisions_of(here, ConsentKind.TO_BE_SEEN)
    return [Seat(one, f" {one.name}", _consent(one, decisions.get(one.pk, []), days)) for one in people]


def _consent(person: YoungPerson, decisions: list[ConsentDecision], days: list[dt.date]) -> str:
    if not days:
        return ""
    first = consent.state_of(decisions, ConsentKind.TO_BE_SEEN, days[0], sixteen_on=person.sixteen_on)
    if first != ConsentState.GIVEN:
        return f"There is no consent for the session on {days[0]:%-d %B}: ask before it."
    lapse = consent.lapse_of(person, decisions, ConsentKind.TO_BE_SEEN, days)
    return why_not_to_the_end(person, lapse) if lapse else ""


def _ahead(rows: list[SessionRow]) -> list[dt.date]:
    return [row.session.date for row in rows if row.is_planned and not row.is_over]


def _dates(series: Series, sessions: list[SupportSession]) -> SchoolDates:
    """Those of the school, with the whole weeks of the first and the last session."""
    days = [session.date for session in sessions] or [series.first_on]
    return calendar.load_dates([series.school], min(days) - WEEK, max(days) + WEEK)[series.school_id]


def _rows(series: Series, sessions: list[SupportSession], dates: SchoolDates) -> list[SessionRow]:
    is_needed = sum(session.state in {"planned", "held"} for session in sessions) < series.session_count
    held_by = {session.pk: _holders(session) for session in sessions}
    ground = ground_of(sessions, held_by, dates={series.school_id: dates}, with_consent=False)
    marks = ground.marks(sessions)
    return [
        SessionRow(
            session=session,
            holders=[person.user.name for person in held_by[session.pk]],
            is_over=session.ends_at <= clock.now(),
            is_shut=not dates.is_open(session.date),
            is_needed=is_needed,
            attention=marks.get(session.pk, ""),
        )
        for session in sessions
    ]


def _holders(session: SupportSession) -> list[Practitioner]:
    return [held.practitioner for held in session.facilitations.all() if held.replaced_at is None]
