"""The team's week, for those who keep its diary."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from sessions_app.queries.timetable import TeamFilter, filters_of, practitioners_of, team_week, teams_of
from tests.factories import (
    A_MONDAY,
    AbsenceFactory,
    ClusterFactory,
    PractitionerFactory,
    RoomFactory,
    SchoolFactory,
    TeamFactory,
    TeamSchoolFactory,
    World,
    member_of,
    world,
)
from tests.support.timetable import as_user, fill, session_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> World:
    return world(pupils=1)


def week_for(viewer: User, place: World, **wanted: object):
    viewer, narrowed = as_user(viewer), TeamFilter(**wanted)
    return team_week(viewer, place.team, A_MONDAY, practitioners_of(viewer, place.team, narrowed), narrowed)


def names(week) -> list[str]:
    return [person.name for person in week.weeks]


def test_has_a_row_for_each_practitioner_with_their_days(place: World):
    session_in(place, led_by=[place.practitioner])
    AbsenceFactory(practitioner=place.practitioners[1])

    week = week_for(place.manager, place)

    by_name = {person.name: person for person in week.weeks}
    first, second = (by_name[p.user.name] for p in place.practitioners)
    assert len(week.dates) == 5
    assert [len(day.sessions) for day in first.days] == [1, 0, 0, 0, 0]
    assert [day.notes for day in second.days] == [("Away",), (), (), (), ()]
    assert names(week) == sorted(names(week), key=lambda name: name.split()[-1])


def test_a_session_of_two_is_in_both_rows(place: World):
    session = session_in(place)

    week = week_for(place.manager, place)

    assert [[entry.id for entry in person.sessions] for person in week.weeks] == [[session.pk], [session.pk]]


def test_names_nobody_who_is_seen(place: World):
    session_in(place)

    week = week_for(place.manager, place)

    assert [len(entry.who) for person in week.weeks for entry in person.sessions] == [0, 0]
    assert all(pupil.family_name not in str(week) for pupil in place.pupils)


def test_leaves_out_leavers(place: World):
    PractitionerFactory(team=place.team, is_working=False)

    assert len(week_for(place.manager, place).weeks) == 2


@pytest.mark.parametrize("given", ["first_name", "last_name"])
def test_searches_by_any_part_of_the_name(place: World, given: str):
    wanted = getattr(place.practitioner.user, given)[1:4].upper()

    assert names(week_for(place.manager, place, search=wanted)) == [place.practitioner.user.name]


def test_narrows_to_a_school_and_to_those_who_go_there(place: World):
    elsewhere = PractitionerFactory(team=place.team)
    session_in(place, led_by=[place.practitioner])
    session_in(place, school=1, led_by=[place.practitioner, elsewhere], start_minute=780, end_minute=840)

    week = week_for(place.manager, place, school=place.school.pk)

    assert elsewhere.user.name not in names(week)
    schools = {entry.school for person in week.weeks for entry in person.sessions}
    assert schools == {place.school.name}


def test_narrows_to_a_cluster(place: World):
    cluster = ClusterFactory(team=place.team)
    with recording.acting(by=SYSTEM, verb="test"):
        place.team.team_schools.filter(school=place.schools[1]).update(cluster=cluster)
    session_in(place)
    there = session_in(place, school=1, start_minute=780, end_minute=840)

    week = week_for(place.manager, place, cluster=cluster.pk)

    assert {entry.id for person in week.weeks for entry in person.sessions} == {there.pk}


def test_offers_the_clusters_and_schools_of_today(place: World):
    cluster = ClusterFactory(team=place.team)
    ClusterFactory()
    TeamSchoolFactory(team=place.team, ends_on=dt.date(2025, 1, 1))

    clusters, schools = filters_of(place.team)

    assert clusters == [cluster]
    assert {school.pk for school in schools} == {school.pk for school in place.schools}


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (RoleName.TEAM_MANAGER, True),
        (RoleName.SUPERVISOR, True),
        (RoleName.ADMINISTRATOR, True),
        (RoleName.SAFEGUARDING_LEAD, True),
        (RoleName.PRACTITIONER, False),
    ],
)
def test_who_keeps_a_team_sees_it(place: World, role: str, may: bool):
    assert (teams_of(member_of(place.team, role)) == [place.team]) is may


def test_another_teams_manager_is_refused(place: World):
    stranger = member_of(TeamFactory(), RoleName.TEAM_MANAGER)

    assert list(practitioners_of(stranger, place.team, TeamFilter())) == []
    with pytest.raises(Refused):
        team_week(stranger, place.team, A_MONDAY, place.practitioners, TeamFilter())


def test_forty_schools_cost_the_same_queries_at_one_session_and_at_300(place: World):
    with recording.acting(by=SYSTEM, verb="test"):
        schools = SchoolFactory.create_batch(38)
        for school in schools:
            TeamSchoolFactory(team=place.team, school=school)
        staff = [PractitionerFactory(team=place.team, at=schools[n : n + 3]) for n in range(0, 38, 4)]
        RoomFactory(school=schools[0])
    session_in(place)
    week_for(place.manager, place)

    def count() -> int:
        viewer = as_user(place.manager)
        with CaptureQueriesContext(connection) as queries:
            team_week(viewer, place.team, A_MONDAY, practitioners_of(viewer, place.team, TeamFilter()), TeamFilter())
        return len(queries)

    at_one = count()
    fill(place.team, schools, staff, 300)

    assert sum(len(person.sessions) for person in week_for(place.manager, place).weeks) == 302
    assert count() == at_one
    assert at_one <= 20
