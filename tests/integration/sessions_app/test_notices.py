"""The list of changes, the first page, and marking changes as read."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from mhst.access.enums import RoleName
from sessions_app.models import Notice
from tests.factories import A_MONDAY, SeriesFactory, UserFactory, World, member_of, world
from tests.support.timetable import session_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(dt.datetime.combine(A_MONDAY, dt.time(8), tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def place() -> World:
    return world(pupils=2)


@pytest.fixture
def notices(place: World) -> list[Notice]:
    series = SeriesFactory(school=place.school, team=place.team)
    return [
        Notice.objects.create(
            to=place.lead, kind="moved", series=series, sentence=f"Change number {number}.",
            created_at=dt.datetime(2026, 9, 1, 9, number, tzinfo=dt.UTC),
        )
        for number in range(25)
    ]  # fmt: skip


def unread(place: World) -> int:
    return Notice.objects.filter(to=place.lead, read_at__isnull=True).count()


def test_lists_them_newest_first_a_page_at_a_time(place: World, notices: list[Notice], client: Client):
    client.force_login(place.lead)

    first, second = (client.get(f"/notices/?page={number}").content.decode() for number in (1, 2))

    assert "25 you have not read." in first
    assert first.index("Change number 24.") < first.index("Change number 5.")
    assert "Change number 4." not in first
    assert "Change number 4." in second


def test_marks_those_that_were_on_the_page(place: World, notices: list[Notice], client: Client):
    client.force_login(place.lead)

    answer = client.post("/notices/read/", {"notices": [notices[0].pk, notices[1].pk], "back": "home"})

    assert answer["Location"] == "/home/"
    assert unread(place) == 23
    assert b"Change number 0." not in client.get("/notices/?show=unread&page=2").content


def test_nobody_marks_anothers(place: World, notices: list[Notice], client: Client):
    client.force_login(place.leads[1])
    client.post("/notices/read/", {"notices": [notices[0].pk]})

    assert unread(place) == 25


@pytest.mark.parametrize("given", [{}, {"notices": "nonsense"}, {"back": "https://elsewhere.example"}])
def test_nonsense_marks_nothing_and_leads_nowhere_else(
    place: World, notices: list[Notice], client: Client, given: dict[str, str]
):
    client.force_login(place.lead)

    answer = client.post("/notices/read/", given)

    assert answer["Location"] == "/notices/"
    assert unread(place) == 25


def test_an_empty_list_says_what_will_be_there(place: World, client: Client):
    client.force_login(place.lead)

    assert b"When a session of yours is booked, moved or cancelled, it says so here." in client.get("/notices/").content


def test_home_of_a_lead_has_the_week_the_groups_and_the_changes(place: World, notices: list[Notice], client: Client):
    session_in(place)
    client.force_login(place.lead)

    page = client.get("/home/").content.decode()

    for said in (f"This week at {place.school}", "Monday 14 September, 10:00 to 11:00", "Groups", "Change number 24."):
        assert said in page


def test_home_of_a_practitioner_begins_with_today(place: World, client: Client):
    session_in(place)
    client.force_login(place.practitioner.user)

    page = client.get("/home/").content.decode()

    assert page.index("Today") < page.index("Where to")
    assert place.programme.name in page


@pytest.mark.parametrize("role", [role for role in RoleName if role not in {RoleName.SYSTEM_ADMINISTRATOR}])
def test_everybody_has_a_first_page(place: World, client: Client, role: str):
    client.force_login(member_of(None if role == RoleName.YOUNG_PERSON else place.team, role))

    assert client.get("/home/").status_code == 200


def test_somebody_without_a_role_is_told_so(client: Client):
    client.force_login(UserFactory())

    assert b"You have no role at present" in client.get("/home/").content


def test_says_what_one_is_here(place: World, client: Client):
    client.force_login(place.manager)

    assert f"Team manager at {place.team}" in client.get("/home/").content.decode()
