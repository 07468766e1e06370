"""What a school sees: who of its own is seen, when, by whom and where, and no more."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.core.errors import NotFound, Refused
from mhst.people.models import YoungPerson
from sessions_app.documents.slips import slips_of
from sessions_app.queries.timetable import get_school, school_week
from tests.factories import (
    A_MONDAY,
    AbsenceFactory,
    ConsentDecisionFactory,
    ProgrammeFactory,
    SpecialDayFactory,
    World,
    YoungPersonFactory,
    member_of,
    world,
)
from tests.support.timetable import as_user, fill, session_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> World:
    return world(pupils=3)


def week_for(viewer: User, place: World):
    return school_week(as_user(viewer), place.school, A_MONDAY)


def entry_for(viewer: User, place: World):
    (entry,) = [entry for day in week_for(viewer, place).days for entry in day.sessions]
    return entry


def test_tells_who_when_by_whom_and_where(place: World):
    session_in(place)

    entry = entry_for(place.lead, place)

    assert (entry.date, entry.time, entry.room) == (A_MONDAY, "10:00 to 11:00", place.room.name)
    assert [p.name for p in entry.who.people] == [
        p.name for p in YoungPerson.objects.filter(school=place.school).order_by("family_name")
    ]
    assert entry.practitioners == tuple(p.user.name for p in place.practitioners)


def test_tells_who_may_not_be_seen_and_prints_no_slip_for_them():
    with time_machine.travel(f"{A_MONDAY} 08:00+01:00", tick=False):
        place = world(pupils=3)
        session_in(place)
        ConsentDecisionFactory(young_person=place.pupils[0], refused=True)
        (entry,) = [entry for day in week_for(place.lead, place).days for entry in day.sessions]

        assert entry.not_agreed == frozenset({place.pupils[0].pk})
        called = {slip.name: slip.is_certain for slip in slips_of(week_for(place.lead, place))}
        assert called == {person.name: True for person in place.pupils[1:]}  # what is missing concerns one only
        AbsenceFactory(practitioner=place.practitioner, starts_on=A_MONDAY, ends_on=A_MONDAY)
        assert {slip.is_certain for slip in slips_of(week_for(place.lead, place))} == {False}


@pytest.mark.parametrize(
    ("role", "title"),
    [
        (RoleName.SENIOR_MENTAL_HEALTH_LEAD, "Worry group"),
        (RoleName.SCHOOL_STAFF, "Group"),
        (RoleName.DESIGNATED_SAFEGUARDING_LEAD, "Group"),
    ],
)
def test_only_those_who_book_read_the_name_of_the_programme(place: World, role: str, title: str):
    session_in(place, programme=ProgrammeFactory(name="Worry group"))

    entry = entry_for(member_of(place.school, role), place)

    assert entry.title == title
    assert ("Worry" in str(entry)) is (title == "Worry group")


@pytest.mark.parametrize("role", [RoleName.SENIOR_MENTAL_HEALTH_LEAD, RoleName.SCHOOL_STAFF])
def test_nobody_at_school_reads_what_is_due(place: World, role: str):
    session_in(place)

    entry = entry_for(member_of(place.school, role), place)

    assert (entry.topic, entry.due) == ("", "")


def test_somebody_who_has_moved_school_is_only_counted(place: World):
    moved = YoungPersonFactory(school=place.schools[1])
    session = session_in(place)
    with recording.acting(by=SYSTEM, verb="test"):
        first = session.series.places.order_by("number").first()
        first.young_person = moved
        first.save()

    who = entry_for(place.lead, place).who

    assert (len(who.people), who.others) == (2, 1)
    assert moved.name not in who.names


def test_other_schools_sessions_are_not_there(place: World):
    session_in(place, school=1)

    assert week_for(place.lead, place).is_empty


def test_a_parents_session_says_so(place: World):
    session_in(place, programme=ProgrammeFactory(kind="parent_group"))

    entry = entry_for(member_of(place.school, RoleName.SCHOOL_STAFF), place)

    assert (entry.title, entry.with_parents) == ("Group for parents or guardians", True)


def test_says_when_the_school_is_shut(place: World):
    tuesday = A_MONDAY + dt.timedelta(days=1)
    SpecialDayFactory(calendar=place.school.calendar, starts_on=tuesday, kind="inset")

    days = week_for(place.lead, place).days

    assert [[shut.why for shut in day.shut] for day in days] == [[], ["INSET day"], [], [], []]


def test_the_team_manager_sees_it_too(place: World):
    session_in(place)

    assert len(entry_for(place.manager, place).who.people) == 3


def test_a_practitioner_who_sees_the_school_may_not_open_its_list(place: World):
    with pytest.raises(Refused, match="Your role does not allow this here"):
        week_for(place.practitioner.user, place)


def test_another_schools_lead_does_not_even_see_that_there_is_a_school(place: World):
    with pytest.raises(NotFound):
        get_school(place.schools[1].pk, as_user(place.lead))


def test_costs_the_same_queries_at_one_session_and_at_300(place: World):
    session_in(place)
    week_for(place.lead, place)

    def count() -> int:
        viewer = as_user(place.lead)
        with CaptureQueriesContext(connection) as queries:
            school_week(viewer, place.school, A_MONDAY)
        return len(queries)

    at_one = count()
    fill(place.team, [place.school], list(place.practitioners), 300, pupils=place.pupils)

    assert sum(len(day.sessions) for day in week_for(place.lead, place).days) == 301
    assert count() == at_one
