"""The pages of messages: how a family agreed to be written to, and what could not be sent."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from mhst.audit.queries import views_of
from mhst.people.enums import ConsentKind
from mhst.people.models import YoungPerson
from sessions_app.enums import MessageState
from sessions_app.models import ContactPreference, Message
from tests.factories import A_MONDAY, ConsentDecisionFactory, ParentOrGuardianFactory, World, world
from tests.factories.message import ContactPreferenceFactory, MessageFactory
from tests.support.notify import stand_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(dt.datetime.combine(A_MONDAY, dt.time(8), tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def place() -> World:
    return world(pupils=2)


@pytest.fixture
def person(place: World) -> YoungPerson:
    found = place.pupils[0]
    ConsentDecisionFactory(young_person=found, kind=ConsentKind.CONTACT)
    return found


@pytest.fixture
def practitioner(place: World, client: Client) -> Client:
    client.force_login(place.practitioner.user)
    return client


def posted(**changes: object) -> dict[str, object]:
    return {
        "who": "self", "channel": "email", "address": "robin@example.org", "purposes": ["reminders"],
        "agreed_on_0": "14", "agreed_on_1": "9", "agreed_on_2": "2026", **changes,
    }  # fmt: skip


def test_the_record_leads_there_and_says_that_nobody_is_written_to(practitioner: Client, person: YoungPerson) -> None:
    page = practitioner.get(f"/people/young-people/{person.pk}/").content.decode()
    assert "Nobody has agreed to be written to, so nobody is." in page
    assert f'href="/contact/{person.pk}/"' in page


def test_the_record_says_who_is_written_to_and_not_where(practitioner: Client, person: YoungPerson) -> None:
    way = ContactPreferenceFactory(young_person=person)
    page = practitioner.get(f"/people/young-people/{person.pk}/").content.decode()
    assert f"{person.name}: text message, for reminders." in page
    assert way.address not in page


def test_opening_the_page_is_written_down(practitioner: Client, place: World, person: YoungPerson) -> None:
    practitioner.get(f"/contact/{person.pk}/")
    assert [look.verb for look in views_of(place.manager, person).object_list] == ["contact.index"]


def test_without_consent_it_says_so_and_offers_no_way(practitioner: Client, place: World) -> None:
    page = practitioner.get(f"/contact/{place.pupils[1].pk}/").content.decode()
    assert "While this consent is not given, nothing is sent." in page
    assert "Record an answer" in page
    assert "/add/" not in page


def test_a_way_is_written_down(practitioner: Client, person: YoungPerson) -> None:
    answer = practitioner.post(f"/contact/{person.pk}/add/", posted(), follow=True)
    way = ContactPreference.objects.get()
    assert (way.address, way.reminders, way.letters, way.agreed_on) == ("robin@example.org", True, False, A_MONDAY)
    assert "robin@example.org" in answer.content.decode()


def test_text_messages_are_offered_where_they_can_be_sent(practitioner: Client, person: YoungPerson) -> None:
    with stand_in():
        form = practitioner.get(f"/contact/{person.pk}/add/").content.decode()
        practitioner.post(f"/contact/{person.pk}/add/", posted(channel="text", address="07700 900 982"))
    assert 'value="text"' in form
    assert ContactPreference.objects.get().address == "+447700900982"
    assert 'value="text"' not in practitioner.get(f"/contact/{person.pk}/add/").content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"address": "robin at home"}, "Enter an email address like name@example.org"),
        ({"address": ""}, "Enter the mobile number or email address"),
        ({"purposes": []}, "Answer the question: What did they agree to be sent?"),
        ({"agreed_on_2": "2027"}, "Day they agreed must be 14 September 2026 or earlier"),
        ({"who": "somebody"}, "who"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    practitioner: Client, person: YoungPerson, changes: dict[str, object], said: str
) -> None:
    answer = practitioner.post(f"/contact/{person.pk}/add/", posted(**changes))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert str(changes.get("address", "robin@example.org")) in page
    assert not ContactPreference.objects.exists()


def test_a_parent_who_may_not_be_contacted_is_shown_and_cannot_be_chosen(
    practitioner: Client, person: YoungPerson
) -> None:
    parent = ParentOrGuardianFactory(young_person=person)
    page = practitioner.get(f"/contact/{person.pk}/add/").content.decode()
    assert parent.name in page
    assert "The record does not say that they may be contacted." in page
    assert practitioner.post(f"/contact/{person.pk}/add/", posted(who=str(parent.pk))).status_code == 422


def test_changing_and_stopping(practitioner: Client, person: YoungPerson) -> None:
    way = ContactPreferenceFactory(young_person=person, email=True)
    waiting = MessageFactory(preference=way, by_email=True)
    practitioner.post(f"/contact/{person.pk}/{way.pk}/change/", posted(address="new@example.org"))
    new = ContactPreference.objects.get(ended_on=None)
    asked = practitioner.get(f"/contact/{person.pk}/{new.pk}/end/").content.decode()
    practitioner.post(f"/contact/{person.pk}/{new.pk}/end/")
    waiting.refresh_from_db()
    assert "Stop writing to" in asked
    assert (waiting.state, ContactPreference.objects.filter(ended_on=None).count()) == (MessageState.CANCELLED, 0)
    page = practitioner.get(f"/contact/{person.pk}/").content.decode()
    assert "new@example.org" in page
    assert "No longer wanted: they no longer agree to be written to" in page
    assert practitioner.post(f"/contact/{person.pk}/{new.pk}/end/").status_code == 404


def test_a_way_of_somebody_else_is_not_found_here(practitioner: Client, place: World, person: YoungPerson) -> None:
    others = ContactPreferenceFactory(young_person=place.pupils[1])
    assert practitioner.get(f"/contact/{person.pk}/{others.pk}/change/").status_code == 404


def failed(place: World, person: YoungPerson, **changes: object) -> Message:
    way = ContactPreferenceFactory(young_person=person, address="+447700900982")
    return MessageFactory(failed=True, team=place.team, preference=way, address=way.address, **changes)


def test_the_administrator_sees_what_could_not_be_sent_and_not_where_to(
    place: World, person: YoungPerson, client: Client
) -> None:
    failed(place, person)
    client.force_login(place.administrator)
    page = client.get("/messages/").content.decode()
    for said in (
        person.name,
        "number ending in 982",
        "The address or the words were refused",
        "Tuesday 4 May at 10:00",
    ):
        assert said in page
    assert "+447700900982" not in page
    assert f"/people/pupils/{person.pk}/" in page


def test_what_belongs_to_nobody_here_shows_no_name(place: World, client: Client) -> None:
    MessageFactory(failed=True, team=place.team, by_email=True, address="robin@example.org")
    client.force_login(place.administrator)
    assert "Email, r… at example.org" in client.get("/messages/").content.decode()


def test_what_was_sent_says_when_and_what_waits_says_until_when(practitioner: Client, person: YoungPerson) -> None:
    way = ContactPreferenceFactory(young_person=person)
    at = dt.datetime(2026, 9, 15, 7, tzinfo=dt.UTC)
    MessageFactory(preference=way, not_before=at)
    MessageFactory(preference=way, state="sent", sent_at=at, address=None, details=None)
    MessageFactory(preference=way, state="sending")
    page = practitioner.get(f"/contact/{person.pk}/").content.decode()
    for said in ("Goes 15 September, 08:00 or soon after", "Sent 15 September, 08:00", "Being sent"):
        assert said in page


def test_who_may_open_the_record_is_led_to_its_messages(place: World, person: YoungPerson, client: Client) -> None:
    failed(place, person)
    client.force_login(place.manager)
    assert f"/contact/{person.pk}/" in client.get("/messages/").content.decode()


def test_what_may_have_arrived_says_so(place: World, person: YoungPerson, client: Client) -> None:
    failed(place, person, may_have_gone=True)
    client.force_login(place.manager)
    assert "It may have arrived all the same" in client.get("/messages/").content.decode()


def test_trying_again_and_giving_up(place: World, person: YoungPerson, client: Client) -> None:
    again, enough = failed(place, person), MessageFactory(failed=True, team=place.team)
    client.force_login(place.administrator)
    client.post(f"/messages/{again.pk}/retry/")
    client.post(f"/messages/{enough.pk}/give-up/")
    for message in (again, enough):
        message.refresh_from_db()
    assert (again.state, again.attempts, again.problem) == (MessageState.WAITING, 0, "")
    assert (enough.state, enough.address) == (MessageState.CANCELLED, None)
    page = client.get("/messages/").content.decode()
    assert "Nothing to mend" in page
    assert "1 waits to be sent" in page


def test_who_comes_second_is_told(place: World, person: YoungPerson, client: Client) -> None:
    message = failed(place, person)
    client.force_login(place.administrator)
    client.post(f"/messages/{message.pk}/give-up/")
    page = client.post(f"/messages/{message.pk}/retry/", follow=True).content.decode()
    assert "Somebody has dealt with this message already." in page


def test_what_would_come_too_late_is_not_tried_again(place: World, person: YoungPerson, client: Client) -> None:
    message = failed(place, person, not_after=dt.datetime(2026, 9, 14, 7, tzinfo=dt.UTC))
    client.force_login(place.administrator)
    page = client.post(f"/messages/{message.pk}/retry/", follow=True).content.decode()
    assert "The time it speaks of has passed" in page
    assert f"/messages/{message.pk}/retry/" not in page
    assert "Its time has passed" in page


def test_the_menu_offers_it_to_those_who_may(place: World, client: Client) -> None:
    offered = []
    for user in (place.administrator, place.practitioner.user, place.lead):
        client.force_login(user)
        offered.append('href="/messages/"' in client.get("/home/").content.decode())
    assert offered == [True, False, False]
