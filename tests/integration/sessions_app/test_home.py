"""The first page after signing in, as different people find it."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client

from mhst.access.enums import RoleName
from tests.factories import A_MONDAY, AbsenceFactory, OrganisationFactory, World, member_of, world
from tests.support.timetable import session_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(dt.datetime.combine(A_MONDAY, dt.time(8), tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def place() -> World:
    return world(pupils=2)


def words(client: Client) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", client.get("/home/").content.decode()).split())


def cards(client: Client) -> list[tuple[str, str]]:
    """Name and address of every way on."""
    page = client.get("/home/").content.decode()
    return [(name, href) for href, name in re.findall(r'nhsuk-card__link" href="([^"]+)">([^<]+)<', page)]


def test_somebody_away_reads_what_becomes_of_their_sessions(place: World, client: Client):
    session_in(place)
    AbsenceFactory(practitioner=place.practitioner, starts_on=A_MONDAY, ends_on=A_MONDAY + dt.timedelta(days=4))
    client.force_login(place.practitioner.user)

    page = words(client)

    assert "You are away" in page
    assert "From Monday 14 September to Friday 18 September. You hold 1 session in that time. It is marked" in page
    assert "Nothing is moved or cancelled by itself" in page


def test_a_safeguarding_lead_finds_concerns_and_who_looked(place: World, client: Client):
    client.force_login(member_of(place.team, RoleName.SAFEGUARDING_LEAD))

    assert {("Concerns", "/concerns/"), ("Who looked", "/people/pupils/")} <= set(cards(client))


@pytest.mark.parametrize(
    ("role", "named"), [(RoleName.PRACTITIONER, "Young people"), (RoleName.ADMINISTRATOR, "Pupils")]
)
def test_there_is_one_way_to_the_list_of_young_people(place: World, client: Client, role: str, named: str):
    client.force_login(member_of(place.team, role))

    assert [name for name, href in cards(client) if href == "/people/pupils/"] == [named]


def test_a_commissioner_is_led_to_no_groups_and_refused_them(client: Client):
    client.force_login(member_of(OrganisationFactory(), RoleName.COMMISSIONER))

    assert "/groups/" not in client.get("/home/").content.decode()
    answer = client.get("/groups/")
    assert answer.status_code == 403
    assert "Your role does not allow this here." in answer.content.decode()


def test_a_manager_reads_on_the_caseload_who_is_away_and_what_needs_attention(place: World, client: Client):
    session_in(place)
    AbsenceFactory(practitioner=place.practitioner, starts_on=A_MONDAY, ends_on=A_MONDAY)
    client.force_login(place.manager)

    page = client.get(f"/caseload/{place.practitioner.pk}/").content.decode()

    assert f"{place.practitioner} is away on Monday 14 September. 1 session in that time needs attention" in page
