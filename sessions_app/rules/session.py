"""Who may change a session, and when. Each rule raises `Refused` with a sentence for the person."""

import datetime as dt

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from mhst.places.models.room import EARLIEST, LATEST
from mhst.places.words import clock_time
from sessions_app.enums import SESSION_MOVES, SeriesState, SessionState
from sessions_app.models import Series, SupportSession
from sessions_app.queries.session import has_all_its_sessions, has_attendance

#: Dates farther off are said with their year.
FAR = dt.timedelta(days=270)


def check_can_move(session: SupportSession, by: Actor) -> None:
    by.require(Permission.SESSION_MOVE, session)
    _check_still_ahead(session, "moved")
    if session.state != SessionState.PLANNED:
        raise Refused(f"Only a planned session can be moved; this one is {session.get_state_display().lower()}.")


def check_can_cancel(session: SupportSession, by: Actor) -> None:
    by.require(Permission.SESSION_CANCEL, session)
    _check_no_attendance(session)
    _check_next_state(session, SessionState.CANCELLED)


def check_can_skip(session: SupportSession, by: Actor) -> None:
    by.require(Permission.SESSION_MOVE, session)
    _check_still_ahead(session, "skipped")
    _check_next_state(session, SessionState.SKIPPED)


def check_can_revive(session: SupportSession, by: Actor) -> None:
    by.require(Permission.SESSION_MOVE, session)
    if session.series.state == SeriesState.CANCELLED:
        raise Refused("The whole run is cancelled; book it again instead.")
    _check_still_ahead(session, "brought back")
    _check_next_state(session, SessionState.PLANNED)
    if has_all_its_sessions(session.series):
        raise Refused(
            f"All {session.series.session_count} sessions of this run have a date already, so this one is not needed. "
            "To hold it after all, cancel another first.",
            code="complete",
        )


def check_date(date: dt.date) -> None:
    """Raises: Refused for a weekend or a day that is over."""
    if date.weekday() > 4:
        raise Refused(f"{_day(date)} is at the weekend; choose a day from Monday to Friday.", code="weekend")
    if date < clock.today():
        raise Refused(f"{_day(date)} is over; choose today or a later date.", code="past")


def _day(date: dt.date) -> str:
    """With its year when it is far off: then the year may be the slip."""
    return f"{date:%A %-d %B}" if abs(date - clock.today()) < FAR else f"{date:%A %-d %B %Y}"


def _check_still_ahead(session: SupportSession, done: str) -> None:
    _check_no_attendance(session)
    if session.ends_at <= clock.now():
        raise Refused(f"This session is over, so it cannot be {done}.", code="past")


def _check_no_attendance(session: SupportSession) -> None:
    if has_attendance(session):
        raise Refused(
            "Attendance is recorded for this session, so it stays as it is. Correct the attendance first.",
            code="attendance",
        )


def _check_next_state(session: SupportSession, state: SessionState) -> None:
    if state not in SESSION_MOVES[session.state]:
        raise Refused(
            f"A session that is {session.get_state_display().lower()} cannot become {state.label.lower()}.",
            code="state",
        )


def check_minutes(start_minute: int, end_minute: int) -> None:
    """Raises: Refused outside 07:00 to 19:00 or off the five-minute grid."""
    if start_minute % 5 or start_minute < EARLIEST or end_minute > LATEST:
        raise Refused("Sessions start on a multiple of five minutes, from 07:00, and end by 19:00.", code="minutes")


def check_open(series: Series, date: dt.date, why_shut: str | None) -> None:
    """Raises: Refused when the school is shut or its year groups are busy."""
    if why_shut:
        raise Refused(f"{series.school} cannot have a session on {_day(date)}: {why_shut}.", code="shut")


def check_finish(series: Series, date: dt.date, end_minute: int, finish_minute: int | None) -> None:
    """Raises: Refused when the school finishes early that day, before the session would be over."""
    if finish_minute is not None and end_minute > finish_minute:
        raise Refused(
            f"{series.school} finishes at {clock_time(finish_minute)} on {date:%A %-d %B}; this session would end at "
            f"{clock_time(end_minute)}. Choose an earlier time or another day.",
            code="early-finish",
        )


def check_fits(found: int, wanted: int) -> None:
    """Raises: Refused when the school's calendar has not enough open weeks."""
    if found < wanted:
        raise Refused(
            f"Only {found} of {wanted} sessions find a week in which the school is open. Choose an earlier date, "
            "or add the next term's dates to the school's calendar.",
            code="no-weeks",
        )


def check_unchanged(seen: SupportSession, now: SupportSession) -> None:
    """Raises: Conflict when somebody changed the session since this page was opened."""
    if seen.version != now.version:
        raise Conflict(
            f"Somebody has changed this session in the meantime: it is now on {now.date:%A %-d %B} "
            f"at {now.starts_at:%H:%M}. Look at it again before you change it.",
            code="changed",
        )
