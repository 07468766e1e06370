"""The weeks of a run that is booked already: which its sessions take when they move, and which are left out."""

import datetime as dt

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.places.models.room import LATEST
from sessions_app.actions import facilitation, numbering
from sessions_app.enums import SessionState
from sessions_app.models import Series, SupportSession
from sessions_app.planner.run import SPARE_WEEKS, WEEK, RunDate, held, with_moves
from sessions_app.queries import offer as offers
from sessions_app.queries.days import load_days
from sessions_app.queries.free import free_with
from sessions_app.rules import moving
from sessions_app.rules import session as rules

#: How far ahead a run may be stretched when a session is added at its end or the rest is moved.
HORIZON = dt.timedelta(weeks=40)


def find(
    viewer: Actor,
    series: Series,
    first: dt.date,
    sessions: list[SupportSession],
    start_minute: int | None = None,
    *,
    has_begun: bool = False,
) -> list[RunDate]:
    """A week for each of these sessions from the first on. What is shut moves or is left out, by the run's rule.

    Raises: Refused when the school's calendar has not enough open weeks.
    """
    days = load_days(series.school, series.year_groups, series.when_shut, first - WEEK, first + HORIZON)
    weeks = days.run(first, len(sessions), has_begun=has_begun)
    if any(week.instead for week in weeks):
        their_own = tuple(session.pk for session in sessions)
        wanted = offers.again(series, first, count=len(sessions), apart_from=their_own)
        free = free_with(viewer, wanted, sessions[0].room_id)

        def will_do(day: dt.date, number: int) -> bool:
            start, end = minutes(sessions[number - 1], start_minute)
            return day > clock.today() and end <= (days.dates.finish_minute(day) or LATEST) and free(day, start, end)

        weeks = with_moves(weeks, len(sessions), will_do)
    rules.check_fits(len(held(weeks)), len(sessions))
    return weeks


def minutes(session: SupportSession, start_minute: int | None = None) -> tuple[int, int]:
    """When it begins and ends if it begins then, or at its own time; its length stays."""
    start = session.start_minute if start_minute is None else start_minute
    return start, start + session.end_minute - session.start_minute


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


def add_at_end(viewer: Actor, series: Series, *, like: SupportSession) -> SupportSession:
    """One more session in the first week after the last that will do, at the time of the one it stands in for.

    Raises: Refused when in no week near the end the room is free and those who hold the run are there.
    """
    last = max([like, *series.sessions.taking_place()], key=lambda session: session.date)
    added = SupportSession(
        series=series,
        number=max(numbering.taken(series), default=0) + 1,
        date=last.date,
        start_minute=like.start_minute,
        end_minute=like.end_minute,
        room=like.room,
    )
    _put_in_a_free_week(viewer, series, added, (last.moved_from or last.date) + WEEK)
    added.save()
    facilitation.fill(series, added)
    numbering.close_the_gaps(series)
    added.refresh_from_db(fields=["number", "version"])
    return added


def _put_in_a_free_week(viewer: Actor, series: Series, added: SupportSession, first: dt.date) -> None:
    """The first open week in which its room is lent and free, and those who would hold it and come are free too."""
    holders, against = facilitation.holders_of(series), ""
    for _ in range(SPARE_WEEKS):
        [week] = held(find(viewer, series, first, [added], has_begun=True))
        added.date, added.moved_from, added.why_moved = week.date, week.moved_from, week.why_moved[:160]
        why = moving.why_not_free([added], viewer, held_by={added.pk: holders}) or moving.why_taken(
            added, viewer, holders
        )
        if not why:
            return
        against, first = against or why, (week.moved_from or week.date) + WEEK
    moving.refuse_at_end(against)
