"""Leaving the page by the link and by the beacon: the browser is forgotten, and the chat stays."""

import pytest
from django.test import Client

from realtime.enums import Audience
from tests.copies import ROOT
from tests.factories import member_of
from tests.support.conversation import Room, one_to_one
from tests.unit.realtime.actions.test_message import told

pytestmark = pytest.mark.django_db
ELSEWHERE = "https://www.bbc.co.uk/weather"


@pytest.fixture
def room(db: None) -> Room:
    return one_to_one()


def last(room: Room) -> str:
    return str(told(room, Audience.OPEN)[-1]["kind"])


def test_the_link_signs_out_tells_and_goes_elsewhere(client: Client, room: Room) -> None:
    client.force_login(room.user("Robin"))
    answer = client.get("/exit/")
    assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (302, ELSEWHERE, "no-store")
    assert (answer["Referrer-Policy"], last(room)) == ("no-referrer", "left_page")
    assert "/login/" in client.get(f"/conversations/{room.conversation.pk}/")["Location"]
    assert client.get("/exit/")["Location"] == ELSEWHERE  # also where nobody is signed in any more
    client.force_login(room.user("Robin"))
    assert client.get(f"/conversations/{room.conversation.pk}/").status_code == 200
    assert last(room) == "back"


def test_the_beacon_does_the_same_whatever_its_tab_knew_of_who_is_signed_in(room: Room) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(room.user("Robin"))
    assert client.post("/exit/").status_code == 204
    assert (last(room), "_auth_user_id" in client.session) == ("left_page", False)


def test_no_other_site_makes_anybody_leave_and_no_colleague_is_signed_out(client: Client, room: Room) -> None:
    client.force_login(room.user("Robin"))
    client.get("/exit/", headers={"Sec-Fetch-Site": "cross-site"})
    for origin in ("https://elsewhere.example", "null"):
        client.post("/exit/", headers={"Origin": origin})
    assert (last(room), "_auth_user_id" in client.session) == ("assigned", True)
    client.force_login(member_of(room.team, "counsellor"))
    client.get("/exit/")
    assert "_auth_user_id" in client.session


def test_every_page_of_talking_for_young_people_can_be_made_to_vanish() -> None:
    pages = (ROOT / "templates/realtime").rglob("*.html")
    without = [page.name for page in pages if '{% extends "base_young_people.html"' in page.read_text()]
    assert without == ["base_vanishing.html"]


def test_beside_it_a_young_person_signs_out_and_is_told_so_and_how_to_come_back(room: Room) -> None:
    client = Client(enforce_csrf_checks=True)
    chat = f"/conversations/{room.conversation.pk}/"
    assert "Sign out" not in client.get("/talk/").content.decode()
    client.force_login(room.user("Robin"))
    page = client.get(chat).content.decode()
    form = page.partition("data-sign-out")[2].partition("</form>")[0]
    token = form.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    assert '<input type="hidden" name="next" value="/talk/">' in form
    assert client.post("/accounts/logout/", {"next": "/talk/"}).status_code == 403
    door = client.post("/accounts/logout/", {"next": "/talk/", "csrfmiddlewaretoken": token}, follow=True)
    assert door.redirect_chain == [("/talk/", 302)]
    told_so = door.content.decode()
    assert "You are signed out. To come back, go to" in told_so
    assert "I have been here before" in told_so.partition("You are signed out")[2]
    assert (last(room), "_auth_user_id" in client.session) == ("left_page", False)
    assert client.get(chat)["Location"] == f"/accounts/login/?next={chat}"


def test_a_colleague_who_signs_out_is_told_in_their_own_words_and_leaves_no_chat(client: Client, room: Room) -> None:
    client.force_login(room.user("Cleo"))
    told_so = client.post("/accounts/logout/", {"next": "/talk/"}, follow=True).content.decode()
    assert ("You have signed out." in told_so, "You are signed out" in told_so) == (True, False)
    assert last(room) == "assigned"
