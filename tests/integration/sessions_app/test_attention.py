"""Where people look, a session that can no longer rely on something says so."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.people.enums import WithdrawnBecause
from sessions_app.documents.slips import slips_of
from sessions_app.queries.timetable import school_week
from tests.factories import A_MONDAY, AbsenceFactory, World, world
from tests.factories.calendar import SpecialDayFactory
from tests.factories.places import RoomBlockFactory
from tests.support.timetable import as_user, session_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(dt.datetime.combine(A_MONDAY, dt.time(7), tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def place() -> World:
    return world(pupils=2)


def words(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().replace("&#x27;", "'").split())


def test_an_absence_is_marked_for_all_who_look(place: World, client: Client) -> None:
    session = session_in(place)
    away, colleague = place.practitioners
    AbsenceFactory(practitioner=away, starts_on=A_MONDAY, ends_on=A_MONDAY)
    mark = f"Needs attention: {away.user.name} is away"
    for viewer, address in (
        (away.user, "/timetable/"),
        (colleague.user, "/timetable/"),
        (place.manager, "/timetable/team/"),
        (place.lead, f"/timetable/school/{place.school.pk}/"),
        (place.lead, "/home/"),
        (colleague.user, "/home/"),
    ):
        client.force_login(viewer)
        assert mark in words(client, address), address
    client.force_login(place.lead)
    page = words(client, f"/sessions/{session.pk}/")
    assert "This session needs attention" in page
    assert f"<li>{away.user.name} is away.</li>" in page


def test_a_room_and_exams_are_marked_as_well(place: World, client: Client) -> None:
    session_in(place)
    RoomBlockFactory(room=place.room, starts_on=A_MONDAY, reason="Mock exams")
    SpecialDayFactory(calendar=place.school.calendar, exams=True, year_groups=[8], starts_on=A_MONDAY)
    client.force_login(place.practitioner.user)
    mark = f"Needs attention: {place.room} is needed for mock exams; mock exams for Year 8"
    assert mark in words(client, "/timetable/")


def test_nothing_is_marked_when_nothing_is_wrong_or_it_is_over(place: World, client: Client) -> None:
    session = session_in(place)
    client.force_login(place.practitioner.user)
    assert "needs attention" not in words(client, "/timetable/").lower()
    assert "needs attention" not in words(client, f"/sessions/{session.pk}/").lower()
    AbsenceFactory(practitioner=place.practitioner, starts_on=A_MONDAY, ends_on=A_MONDAY)
    with time_machine.travel(dt.datetime.combine(A_MONDAY, dt.time(18), tzinfo=dt.UTC), tick=False):
        client.force_login(place.practitioner.user)
        assert "needs attention" not in words(client, "/timetable/").lower()


def without_consent(person) -> None:
    with recording.acting(by=SYSTEM, verb="test"):
        for decision in person.consent_decisions.all():
            decision.withdrawn_at, decision.withdrawn_because = clock.now(), WithdrawnBecause.CHANGED_MIND
            decision.save()


def test_consent_taken_back_is_marked_for_all_who_look(place: World, client: Client) -> None:
    session = session_in(place)
    without_consent(place.pupils[0])
    mark = "Needs attention: consent is missing for 1 of 2 young people"
    for viewer, address in (
        (place.practitioner.user, "/timetable/"),
        (place.manager, "/timetable/team/"),
        (place.lead, f"/timetable/school/{place.school.pk}/"),
    ):
        client.force_login(viewer)
        assert mark in words(client, address), address
    page = words(client, f"/sessions/{session.pk}/")
    assert "Nobody is seen without consent. Ask again before the day" in page
    assert f"or see the others without: {place.pupils[0]}." in page


def test_one_who_comes_alone_is_not_counted(client: Client) -> None:
    place = world(pupils=1)
    session = session_in(place)
    without_consent(place.pupils[0])
    client.force_login(place.practitioner.user)
    assert "Needs attention: consent is missing<" in words(client, "/timetable/").replace(" <", "<")
    page = words(client, f"/sessions/{session.pk}/")
    assert "Nobody is seen without consent. Ask again before the day, or cancel it." in page


def test_consent_is_looked_at_on_the_day_of_the_session(place: World, client: Client) -> None:
    session_in(place)
    session_in(place, date=A_MONDAY + dt.timedelta(days=1))
    with recording.acting(by=SYSTEM, verb="test"):
        for decision in place.pupils[0].consent_decisions.all():
            decision.expires_on = A_MONDAY
            decision.save()
    client.force_login(place.practitioner.user)
    assert words(client, "/timetable/").count("consent is missing for 1 of 2") == len(["list", "table"])


def test_a_day_shut_after_booking_is_marked_for_all_who_look_and_nobody_is_called(place: World, client: Client) -> None:
    session = session_in(place)
    SpecialDayFactory(calendar=place.school.calendar, kind="inset", starts_on=A_MONDAY)
    mark = "Needs attention: the school is shut: INSET day"
    for viewer, address in (
        (place.practitioner.user, "/timetable/"),
        (place.manager, "/timetable/team/"),
        (place.lead, f"/timetable/school/{place.school.pk}/"),
        (place.lead, "/home/"),
        (place.lead, f"/groups/{session.series_id}/"),
    ):
        client.force_login(viewer)
        assert mark in words(client, address), address
    assert words(client, f"/sessions/{session.pk}/").count("INSET day") == 1
    assert slips_of(school_week(as_user(place.lead), place.school, A_MONDAY)) == []


@pytest.mark.parametrize(("years", "called"), [([8], 0), ([7], 2)])
def test_nobody_is_called_whose_years_are_at_home(place: World, years: list[int], called: int) -> None:
    session_in(place)
    SpecialDayFactory(calendar=place.school.calendar, kind="closure", starts_on=A_MONDAY, year_groups=years)
    assert len(slips_of(school_week(as_user(place.lead), place.school, A_MONDAY))) == called
