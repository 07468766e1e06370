"""The referrals behind what is booked: asked for some weeks before, worked on as far as the sessions went."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from mhst.demo.world import pen, words
from mhst.demo.world.pen import Casework, S
from mhst.demo.world.ways import WAY
from sessions_app.enums import SEEN_CODES, ClosedBecause, Pathway, ReferralState, SeriesState
from sessions_app.models import Attendance, CarePlan, Course, Goal, GoalScore, Place, Referral, SupportSession

DAY = dt.timedelta(days=1)
#: How many of the latest are still looked back at, and how many are still being assessed.
ENDING, ASSESSED = 5, 2
#: Whoever came to fewer of their sessions was not brought, in the end.
HARDLY = 0.5
ENDINGS = ((ClosedBecause.COMPLETED, 84), (ClosedBecause.NOTHING_FURTHER, 10), (ClosedBecause.ASKED_TO_STOP, 6))


def build(made: Casework) -> None:
    """In order of their first day, so that nobody is in two at a time."""
    places, came = _places(), _came()
    ending, assessed = _ending(places), _assessed(made, places, came)
    for place in places:
        seen = came[place.series_id, place.young_person_id]
        _behind(made, place, seen, looks_back=place.pk in ending, is_new=place.pk in assessed)


def _places() -> list[Place]:
    rows = Place.objects.filter(young_person__isnull=False).select_related(
        "series__programme", "series__school", "young_person"
    )
    rows = rows.prefetch_related("series__sessions__facilitations__practitioner__user")
    return list(rows.order_by("series__first_on", "pk"))


def _came() -> dict[tuple[UUID, UUID | None], list[SupportSession]]:
    """The sessions at which somebody was seen, by run and person, in their order."""
    found = defaultdict(list)
    rows = Attendance.objects.filter(code__in=SEEN_CODES).select_related("session").order_by("session__date")
    for row in rows:
        found[row.session.series_id, row.young_person_id].append(row.session)
    return found


def _is_over(place: Place) -> bool:
    return bool(place.series.state == SeriesState.COMPLETED)


def _ending(places: Iterable[Place]) -> set[UUID]:
    """The latest that are over, of people with nothing else to come."""
    busy = {place.young_person_id for place in places if not _is_over(place)}
    over = {place.young_person_id: place for place in places if _is_over(place) and not place.series.programme.is_group}
    free = [place for person, place in over.items() if person not in busy]
    return {place.pk for place in sorted(free, key=lambda one: _sessions(one)[-1].date)[-ENDING:]}


def _assessed(made: Casework, places: Iterable[Place], came: dict[Any, list[SupportSession]]) -> set[UUID]:
    begun = [place for place in places if not _is_over(place) and came[place.series_id, place.young_person_id]]
    return {place.pk for place in [one for one in begun if not one.series.programme.is_group][-ASSESSED:]}


def _sessions(place: Place) -> list[SupportSession]:
    return [session for session in place.series.sessions.all() if session.number]


def _behind(made: Casework, place: Place, seen: list[SupportSession], *, looks_back: bool, is_new: bool) -> None:
    person, series, sessions = place.young_person, place.series, _sessions(place)
    assert person is not None
    over = _is_over(place)
    if person.pk in made.taken:
        return
    state = _state(seen, over=over, looks_back=looks_back, is_new=is_new)
    practitioner = sessions[0].facilitations.all()[0].practitioner
    referral = pen.refer(
        made,
        person,
        series.school,
        state,
        _days(made, state, person.pk, sessions, seen),
        practitioner,
        series.programme,
    )
    ended = sessions[-1].date if state == S.CLOSED else None
    made.courses.append(Course(referral=referral, series=series, started_on=series.first_on, ended_on=ended))
    if state == S.CLOSED:
        _close(made, referral, came=len(seen) / len(sessions))
    else:
        made.taken.add(person.pk)
    if seen:
        referral.first_contact_on, referral.last_seen_on = seen[0].date, seen[-1].date
    if state in {S.IN_INTERVENTION, S.REVIEW, S.CLOSED} and seen:
        _plan_and_goals(made, referral, seen)


def _state(seen: list[SupportSession], *, over: bool, looks_back: bool, is_new: bool) -> ReferralState:
    if over:
        return S.REVIEW if looks_back and seen else S.CLOSED
    if not seen:
        return S.ALLOCATED
    return S.ASSESSMENT if is_new or len(seen) == 1 else S.IN_INTERVENTION


def _days(
    made: Casework, state: ReferralState, person: UUID, sessions: list[SupportSession], seen: list[SupportSession]
) -> list[dt.date]:
    """Asked, looked at and given to somebody before the first session; the rest as the sessions went."""
    first, last = sessions[0].date, sessions[-1].date
    begun = seen[0].date if seen else first
    worked = {
        S.ASSESSMENT: begun, S.IN_INTERVENTION: seen[1].date if len(seen) > 1 else begun, S.REVIEW: last,
        S.CLOSED: min(made.today, last + made.chance.randrange(1, 10) * DAY),
    }  # fmt: skip
    way = WAY[state]
    before = [to for to in way if to not in worked]
    given = min(first, made.today) - made.chance.randrange(2, 6) * DAY
    asked = max(given - made.chance.randrange(5, 35) * DAY, made.closed.get(person, dt.date.min))
    days = pen.spread(pen.school_day(asked), pen.school_day(given), len(before))
    return [*days, *(pen.school_day(worked[to]) for to in way if to in worked)]


def _close(made: Casework, referral: Referral, *, came: float) -> None:
    referral.closed_on = made.moves[-1].at.date()
    made.closed[referral.young_person_id] = referral.closed_on
    [usual] = made.chance.choices([one for one, _ in ENDINGS], [weight for _, weight in ENDINGS])
    because = str(ClosedBecause.NOT_BROUGHT if came < HARDLY else usual)
    referral.closed_because, made.moves[-1].why = because, words.WHY_CLOSED[because]


def _plan_and_goals(made: Casework, referral: Referral, seen: list[SupportSession]) -> None:
    """The baseline is the first score of a goal; what is asked at a session is scored by whoever came to it."""
    agreed = seen[min(1, len(seen) - 1)].date
    referral.plan_on, referral.baseline_on = agreed, seen[0].date
    by = referral.practitioner.user if referral.practitioner else None
    made.plans.append(
        CarePlan(
            referral=referral,
            agreed_on=agreed,
            plan=words.PLAN,
            problem=words.OWN_WORDS[len(made.plans) % len(words.OWN_WORDS)],
            written_by=by,
        )
    )
    is_group = referral.pathway == Pathway.GROUP
    for number, said in enumerate(made.chance.sample(words.GOALS, 1 if is_group else 2), start=1):
        goal = Goal(referral=referral, number=number, words=said, set_on=seen[0].date)
        made.goals.append(goal)
        score = made.chance.randrange(1, 4)
        for session in seen:
            made.scores.append(GoalScore(goal=goal, session=session, scored_on=session.date, score=min(10, score)))
            score = max(0, score + made.chance.choice([0, 0, 1, 1, 2, -1]))
