"""Which weeks sessions take that move or are added, by the run's rule; and why none will do."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.people.models import Practitioner, YoungPerson
from mhst.places.models.room import LATEST
from sessions_app.models import Series, SupportSession
from sessions_app.planner.run import OVER_A_SUMMER, SPARE_WEEKS, WEEK, RunDate, held, with_moves
from sessions_app.queries import offer as offers
from sessions_app.queries.alternatives import holders_of, pupils_of
from sessions_app.queries.days import Days, load_days
from sessions_app.queries.free import free_with
from sessions_app.queries.hand_over import WITH_TIMES, Collisions
from sessions_app.queries.known import HORIZON, Known, know, reach
from sessions_app.rules import moving
from sessions_app.rules import session as rules


def find(
    viewer: Actor,
    series: Series,
    first: dt.date,
    sessions: list[SupportSession],
    start_minute: int | None = None,
    *,
    has_begun: bool = False,
    end: "End | None" = None,
    spare: int = SPARE_WEEKS,
) -> list[RunDate]:
    """A week for each of these sessions from the first on. What is shut moves or is left out, by the run's rule.

    `end` says who is to be free then, when they are not those who hold the run now, and what is known already.

    Raises: Refused when the school's calendar has not enough open weeks.
    """
    days = _days(series, first, end)
    weeks = days.run(first, len(sessions), has_begun=has_begun, spare=spare)
    if any(week.instead for week in weeks):
        their_own = tuple(session.pk for session in sessions)
        who: dict[str, Any] = {"holders": end.holders, "pupils": end.pupils} if end else {}
        wanted = offers.again(series, first, count=len(sessions), apart_from=their_own, **who)
        free = free_with(viewer, wanted, sessions[0].room_id, end.known if end else None)

        def will_do(day: dt.date, number: int) -> bool:
            start, end = minutes(sessions[number - 1], start_minute)
            return day > clock.today() and end <= (days.dates.finish_minute(day) or LATEST) and free(day, start, end)

        weeks = with_moves(weeks, len(sessions), will_do)
    rules.check_fits(len(held(weeks)), len(sessions))
    return weeks


def _days(series: Series, first: dt.date, end: "End | None") -> Days:
    between = first - WEEK, first + HORIZON
    if end is None:
        return load_days(series.school, series.year_groups, series.when_shut, *between)
    return Days(end.known.dates_of(series.school, *between), series.year_groups, series.when_shut)


def minutes(session: SupportSession, start_minute: int | None = None) -> tuple[int, int]:
    """When it begins and ends if it begins then, or at its own time; its length stays."""
    start = session.start_minute if start_minute is None else start_minute
    return start, start + session.end_minute - session.start_minute


@dataclass(frozen=True)
class End:
    """What is asked of the weeks after the last of a run: who would hold a session there, who comes, what is known."""

    holders: Sequence[Practitioner]
    pupils: Sequence[YoungPerson]
    known: Known


def end_of(series: Series, first: dt.date, holders: Sequence[Practitioner]) -> End:
    """For one run, from the first day after it on."""
    pupils = offers.pupils_of(series)
    only = [person.pk for person in holders]
    return End(holders, pupils, know([series.school], pupils, *reach(first), only=only, also=holders))


def one_more(
    series: Series, like: SupportSession, number: int, others: Iterable[SupportSession]
) -> tuple[SupportSession, dt.date]:
    """A session like this one, not kept yet, and the first day after the last of the run on which it could be.

    `others` are those of the run that take place.
    """
    last = max([like, *others], key=lambda session: session.date)
    added = SupportSession(
        series=series, number=number, date=last.date, start_minute=like.start_minute, end_minute=like.end_minute,
        room=like.room,
    )  # fmt: skip
    return added, (last.moved_from or last.date) + WEEK


def put_in_a_free_week(viewer: Actor, series: Series, added: SupportSession, first: dt.date, end: End) -> None:
    """The first open week in which its room is lent and free, and those who would hold it and come are free too.

    Raises: Refused when near the end of the run there is none.
    """
    against = ""
    for _ in range(SPARE_WEEKS):
        [week] = held(find(viewer, series, first, [added], has_begun=True, end=end, spare=OVER_A_SUMMER))
        added.date, added.moved_from, added.why_moved = week.date, week.moved_from, week.why_moved[:160]
        why = _why_not(added, viewer, end)
        if not why:
            return
        against, first = against or why, (week.moved_from or week.date) + WEEK
    moving.refuse_at_end(against)


def _why_not(added: SupportSession, viewer: Actor, end: End) -> str:
    there = moving.why_not_free([added], viewer, held_by={added.pk: end.holders}, known=end.known)
    return there or moving.why_taken(added, viewer, end.holders, end.pupils, end.known)


def added_instead(viewer: Actor, leaver: Practitioner, found: Collisions) -> dict[UUID, SupportSession | Refused]:
    """By session that whoever takes it over cannot hold: the one that would be added at the end, or why none can be.

    As things are now; of several of one run each comes after the other. Nothing is kept. Only the first are looked
    at: the others are not in the answer. A number of queries that does not grow with them.
    """
    answers: dict[UUID, SupportSession | Refused] = {}
    after: dict[UUID, dt.date] = {}
    if found.known is None:
        return answers
    for one in found.each[:WITH_TIMES]:
        series = one.session.series
        added, first = one_more(series, one.session, series.session_count, found.taking_place[series.pk])
        holders = [one.to if holder == leaver else holder for holder in holders_of(one.session)]
        end = End(holders, pupils_of(one.session), found.known)
        try:
            put_in_a_free_week(viewer, series, added, after.get(series.pk, first), end)
        except Refused as refused:
            answers[one.session.pk] = refused
        else:
            answers[one.session.pk] = added
            after[series.pk] = (added.moved_from or added.date) + WEEK
    return answers
