"""Named contacts: kept by their place, found wherever a school wonders whom to ask, chased each term."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client

from mhst.access.enums import RoleName
from mhst.core import clock
from mhst.core.errors import Refused
from mhst.places.enums import TeamKind
from school_link.actions import contact as actions
from school_link.models import NamedContact
from tests.factories import TeamFactory, TeamSchoolFactory, World, member_of, world
from tests.factories.link import NamedContactFactory
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db
DETAILS = {"name": "Lotte Marsh", "about": "Referrals", "phone": "01632 960 105", "email": "", "cover": "The duty desk"}


@pytest.fixture(autouse=True)
def autumn() -> object:
    with time_machine.travel(dt.datetime(2026, 10, 5, 8, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def place() -> World:
    return world(pupils=0)


def words(client: Client, path: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(path).content.decode()).split())


def test_a_lead_adds_changes_checks_and_takes_off_contacts_of_their_school(place: World, client: Client) -> None:
    client.force_login(place.lead)
    add = f"/link/contacts/schools/{place.school.pk}/add/"
    no_way = client.post(add, DETAILS | {"phone": ""})
    assert (no_way.status_code, "Give a phone number or an email address." in no_way.content.decode()) == (422, True)

    assert client.post(add, DETAILS).status_code == 302
    contact = NamedContact.objects.get()
    assert (contact.name, contact.place, contact.verified_by) == ("Lotte Marsh", place.school, place.lead)

    client.post(f"/link/contacts/{contact.pk}/change/", DETAILS | {"name": "Lotte Marsh-Bell"})
    assert "Lotte Marsh-Bell" in words(client, "/link/contacts/")
    client.post(f"/link/contacts/{contact.pk}/end/")
    assert "Lotte Marsh-Bell is no longer shown" in words(client, "/link/contacts/")
    assert "Lotte Marsh-Bell" not in words(client, "/link/contacts/")


def test_a_school_is_told_whom_to_ask_wherever_it_wonders(place: World, client: Client) -> None:
    camhs = TeamFactory(kind=TeamKind.CAMHS, name="Northshire Specialist Service")
    TeamSchoolFactory(team=camhs, school=place.school)
    NamedContactFactory(school=None, team=camhs, name="Ingrid Vale")
    NamedContactFactory(school=place.school, name="Perry Stone")
    NamedContactFactory(school=place.schools[1], name="Somebody Elsewhere")
    client.force_login(place.lead)

    for path in ("/home/", f"/schools/{place.school.pk}/", "/requests/", "/requests/new/", "/school/requests/"):
        page = words(client, path)
        assert "Ingrid Vale , Northshire Specialist Service. Worries about a pupil." in page, path
        assert "When away: The office, 01632 960 102." in page, path
        assert "Perry Stone" in page, path
        assert "Somebody Elsewhere" not in page, path


def test_those_not_checked_this_term_are_flagged_to_who_keeps_them(place: World, client: Client) -> None:
    ours = NamedContactFactory(school=None, team=place.team, overdue=True)
    NamedContactFactory(school=place.school, verified_on=clock.today())
    client.force_login(place.manager)
    flagged = "Check that 1 named contact still answers: not looked at this term"

    assert flagged in words(client, "/home/")
    client.force_login(place.lead)
    assert flagged not in words(client, "/home/")  # the team's own

    client.force_login(place.manager)
    assert "Overdue" in words(client, "/link/contacts/")
    assert client.post(f"/link/contacts/{ours.pk}/verify/").status_code == 302
    assert flagged not in words(client, "/home/")


def test_a_place_keeps_its_own_only(place: World) -> None:
    teams = NamedContactFactory(school=None, team=place.team)
    staff = member_of(place.school, RoleName.SCHOOL_STAFF)

    assert refusal(actions.verify, contact=teams, by=place.lead) == "needs-named_contact.keep"
    assert refusal(actions.verify, contact=NamedContactFactory(school=place.school), by=staff) is not None
    with pytest.raises(Refused):
        actions.end(contact=NamedContactFactory(school=place.schools[1]), by=place.lead)


def test_a_team_adds_its_own_and_nobody_elsewhere_finds_them(place: World, client: Client) -> None:
    add = f"/link/contacts/teams/{place.team.pk}/add/"
    client.force_login(place.manager)
    assert client.post(add, DETAILS).status_code == 302
    contact = NamedContact.objects.get(team=place.team)

    client.force_login(place.lead)
    assert client.get(add).status_code == 404
    assert client.get(f"/link/contacts/{contact.pk}/change/").status_code == 403
    client.force_login(member_of(TeamSchoolFactory().school, RoleName.SENIOR_MENTAL_HEALTH_LEAD))
    assert client.get(f"/link/contacts/{contact.pk}/change/").status_code == 404
