"""When one young person is seen, for the pages about them."""

import datetime as dt

from django.urls import reverse

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.permissions import Permission
from mhst.people.models import YoungPerson
from mhst.people.queries.meeting import Meeting
from sessions_app.enums import SessionState
from sessions_app.models import SupportSession
from sessions_app.queries.timetable import rows

BACK, AHEAD = dt.timedelta(weeks=12), dt.timedelta(weeks=52)


def meetings(person: YoungPerson, viewer: User) -> list[Meeting]:
    """Those of the last months and all to come; what they are about as `rows.shown_to` says."""
    today = clock.today()
    theirs = rows.sessions_between(today - BACK, today + AHEAD).filter(series__places__young_person=person)
    sessions = list(check.visible(theirs.exclude(state=SessionState.SKIPPED), viewer, Permission.GROUP_VIEW))
    held_by = rows.facilitators_of(sessions)
    return [
        _meeting(session, rows.shown_to(viewer, session), [str(one) for one in held_by[session.pk]])
        for session in sessions
    ]


def _meeting(session: SupportSession, shown: rows.Shown, practitioners: list[str]) -> Meeting:
    entry = rows.session_entry(session, shown)
    return Meeting(
        date=entry.date,
        start_minute=entry.start_minute,
        end_minute=entry.end_minute,
        title=entry.title,
        where=entry.room,
        with_whom=", ".join(practitioners),
        state=entry.state_in_words,
        href=reverse("session", args=[entry.id]),
    )
