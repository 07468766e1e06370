"""Which weeks sessions take that move or are added, by the run's rule; and why none will do."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import islice
from uuid import UUID

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.people.models import Practitioner
from mhst.places.models.room import LATEST
from sessions_app.models import Series, SupportSession
from sessions_app.planner.run import OVER_A_SUMMER, SPARE_WEEKS, WEEK, RunDate, held, with_moves
from sessions_app.queries import offer as offers
from sessions_app.queries.days import load_days
from sessions_app.queries.free import free_with
from sessions_app.queries.freed import holders_of
from sessions_app.queries.hand_over import WITH_TIMES, Collision
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
    holders: Sequence[Practitioner] | None = None,
    spare: int = SPARE_WEEKS,
) -> list[RunDate]:
    """A week for each of these sessions from the first on. What is shut moves or is left out, by the run's rule.

    `holders` are those who are to be free then, when they are not those who hold the run now.

    Raises: Refused when the school's calendar has not enough open weeks.
    """
    days = load_days(series.school, series.year_groups, series.when_shut, first - WEEK, first + HORIZON)
    weeks = days.run(first, len(sessions), has_begun=has_begun, spare=spare)
    if any(week.instead for week in weeks):
        their_own = tuple(session.pk for session in sessions)
        wanted = offers.again(series, first, count=len(sessions), apart_from=their_own, holders=holders)
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


def one_more(series: Series, like: SupportSession, number: int) -> tuple[SupportSession, dt.date]:
    """A session like this one, not kept yet, and the first day after the last of the run on which it could be."""
    last = max([like, *series.sessions.taking_place()], key=lambda session: session.date)
    added = SupportSession(
        series=series, number=number, date=last.date, start_minute=like.start_minute, end_minute=like.end_minute,
        room=like.room,
    )  # fmt: skip
    return added, (last.moved_from or last.date) + WEEK


def put_in_a_free_week(
    viewer: Actor, series: Series, added: SupportSession, first: dt.date, holders: Sequence[Practitioner]
) -> None:
    """The first open week in which its room is lent and free, and those who would hold it and come are free too.

    Raises: Refused when near the end of the run there is none.
    """
    against = ""
    for _ in range(SPARE_WEEKS):
        [week] = held(find(viewer, series, first, [added], has_begun=True, holders=holders, spare=OVER_A_SUMMER))
        added.date, added.moved_from, added.why_moved = week.date, week.moved_from, week.why_moved[:160]
        why = moving.why_not_free([added], viewer, held_by={added.pk: holders}) or moving.why_taken(
            added, viewer, holders
        )
        if not why:
            return
        against, first = against or why, (week.moved_from or week.date) + WEEK
    moving.refuse_at_end(against)


def added_instead(
    viewer: Actor, leaver: Practitioner, found: Iterable[Collision]
) -> dict[UUID, SupportSession | Refused]:
    """By session that whoever takes it over cannot hold: the one that would be added at the end, or why none can be.

    As things are now; of several of one run each comes after the other. Nothing is kept. Only the first are looked
    at: the others are not in the answer.
    """
    answers: dict[UUID, SupportSession | Refused] = {}
    after: dict[UUID, dt.date] = {}
    for one in islice(found, WITH_TIMES):
        series = one.session.series
        added, first = one_more(series, one.session, series.session_count)
        holders = [one.to if holder == leaver else holder for holder in holders_of(one.session)]
        try:
            put_in_a_free_week(viewer, series, added, after.get(series.pk, first), holders)
        except Refused as refused:
            answers[one.session.pk] = refused
        else:
            answers[one.session.pk] = added
            after[series.pk] = (added.moved_from or added.date) + WEEK
    return answers
