"""One practitioner's week, as far as the viewer may know it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from mhst.access.models import User
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner
from mhst.people.queries.availability import between as availability_of
from mhst.places.models import School
from mhst.places.queries.calendar import SchoolDates, load_dates
from sessions_app.models import SupportSession
from sessions_app.queries.attention import Ground, ground_of
from sessions_app.queries.timetable import rows
from sessions_app.queries.timetable.diary import Diary, schools_agreed
from sessions_app.queries.timetable.entries import Agreed, Entry, SessionEntry, Shut, TravelEntry
from sessions_app.queries.timetable.week import Day, Week, week_dates
from sessions_app.queries.write_up import to_write_up_in

HeldBy = dict[UUID, list[Practitioner]]


def practitioner_week(viewer: User, practitioner: Practitioner, monday: dt.date) -> Week:
    """Their own week in full; for the team's keepers with the names they may know; for colleagues busy blocks.

    Raises: NotFound for everybody else.
    """
    is_own = practitioner.user_id == viewer.pk and viewer.can(Permission.TIMETABLE_VIEW_OWN)
    in_full = is_own or viewer.can(Permission.TIMETABLE_VIEW_TEAM, practitioner)
    if not in_full and not viewer.can(Permission.PRACTITIONER_VIEW, practitioner):
        raise NotFound("We could not find that timetable.")
    sessions = _sessions_of(practitioner, monday)
    held_by = rows.facilitators_of(sessions) if in_full else {}
    entries = _in_full(sessions, viewer, held_by, is_own=is_own) if in_full else _busy(sessions)
    return _week(practitioner, monday, sessions, entries, held_by, is_own=is_own, shows_detail=in_full)


def _sessions_of(practitioner: Practitioner, monday: dt.date) -> list[SupportSession]:
    week = rows.sessions_between(monday, monday + dt.timedelta(days=6))
    mine = {"facilitations__practitioner": practitioner, "facilitations__replaced_at__isnull": True}
    return list(week.filter(**mine))


def _in_full(sessions: list[SupportSession], viewer: User, held_by: HeldBy, *, is_own: bool) -> list[SessionEntry]:
    who = rows.who_is_seen(sessions, viewer, knows_all=is_own)
    contents = rows.contents_of(sessions)
    unwritten = to_write_up_in(sessions) if is_own else set()
    entries = [
        rows.session_entry(
            session,
            who=who[session.series_id],
            practitioners=held_by[session.pk],
            content=rows.content_for(session, contents),
        )
        for session in sessions
    ]
    return [replace(entry, to_write_up=entry.id in unwritten) for entry in entries]


def _busy(sessions: list[SupportSession]) -> list[SessionEntry]:
    entries = [rows.session_entry(session, rows.BUSY_ONLY) for session in sessions]
    return [entry for entry in entries if not entry.is_off]


def _week(
    practitioner: Practitioner,
    monday: dt.date,
    sessions: list[SupportSession],
    entries: list[SessionEntry],
    held_by: HeldBy,
    *,
    is_own: bool,
    shows_detail: bool,
) -> Week:
    sunday = monday + dt.timedelta(days=6)
    colleagues = {person.pk: person for holders in held_by.values() for person in holders}
    availability = availability_of({**colleagues, practitioner.pk: practitioner}.values(), monday, sunday)
    schools = {s.series.school_id: s.series.school for s in sessions} | schools_agreed([availability[practitioner.pk]])
    diary = Diary(availability[practitioner.pk])
    dates_of = load_dates(schools.values(), monday, sunday)
    travel = rows.travel_between([practitioner], monday, sunday)[practitioner.pk]
    dates = week_dates(monday, (entry.date for entry in entries))
    if shows_detail:
        entries = marked(entries, ground_of(sessions, held_by, availability=availability, dates=dates_of), sessions)
    return Week(
        practitioner_id=practitioner.pk,
        name=practitioner.user.name,
        monday=monday,
        days=tuple(make_day(date, entries, travel, diary, schools, dates_of) for date in dates),
        is_own=is_own,
        shows_detail=shows_detail,
    )


def marked(entries: Iterable[SessionEntry], ground: Ground, sessions: Iterable[SupportSession]) -> list[SessionEntry]:
    """The entries, with what each session can no longer rely on, and who of it may not be seen."""
    known = {session.pk: session for session in sessions}
    marks = ground.marks(known.values())
    return [
        replace(
            entry,
            attention=marks.get(entry.id, ""),
            may_move=entry.id in marks and bool(ground.why_it_may_move(known[entry.id])),
            is_shut=entry.id in marks and bool(ground.shut(known[entry.id])),
            not_agreed=_not_agreed(ground, known[entry.id]) if entry.id in known else frozenset(),
        )
        for entry in entries
    ]


def _not_agreed(ground: Ground, session: SupportSession) -> frozenset[UUID]:
    return frozenset(person.pk for person in ground.agreed.without(session))


def make_day(
    date: dt.date,
    sessions: Iterable[SessionEntry],
    travel: Iterable[TravelEntry],
    diary: Diary,
    schools: dict[UUID, School],
    dates_of: dict[UUID, SchoolDates],
) -> Day:
    """One date out of what was loaded for the week."""
    everything: list[Entry] = [*sessions, *travel, *diary.fixed(date)]
    entries = [entry for entry in everything if entry.date == date]
    agreed = [stretch for stretch in diary.agreed(date) if stretch.school_id in schools]
    visited = {a.school_id for a in agreed} | {e.school_id for e in sessions if e.date == date}
    return Day(
        date=date,
        entries=tuple(sorted(entries, key=lambda entry: (entry.start_minute, entry.end_minute))),
        notes=("Away",) if diary.is_away(date) else (),
        agreed=tuple(_not_yet_filled(agreed, entries)),
        shut=tuple(_shut(date, visited, schools, dates_of)),
    )


def _not_yet_filled(agreed: list[Agreed], entries: Iterable[Entry]) -> list[Agreed]:
    """Agreed stretches at schools where nothing takes place that day: room for somebody who waits."""
    busy = {entry.school_id for entry in entries if isinstance(entry, SessionEntry) and not entry.is_off}
    return [stretch for stretch in agreed if stretch.school_id not in busy]


def _shut(
    date: dt.date, visited: set[UUID], schools: dict[UUID, School], dates_of: dict[UUID, SchoolDates]
) -> list[Shut]:
    found = [(schools[key].name, key, dates_of[key].why_shut(date)) for key in visited]
    return [Shut(key, name, why) for name, key, why in sorted(found, key=lambda shut: shut[0]) if why]
