"""The conversation as a page, without a script: the same ids, the same answers, the same doors."""

import datetime as dt
import time
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from realtime.actions import conversation as conversations
from realtime.enums import Part
from realtime.models import Conversation, Message
from realtime.queries import conversation as queries
from realtime.queries import seat, unread
from realtime.rules import flood
from realtime.rules.flood import Bucket
from tests.factories import member_of
from tests.factories.counselling import VisitorFactory
from tests.support.conversation import Room, one_to_one
from tests.support.evening import evening

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(db: None) -> Room:
    return one_to_one()


def page(room: Room) -> str:
    return f"/conversations/{room.conversation.pk}/"


def form(room: Room, words: str, **more: Any) -> dict[str, Any]:
    return {"words": words, "mid": str(uuid4()), "epoch": "1", "audience": "open"} | more


def test_a_message_by_a_form_is_shown_and_sent_twice_kept_once(client: Client, room: Room) -> None:
    client.force_login(room.user("Robin"))
    data = form(room, "By a form")
    for _ in range(2):
        assert client.post(page(room), data)["Location"] == f"{page(room)}#newest"
    answer = client.get(page(room))
    assert answer.content.decode().count("By a form") == 1
    assert answer["Cache-Control"] == "no-store"
    again = client.post(page(room), data | {"words": "Other words"})
    assert again.status_code == 422
    assert "This message was sent before with other words" in again.content.decode()
    assert "Other words</textarea>" in again.content.decode()  # nothing typed is lost
    shown = again.context["form"].data  # pressed once more it is a new message
    assert client.post(page(room), {**data, "words": shown["words"], "mid": shown["mid"]}).status_code == 302
    assert client.get(page(room)).content.decode().count("Other words") == 1


@pytest.mark.parametrize("audience", ["%d", "100%", "mine"])
def test_words_for_nobody_there_is_are_kept_on_the_page(client: Client, room: Room, audience: str) -> None:
    client.force_login(room.user("Robin"))
    answer = client.post(page(room), form(room, "To whom?", audience=audience))
    assert (answer.status_code, "To whom?</textarea>" in answer.content.decode()) == (422, True)
    assert not Message.objects.exists()


def test_lines_end_as_they_do_with_a_script(client: Client, room: Room) -> None:
    client.force_login(room.user("Robin"))
    data = form(room, "One\r\ntwo")
    assert client.post(page(room), data).status_code == 302
    assert room.say("Robin", "One\ntwo", mid=UUID(data["mid"])).state == "stored"


def test_words_that_come_after_the_end_are_shown_and_can_be_left_as_a_message(client: Client) -> None:
    visitor = VisitorFactory()
    room = one_to_one(visitor.service.team)
    room.join("Kit", visitor.user, Part.PERSON)
    client.force_login(visitor.user)
    conversations.end(conversation=room.conversation, by=SYSTEM)
    answer = client.post(page(room), form(room, "Said too late"))
    shown = answer.content.decode()
    assert (answer.status_code, "Said too late</textarea>" in shown) == (422, True)
    assert 'action="/talk/message/"' in shown
    for words in ("Said too late", "And more"):  # where an exchange goes on, that is where they go
        left = client.post("/talk/message/", form(room, words))
        assert words in client.get(left["Location"]).content.decode()
    assert Conversation.objects.filter(kind="letters").count() == 1
    assert "Cleo, your counsellor," not in client.get(page(room)).content.decode()


def test_what_is_older_than_the_newest_is_a_link_away_and_is_taken_along(
    client: Client, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seat, "NEWEST", 2)
    monkeypatch.setattr(queries, "A_PAGE", 2)
    client.force_login(room.user("Robin"))
    room.say("Robin", "First words")
    assert "Earlier messages" not in client.get(page(room)).content.decode()
    for words in ("Second words", "Third words"):
        room.say("Cleo", words)
    shown = client.get(page(room)).content.decode()
    assert (f"{page(room)}all/" in shown, "First words" in shown) == (True, False)
    newest, oldest = (client.get(f"{page(room)}all/{which}").content.decode() for which in ("", "?page=1"))
    assert ("Third words" in newest, "First words" in newest, "?page=1" in newest) == (True, False, True)
    assert ("First words" in oldest, "Third words" in oldest) == (True, False)
    assert "First words" in client.get(f"{page(room)}download/").content.decode()
    client.force_login(room.user("Cleo"))
    assert "First words" in client.get(f"{page(room)}all/?page=1").content.decode()
    client.force_login(one_to_one().user("Robin"))
    assert client.get(f"{page(room)}all/").status_code == 404


def test_an_empty_form_says_so(client: Client, room: Room) -> None:
    client.force_login(room.user("Robin"))
    answer = client.post(page(room), form(room, ""))
    assert answer.status_code == 422
    assert "Enter your message" in answer.content.decode()


def test_who_looks_in_and_who_was_before_the_hand_over_have_no_form(client: Client, room: Room) -> None:
    sue = member_of(room.team, "team_manager")
    room.join("Sue", sue, Part.OBSERVER)
    client.force_login(sue)
    assert "You can read this chat, but not write in it." in client.get(page(room)).content.decode()
    answer = client.post(page(room), form(room, "To everybody"))
    assert "You can write to colleagues, not to everybody." in answer.content.decode()
    conversations.end(conversation=room.conversation, by=SYSTEM)
    assert "This chat has ended." in client.get(page(room)).content.decode()


def test_others_do_not_find_it_and_who_left_is_told_so(client: Client, room: Room) -> None:
    client.force_login(one_to_one().user("Robin"))
    assert client.get(page(room)).status_code == 404
    client.force_login(room.user("Robin"))
    assert client.post(f"{page(room)}leave/")["Location"] == f"{page(room)}stop/"  # they keep what was written
    conversations.leave(conversation=room.conversation.pk, by=room.user("Robin"))
    answer = client.get(page(room))
    assert (answer.status_code, "You are not in this conversation any more." in answer.content.decode()) == (403, True)


def test_taking_back_and_taking_a_moment_work_by_a_form(client: Client, room: Room) -> None:
    client.force_login(room.user("Robin"))
    data = form(room, "Not like that")
    client.post(page(room), data)
    assert "Take my last message back" in client.get(page(room)).content.decode()
    with recording.acting(by=SYSTEM, verb="test"):
        Message.objects.update(created_at=clock.now() - dt.timedelta(seconds=61))
    late = client.post(f"{page(room)}withdraw/", {"mid": data["mid"]}, follow=True)
    assert (late.status_code, "A message can be taken back for one minute." in late.content.decode()) == (200, True)
    with recording.acting(by=SYSTEM, verb="test"):
        Message.objects.update(created_at=clock.now())
    assert client.post(f"{page(room)}withdraw/", {"mid": data["mid"]}).status_code == 302
    client.post(f"{page(room)}withdraw/", {"mid": "none"})
    client.post(f"{page(room)}moment/", {"on": "yes"})
    shown = client.get(page(room)).content.decode()
    assert "This message was taken back." in shown
    assert "<li>You are taking a moment." in shown
    client.post(f"{page(room)}moment/", {"on": "no"})
    assert ">I am back<" not in client.get(page(room)).content.decode()


def test_a_young_person_is_told_who_can_read_it(client: Client, room: Room) -> None:
    client.force_login(room.user("Robin"))
    shown = client.get(page(room)).content.decode()
    assert "supervisor, team manager, counsellor or safeguarding lead" in shown
    assert "Exit this page" in shown
    client.force_login(room.user("Cleo"))
    shown = client.get(page(room)).content.decode()
    assert "Who can read this chat" not in shown
    assert "Exit this page" not in shown


def test_a_flood_by_a_form_is_slowed_down_and_keeps_its_words(client: Client, room: Room) -> None:
    client.force_login(room.user("Robin"))
    flood._said[room["Robin"].pk] = Bucket(time.monotonic(), 0.0)
    answer = client.post(page(room), form(room, "One of very many"))
    assert answer.status_code == 422
    assert "That was a lot at once" in answer.content.decode()
    assert "One of very many</textarea>" in answer.content.decode()


def test_only_the_page_with_the_newest_words_has_them_read(client: Client) -> None:
    tonight = evening()
    room = tonight.chat()
    talk = room.conversation.pk
    here = f"/conversations/{talk}/"
    client.force_login(tonight.cleo)
    client.post(f"{here}ending/propose/")
    room.say("Robin", "I have taken something")
    others = ("ending/", "ending/next/", "end/", "danger/", "identity/", "hand-over/", "all/?page=1")
    assert [client.get(here + other).status_code for other in others] == [200] * len(others)
    assert client.head(here).status_code == 200
    assert unread.of([talk])[talk].count == 1
    assert "I have taken something" in client.get(here).content.decode()
    assert unread.of([talk]) == {}
