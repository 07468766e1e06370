"""Weeks on a page: one practitioner's, and that of a team with forty schools, with 300 sessions each."""

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from mhst.access import sessions
from mhst.access.models import User
from tests.bench.baseline import BARE_QUERY, bare_query, rate
from tests.bench.registry import Figure, measurement
from tests.factories import A_MONDAY, PractitionerFactory, SchoolFactory, TeamSchoolFactory, World, world
from tests.support.timetable import fill

SCHOOLS, SESSIONS, PUPILS = 40, 300, 6


@measurement("timetable.week")
def week() -> Figure:
    """Pages a second of one practitioner's week with 300 sessions, six young people in each."""
    place = world(pupils=PUPILS)
    fill(place.team, list(place.schools), [place.practitioner], SESSIONS, pupils=place.pupils)
    return _pages(place.practitioner.user, "/timetable/")


@measurement("timetable.team_week")
def team_week() -> Figure:
    """Pages a second of the week of a team that serves forty schools, with 300 sessions."""
    place = _team()
    return _pages(place.manager, "/timetable/team/")


@measurement("timetable.week_queries")
def week_queries() -> Figure:
    """Queries of one practitioner's week with 300 sessions, against those with one."""
    place = world(pupils=PUPILS)
    fill(place.team, list(place.schools), [place.practitioner], 1, pupils=place.pupils)
    one = _queries(place.practitioner.user, "/timetable/")
    fill(place.team, list(place.schools), [place.practitioner], SESSIONS - 1, pupils=place.pupils)
    many = _queries(place.practitioner.user, "/timetable/")
    return Figure(many, "queries", "the same page with one session", one)


def _team() -> World:
    place = world(pupils=1)
    schools = [*place.schools, *SchoolFactory.create_batch(SCHOOLS - len(place.schools))]
    for school in schools[len(place.schools) :]:
        TeamSchoolFactory(team=place.team, school=school)
    staff = [*place.practitioners, *(PractitionerFactory(team=place.team, at=[school]) for school in schools[:16])]
    fill(place.team, schools, staff, SESSIONS)
    return place


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    sessions.note_second_factor(session, user)
    session.save()
    return client


def _pages(user: User, path: str) -> Figure:
    baseline = bare_query()
    client = _signed_in(user)
    with override_settings(DEBUG=False):
        assert client.get(path, {"week": str(A_MONDAY)}).status_code == 200
        return Figure(rate(lambda: client.get(path, {"week": str(A_MONDAY)})), "per s", BARE_QUERY, baseline)


def _queries(user: User, path: str) -> int:
    client = _signed_in(user)
    client.get(path, {"week": str(A_MONDAY)})  # fills what a process keeps
    with CaptureQueriesContext(connection) as captured:
        client.get(path, {"week": str(A_MONDAY)})
    return len(captured)
