import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.people.queries import meeting
from sessions_app.queries.young_person import meetings
from tests.factories import (
    A_MONDAY,
    PractitionerFactory,
    ProgrammeFactory,
    SchoolFactory,
    SeriesFactory,
    TeamFactory,
    TeamSchoolFactory,
    YoungPersonFactory,
    member_of,
)

pytestmark = pytest.mark.django_db
A_WEEK = dt.timedelta(weeks=1)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(dt.datetime.combine(A_MONDAY, dt.time(9), dt.UTC), tick=False):
        yield


@pytest.fixture
def run():
    """A booked run with one pupil: six Mondays at ten."""
    team = TeamFactory()
    school = TeamSchoolFactory(team=team).school
    gwen = PractitionerFactory(team=team, user__first_name="Gwen", user__last_name="Beddoes")
    return SeriesFactory(
        team=team, school=school, programme=ProgrammeFactory(name="Worry group"), room__name="Room 4",
        pupils=[YoungPersonFactory(school=school)], sessions=True, sessions__led_by=[gwen],
    )  # fmt: skip


def viewer(place: object, role: RoleName) -> User:
    return member_of(place, role)


def pupil_of(run):
    return run.places.get(number=1).young_person


def test_those_who_book_read_what_it_is_about(run) -> None:
    lead = viewer(run.school, RoleName.SENIOR_MENTAL_HEALTH_LEAD)
    found = meetings(pupil_of(run), lead)
    assert [one.date for one in found] == [A_MONDAY + week * A_WEEK for week in range(6)]
    page = f"/sessions/{run.sessions.get(number=1).pk}/"
    assert found[0] == meeting.Meeting(A_MONDAY, 600, 660, "Worry group", "Room 4", "Gwen Beddoes", href=page)


def test_others_of_the_school_read_only_that_it_is_a_group(run) -> None:
    colleague = viewer(run.school, RoleName.SCHOOL_STAFF)
    assert {one.title for one in meetings(pupil_of(run), colleague)} == {"Group"}


def test_another_school_reads_nothing(run) -> None:
    assert meetings(pupil_of(run), viewer(SchoolFactory(), RoleName.SENIOR_MENTAL_HEALTH_LEAD)) == []


def test_the_runs_of_others_are_not_theirs(run) -> None:
    other = YoungPersonFactory(school=run.school)
    assert meetings(other, viewer(run.school, RoleName.SENIOR_MENTAL_HEALTH_LEAD)) == []


def test_pages_about_pupils_ask_this_app(run) -> None:
    lead = viewer(run.school, RoleName.SENIOR_MENTAL_HEALTH_LEAD)
    assert meeting.of(pupil_of(run), lead) == meetings(pupil_of(run), lead)


def test_many_sessions_cost_as_many_queries_as_few(run) -> None:
    lead = viewer(run.school, RoleName.SENIOR_MENTAL_HEALTH_LEAD)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            meetings(pupil_of(run), lead)
        return len(captured)

    queries()
    few = queries()
    SeriesFactory.create_batch(
        4, team=run.team, school=run.school, programme=run.programme, pupils=[pupil_of(run)], sessions=True
    )
    assert queries() == few
    assert len(meetings(pupil_of(run), lead)) == 30
