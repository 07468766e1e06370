"""One school's week: who is seen, when, by whom and where. Nothing of what is said there."""

import datetime as dt
from dataclasses import replace
from uuid import UUID

from mhst.access import check
from mhst.access.models import User
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.places.models import School
from mhst.places.queries.calendar import SchoolDates, load_dates
from sessions_app.queries.attention import ground_of
from sessions_app.queries.timetable import rows
from sessions_app.queries.timetable.entries import SessionEntry, Shut
from sessions_app.queries.timetable.practitioner import marked
from sessions_app.queries.timetable.week import Day, SchoolWeek, week_dates


def get_school(id: UUID, viewer: User) -> School:
    """Raises: NotFound."""
    found = check.visible(School.objects.all(), viewer, Permission.SCHOOL_VIEW).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that school.")
    return found


def school_week(viewer: User, school: School, monday: dt.date) -> SchoolWeek:
    """Raises: Refused unless the viewer may see this school's timetable.

    The name of a programme tells what troubles somebody, so of the school only those who book read it, and only
    of groups; to others it is a group, or a meeting of two.
    """
    viewer.require(Permission.TIMETABLE_VIEW_SCHOOL, school)
    books = viewer.can(Permission.GROUP_BOOK, school)
    sunday = monday + dt.timedelta(days=6)
    dates = load_dates([school], monday, sunday)[school.pk]
    entries = _entries(viewer, school, monday, sunday, dates)
    return SchoolWeek(
        school_id=school.pk,
        school=school.name,
        monday=monday,
        days=tuple(
            Day(
                date=date,
                entries=tuple(entry for entry in entries if entry.date == date),
                shut=(Shut(school.pk, school.name, why),) if (why := dates.why_shut(date)) else (),
            )
            for date in week_dates(monday, (entry.date for entry in entries))
        ),
        shows_programmes=books,
    )


def _entries(viewer: User, school: School, first: dt.date, last: dt.date, dates: SchoolDates) -> list[SessionEntry]:
    sessions = list(rows.sessions_between(first, last).filter(series__school=school))
    who = rows.who_is_seen(sessions, viewer)
    held_by = rows.facilitators_of(sessions)
    entries = (
        rows.session_entry(
            session,
            replace(rows.shown_to(viewer, session), due=False),
            who=who[session.series_id],
            practitioners=held_by[session.pk],
        )
        for session in sessions
    )
    return marked(entries, ground_of(sessions, held_by, dates={school.pk: dates}), sessions)
