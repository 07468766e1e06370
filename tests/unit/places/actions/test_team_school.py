import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from time_machine import TimeMachineFixture

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from mhst.places.actions.cluster import remove
from mhst.places.actions.team_school import put_in_cluster, serve, stop
from mhst.places.models import Team, TeamSchool
from mhst.places.queries.team_school import serving
from tests.factories import A_MONDAY, ClusterFactory, SchoolFactory, TeamFactory, TeamSchoolFactory, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(A_MONDAY, tick=False):
        yield


@pytest.fixture
def team() -> Team:
    return TeamFactory()


@pytest.fixture
def manager(team: Team) -> User:
    return member_of(team, RoleName.TEAM_MANAGER)


def test_a_manager_adds_a_school_that_nobody_serves(team: Team, manager: User) -> None:
    school, cluster = SchoolFactory(), ClusterFactory(team=team)
    serve(team=team, school=school, cluster=cluster, starts_on=A_MONDAY, by=manager)
    assert [(each.team, each.cluster) for each in serving(school, A_MONDAY)] == [(team, cluster)]


def test_a_manager_cannot_take_another_teams_school_but_a_system_administrator_can(team: Team, manager: User) -> None:
    theirs = TeamSchoolFactory()
    with pytest.raises(Refused, match=f"{theirs.team} serves {theirs.school}. Its manager or a system administrator"):
        serve(team=team, school=theirs.school, starts_on=A_MONDAY, by=manager)
    serve(team=team, school=theirs.school, starts_on=A_MONDAY, by=member_of(None, RoleName.SYSTEM_ADMINISTRATOR))
    assert serving(theirs.school, A_MONDAY).count() == 2


def test_a_manager_adds_no_school_to_another_team(manager: User) -> None:
    with pytest.raises(Refused, match="Your role does not allow this here"):
        serve(team=TeamFactory(), school=SchoolFactory(), starts_on=A_MONDAY, by=manager)


def test_a_closed_school_and_a_school_served_already_are_refused(team: Team) -> None:
    with pytest.raises(Refused, match="is closed"):
        serve(team=team, school=SchoolFactory(closed=True), starts_on=A_MONDAY, by=SYSTEM)
    served = TeamSchoolFactory(team=team)
    with pytest.raises(Refused, match="already"):
        serve(team=team, school=served.school, starts_on=A_MONDAY, by=SYSTEM)


def test_a_school_that_will_be_served_is_not_added_before(team: Team) -> None:
    served = TeamSchoolFactory(team=team, starts_on=dt.date(2026, 10, 1))
    with pytest.raises(Refused, match="from Thursday 1 October 2026"):
        serve(team=team, school=served.school, starts_on=A_MONDAY, by=SYSTEM)


def test_a_team_serves_until_the_day_given_and_may_come_back(team: Team, manager: User) -> None:
    served = TeamSchoolFactory(team=team)
    stop(served=served, ends_on=dt.date(2026, 12, 18), by=manager)
    assert serving(served.school, dt.date(2026, 12, 18)).exists()
    assert not serving(served.school, dt.date(2026, 12, 19)).exists()
    serve(team=team, school=served.school, starts_on=dt.date(2027, 1, 4), by=manager)
    assert TeamSchool.objects.count() == 2


@pytest.mark.parametrize(
    ("starts_on", "ended_on", "ends_on", "sentence"),
    [
        (dt.date(2024, 9, 1), None, dt.date(2026, 9, 13), "The last day can be today at the earliest."),
        (dt.date(2026, 10, 1), None, dt.date(2026, 9, 20), "The team begins on Thursday 1 October 2026"),
        (dt.date(2024, 9, 1), dt.date(2026, 7, 31), dt.date(2026, 9, 20), "This ended on Friday 31 July 2026."),
    ],
)
def test_an_end_that_makes_no_sense(
    starts_on: dt.date, ended_on: dt.date | None, ends_on: dt.date, sentence: str
) -> None:
    served = TeamSchoolFactory(starts_on=starts_on, ends_on=ended_on)
    with pytest.raises(Refused, match=sentence):
        stop(served=served, ends_on=ends_on, by=SYSTEM)


def test_a_school_is_put_in_a_cluster_of_its_own_team_only(team: Team, manager: User) -> None:
    served = TeamSchoolFactory(team=team)
    mine = ClusterFactory(team=team)
    put_in_cluster(served=served, cluster=mine, by=manager)
    assert TeamSchool.objects.get().cluster == mine
    with pytest.raises(Refused, match="is not a cluster of"):
        put_in_cluster(served=served, cluster=ClusterFactory(), by=manager)


def test_a_cluster_that_was_removed_meanwhile_is_said_to_be_gone(team: Team, manager: User) -> None:
    served, gone = TeamSchoolFactory(team=team), ClusterFactory(team=team, name="Northtown")
    remove(cluster=gone, by=SYSTEM)
    with pytest.raises(Refused, match="Northtown has been removed"):
        put_in_cluster(served=served, cluster=gone, by=manager)
    assert TeamSchool.objects.get().cluster is None


def test_a_school_that_somebody_just_stopped_serving_is_not_served_again_by_its_cluster(team: Team) -> None:
    """Two pages of it were open."""
    served = TeamSchoolFactory(team=team, starts_on=A_MONDAY)
    seen = TeamSchool.objects.get(pk=served.pk)
    mine = ClusterFactory(team=team)
    stop(served=served, ends_on=A_MONDAY, by=SYSTEM)
    put_in_cluster(served=seen, cluster=mine, by=SYSTEM)
    now = TeamSchool.objects.get()
    assert (now.ends_on, now.cluster) == (A_MONDAY, mine)


def test_what_has_ended_meanwhile_is_said_to_have_ended(team: Team, time_machine: TimeMachineFixture) -> None:
    served = TeamSchoolFactory(team=team, starts_on=A_MONDAY)
    seen = TeamSchool.objects.get(pk=served.pk)
    stop(served=served, ends_on=A_MONDAY, by=SYSTEM)
    time_machine.move_to(A_MONDAY + dt.timedelta(days=7))
    with pytest.raises(Refused, match="This ended on"):
        stop(served=seen, ends_on=A_MONDAY + dt.timedelta(days=8), by=SYSTEM)
