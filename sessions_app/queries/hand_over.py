"""What a practitioner would pass on: young people, and the runs they hold; and what collides for whoever takes it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mhst.access.models import User
from mhst.core import clock
from mhst.people.models import Practitioner
from mhst.places.models import Room
from sessions_app.enums import SessionState
from sessions_app.models import Course, Facilitation, Referral, Series, SupportSession
from sessions_app.planner import journey
from sessions_app.planner.reasons import listed
from sessions_app.queries import referral as referrals
from sessions_app.queries.allocation import Colleague, colleagues_of, share_out
from sessions_app.queries.alternatives import Alternative, alternatives, holders_of, pupils_of, with_people
from sessions_app.queries.attention import THEN
from sessions_app.queries.known import Known, know, reach
from sessions_app.queries.occupancy import Visit

#: For so many sessions that collide other times are looked for, so that a large caseload opens as fast as a small one.
WITH_TIMES = 24


@dataclass(frozen=True)
class Run:
    """A run with sessions to come that they hold. `referral` when it is the 1:1 course of one of the caseload."""

    series: Series
    sessions: tuple[SupportSession, ...]
    holders: frozenset[UUID]
    referral: Referral | None

    @property
    def goes_with_a_young_person(self) -> bool:
        return self.referral is not None


@dataclass(frozen=True)
class ToPass:
    """Everything somebody could pass on, with whom it is suggested to pass it to."""

    practitioner: Practitioner
    referrals: tuple[Referral, ...]
    runs: tuple[Run, ...]
    colleagues: tuple[Colleague, ...]
    suggested: Mapping[UUID, Practitioner]

    @property
    def others(self) -> list[Run]:
        """Runs that nobody of the caseload has to themselves: somebody is chosen for each."""
        return [run for run in self.runs if not run.goes_with_a_young_person]


@dataclass(frozen=True)
class Collision:
    """A session that whoever takes it over cannot hold as it is, why not, and when they could."""

    session: SupportSession
    to: Practitioner
    why: str
    free: tuple[Alternative, ...]
    whose: str  # the young person of a 1:1 course, or what it is


@dataclass(frozen=True)
class Collisions:
    """Each that collides, and what was read to find it; the sessions of those runs that take place, by run."""

    each: tuple[Collision, ...]
    known: Known | None
    taking_place: Mapping[UUID, Sequence[SupportSession]]


@dataclass(frozen=True)
class Passed:
    """One young person, to whom they go, what the next one should know, and whether they were told."""

    referral: Referral
    to: Practitioner
    note: str
    is_told: bool = False


@dataclass(frozen=True)
class Instead:
    """What becomes of a session that whoever takes it over cannot hold: another time, or with none given its end."""

    date: dt.date | None = None
    start_minute: int = 0
    room: Room | None = None
    add_at_end: bool = False


def to_pass(practitioner: Practitioner, viewer: User, *, only: Referral | None = None) -> ToPass:
    """The caseload as far as the viewer may see it, with its runs; or one young person with their own course."""
    rows = referrals.caseload_of(practitioner, viewer)
    cases = list(rows.order_by("young_person__family_name", "young_person__given_name", "pk"))
    if only is not None:
        cases = [case for case in cases if case.pk == only.pk]
    runs = runs_of(practitioner, cases)
    if only is not None:
        runs = [run for run in runs if run.goes_with_a_young_person]
    colleagues = [one for one in colleagues_of(practitioner.team) if one.practitioner.pk != practitioner.pk]
    suggested = share_out(cases, colleagues)
    for run in runs:
        free = [one for one in colleagues if one.practitioner.pk not in run.holders]
        suggested |= share_out([run.series], free) if not run.goes_with_a_young_person else {}
    return ToPass(practitioner, tuple(cases), tuple(runs), tuple(colleagues), suggested)


def runs_of(practitioner: Practitioner, cases: list[Referral]) -> list[Run]:
    """The runs with sessions to come that somebody holds, by their next session. Three queries."""
    by_series: dict[Series, list[SupportSession]] = defaultdict(list)
    for session in sessions_ahead(practitioner):
        by_series[session.series].append(session)
    holders: dict[UUID, set[UUID]] = defaultdict(set)
    held = Facilitation.objects.filter(session__series__in=by_series, replaced_at__isnull=True)
    for series, person in held.values_list("session__series", "practitioner"):
        holders[series].add(person)
    own = Course.objects.filter(referral__in=cases, series__in=by_series, ended_on__isnull=True)
    of_one = {course.series_id: course.referral_id for course in own}
    known = {case.pk: case for case in cases}
    return [
        Run(
            series, tuple(sessions), frozenset(holders[series.pk]),
            None if series.programme.is_group else known.get(of_one[series.pk]) if series.pk in of_one else None,
        )
        for series, sessions in by_series.items()
    ]  # fmt: skip


def sessions_ahead(practitioner: Practitioner) -> list[SupportSession]:
    """What they hold that is to come and of which nothing is recorded yet."""
    rows = SupportSession.objects.filter(
        state=SessionState.PLANNED,
        date__gte=clock.today(),
        attendances__isnull=True,
        facilitations__practitioner=practitioner,
        facilitations__replaced_at__isnull=True,
    ).select_related("series__programme", "series__school", "series__team", "series__booked_by", "room")
    return [session for session in rows.order_by("date", "start_minute", "pk") if session.ends_at > clock.now()]


def collisions(viewer: User, what: ToPass, to: Mapping[UUID, Practitioner]) -> Collisions:
    """Which sessions of these runs (by id) whoever takes them cannot hold, the first with up to three other times.

    A number of queries that grows with nothing.
    """
    moving = sorted(
        ((session, to[run.series.pk]) for run in what.runs if run.series.pk in to for session in run.sessions),
        key=lambda pair: (pair[0].date, pair[0].start_minute),
    )
    if not moving:
        return Collisions((), None, {})
    with_people([session for session, _ in moving])
    taking_place = _taking_place(session.series for session, _ in moving)
    known = _known(moving, taking_place)
    whose = {
        run.series.pk: str(run.referral.young_person if run.referral else run.series.programme) for run in what.runs
    }
    found = tuple(
        Collision(
            session, person, why, tuple(_other_times(viewer, what, session, person, known) if n < WITH_TIMES else ()),
            whose[session.series_id],
        )
        for n, (session, person, why) in enumerate(_in_the_way(moving, known))
    )  # fmt: skip
    return Collisions(found, known, taking_place)


def _taking_place(series: Iterable[Series]) -> dict[UUID, list[SupportSession]]:
    """The sessions of these runs that take place, by run."""
    found: dict[UUID, list[SupportSession]] = defaultdict(list)
    for session in SupportSession.objects.taking_place().filter(series__in={one.pk for one in series}):
        found[session.series_id].append(session)
    return found


def _known(moving: list[tuple[SupportSession, Practitioner]], taking_place: Mapping[UUID, Any]) -> Known:
    """Of everybody who holds these, would hold them or comes to them, as far as any could move or be made up for."""
    first, last = reach(max(session.date for each in taking_place.values() for session in each))
    schools = {session.series.school_id: session.series.school for session, _ in moving}
    people = {person.pk: person for session, to in moving for person in (to, *holders_of(session))}
    pupils = {pupil.pk: pupil for session, _ in moving for pupil in pupils_of(session)}
    return know(schools.values(), pupils.values(), first, last, only=people, also=people.values())


def _in_the_way(
    moving: list[tuple[SupportSession, Practitioner]], known: Known
) -> list[tuple[SupportSession, Practitioner, str]]:
    first, last = moving[0][0].date, moving[-1][0].date
    taken = known.bookings.occupied({person.pk for _, person in moving}, first, last)
    days: dict[tuple[UUID, dt.date], list[Visit]] = {key: list(visits) for key, visits in taken.visits.items()}
    found = []
    for session, person in moving:
        visits = days.setdefault((person.pk, session.date), [])
        visit = _visit(session)
        own = known.hours[person.pk].why_not(session.date, session.start_minute, session.end_minute)
        busy = journey.why_no_time(visits, visit, known.minutes)
        why = [THEN.sub("", own)] if own else []
        why += [f"{person} is {busy}"] if busy else []
        if why:
            found.append((session, person, listed(why)))
        else:
            visits.append(visit)
            visits.sort()
    return found


def _visit(session: SupportSession) -> Visit:
    school = session.series.school
    return Visit(session.start_minute, session.end_minute, school.pk, school.sign_in_minutes)


def _other_times(
    viewer: User, what: ToPass, session: SupportSession, person: Practitioner, known: Known
) -> list[Alternative]:
    then, instead = {"date": session.date}, {what.practitioner.pk: person.pk}
    return alternatives(viewer, session, then, instead=instead, known=known)


def rooms_of(found: Iterable[Collision]) -> dict[UUID, Room]:
    """The rooms of the times that are offered instead, by id."""
    return Room.objects.in_bulk({time.room_id for one in found for time in one.free if time.room_id})
