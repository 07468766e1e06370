"""The weeks of a run that is booked already: its sessions take them when they move, and some are left out."""

import datetime as dt

from mhst.core.actors import Actor
from sessions_app.actions import facilitation, numbering
from sessions_app.enums import SessionState
from sessions_app.models import Series, SupportSession
from sessions_app.planner.run import RunDate, held
from sessions_app.rules import session as rules
from sessions_app.rules.moving import check_summer
from sessions_app.rules.weeks import end_of, minutes, one_more, put_in_a_free_week


def take(sessions: list[SupportSession], weeks: list[RunDate], start_minute: int | None) -> None:
    """Put these sessions on the dates of the weeks. Raises: Refused when one would begin too early or end too late."""
    for moved, week in zip(sessions, held(weeks), strict=True):
        start, end = minutes(moved, start_minute)
        rules.check_minutes(start, end)
        moved.date, moved.start_minute, moved.end_minute = week.date, start, end
        moved.moved_from, moved.why_moved = week.moved_from, week.why_moved[:160]
        numbering.touch(moved)


def leave_out(series: Series, weeks: list[RunDate], *, since: dt.date, like: SupportSession) -> None:
    """The skipped weeks of the old dates, from the first on, go; the new dates bring their own."""
    series.sessions.filter(state=SessionState.SKIPPED, date__gte=since).delete()
    SupportSession.objects.bulk_create(
        SupportSession(
            series=series,
            number=None,
            date=week.date,
            start_minute=like.start_minute,
            end_minute=like.end_minute,
            room=like.room,
            state=SessionState.SKIPPED,
            note=week.why_skipped[:160],
        )
        for week in weeks
        if week.number is None
    )


def add_at_end(viewer: Actor, series: Series, *, like: SupportSession, over_summer: bool = False) -> SupportSession:
    """One more session in the first week after the last that will do, at the time of the one it stands in for.

    Raises: Refused when in no week near the end the room is free and those who hold the run are there, and when the
    summer holiday would come between and nobody said that this is meant.
    """
    others = list(series.sessions.taking_place())
    last = max([like.date, *(one.date for one in others)])
    added, first = one_more(series, like, max(numbering.taken(series), default=0) + 1, others)
    put_in_a_free_week(viewer, series, added, first, end_of(series, first, facilitation.holders_of(series)))
    if not over_summer:
        check_summer([last, added.date], otherwise="do not add one")
    added.save()
    facilitation.fill(series, added)
    numbering.close_the_gaps(series)
    added.refresh_from_db(fields=["number", "version"])
    return added
