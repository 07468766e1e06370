import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from mhst.access.enums import RoleName
from sessions_app.enums import ReferralState
from sessions_app.queries.caseload import caseload, left_behind, loads, waiting
from tests.factories import AbsenceFactory, PractitionerFactory, TeamFactory, World, member_of
from tests.factories.casework import CourseFactory, MeasureFactory, ReferralFactory
from tests.factories.sessions import SeriesFactory, SupportSessionFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 9, 14)


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with time_machine.travel("2026-09-14 11:30+01:00", tick=False):
        yield


def held(there: World, **more):
    given = {"state": ReferralState.IN_INTERVENTION, "practitioner": there.practitioner, **more}
    return ReferralFactory(team=there.team, school=there.school, **given)


def listed(there: World, viewer=None) -> list:
    return [case.referral for case in caseload(there.practitioner, viewer or there.manager)]


def test_the_longest_not_seen_come_first_and_those_who_are_over_not_at_all(there: World) -> None:
    lately = held(there, last_seen_on=TODAY)
    long_ago = held(there, last_seen_on=TODAY - dt.timedelta(days=30))
    never = held(there)
    paused = held(there, paused=True, last_seen_on=TODAY - dt.timedelta(days=60), state=ReferralState.PAUSED)
    no_consent = held(there, state=ReferralState.AWAITING_CONSENT, last_seen_on=TODAY - dt.timedelta(days=50))
    held(there, closed=True, state=ReferralState.CLOSED)
    held(there, practitioner=there.practitioners[1])

    assert listed(there) == [never, paused, no_consent, long_ago, lately]


def test_another_team_sees_nothing(there: World) -> None:
    held(there)
    assert listed(there, member_of(TeamFactory(), RoleName.TEAM_MANAGER)) == []


def test_the_next_session_is_that_of_a_course_that_runs(there: World) -> None:
    referral = held(there)
    ended = SeriesFactory(team=there.team, school=there.school)
    CourseFactory(referral=referral, series=ended, ended_on=TODAY)
    SupportSessionFactory(series=ended, date=TODAY + dt.timedelta(days=1))
    series = SeriesFactory(team=there.team, school=there.school)
    CourseFactory(referral=referral, series=series)
    SupportSessionFactory(series=series, date=TODAY, number=1)  # at ten, and over
    coming = SupportSessionFactory(series=series, date=TODAY + dt.timedelta(days=7), number=2)
    SupportSessionFactory(series=series, date=TODAY + dt.timedelta(days=14), number=3)

    [case] = caseload(there.practitioner, there.manager)

    assert case.next_session == coming


def test_all_of_a_group_have_its_next_session(there: World) -> None:
    series = SeriesFactory(team=there.team, school=there.school)
    for referral in (held(there), held(there)):
        CourseFactory(referral=referral, series=series)
    coming = SupportSessionFactory(series=series, date=TODAY + dt.timedelta(days=7))

    assert [case.next_session for case in caseload(there.practitioner, there.manager)] == [coming, coming]


def test_measures_that_are_due_and_not_filled_in_are_counted(there: World) -> None:
    referral = held(there)
    MeasureFactory(referral=referral, due_on=TODAY)
    MeasureFactory(referral=referral, due_on=TODAY + dt.timedelta(days=1))
    [case] = caseload(there.practitioner, there.manager)
    assert case.measures_due == 1


def test_who_works_with_how_many(there: World) -> None:
    AbsenceFactory(practitioner=there.practitioner, starts_on=TODAY, ends_on=TODAY + dt.timedelta(days=2))
    held(there)
    held(there, paused=True, state=ReferralState.PAUSED)

    first = next(load for load in loads(there.manager) if load.practitioner == there.practitioner)

    assert (first.active, first.held, first.away_until) == (1, 2, TODAY + dt.timedelta(days=2))
    assert not first.is_left


def test_whoever_left_young_people_behind_comes_first(there: World) -> None:
    gone = PractitionerFactory(team=there.team, is_working=False)
    PractitionerFactory(team=there.team, is_working=False)  # left nobody behind
    held(there, practitioner=gone)

    found = loads(there.manager)

    assert (found[0].practitioner, found[0].is_left) == (gone, True)
    assert len(found) == 3
    assert left_behind(there.manager) == 1
    assert left_behind(there.practitioner.user) == 0


def test_those_who_wait_for_somebody_the_longest_first(there: World) -> None:
    later = held(there, state=ReferralState.WAITING, practitioner=None)
    first = held(there, state=ReferralState.WAITING, practitioner=None, received_on=TODAY - dt.timedelta(days=9))
    assert list(waiting(there.manager)) == [first, later]
