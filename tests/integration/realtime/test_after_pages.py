"""After a chat: what was cut short is followed up, and what is to be deleted is decided, by those who lead."""

import re
from typing import Any

import pytest
from django.test import Client

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.core.actors import SYSTEM
from mhst.core.errors import NotFound
from realtime.actions import afterwards as actions
from realtime.actions import conversation as conversations
from realtime.actions import ending as endings
from realtime.actions import escalation as escalations
from realtime.actions import retention
from realtime.models import Conversation, DeletionDecision, Destruction, Feedback, FollowUp
from realtime.queries import afterwards as queries
from tests.factories import member_of
from tests.support.conversation import Room
from tests.support.evening import Evening, evening
from tests.unit.realtime.actions.test_visit import code

pytestmark = pytest.mark.django_db


@pytest.fixture
def tonight(db: None) -> Evening:
    return evening()


@pytest.fixture
def lou(tonight: Evening) -> User:
    return member_of(tonight.service.team, RoleName.SAFEGUARDING_LEAD, first_name="Lou")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def over(tonight: Evening, nickname: str = "heron") -> Room:
    """A chat that has ended; they say that it was cut short, and want it deleted."""
    room = tonight.chat(nickname)
    given = {"conversation": room.conversation.pk, "by": room.user("Robin")}
    endings.say_how_it_was(was_cut_short=True, scores={}, words="I had just begun", **given)
    endings.ask_to_delete(**given)
    conversations.end(conversation=room.conversation, by=tonight.cleo)
    return room


def test_what_was_cut_short_is_followed_up_once(client: Client, tonight: Evening) -> None:
    over(tonight)
    client.force_login(tonight.sue)
    assert "1 chat was cut short, a young person says" in text(client.get("/home/"))
    assert "After chats: 1 cut short</a>" in text(client.get("/counselling/board/"))
    listed = text(client.get("/counselling/after/"))
    page = f"/counselling/after/cut-short/{Feedback.objects.get().pk}/"
    assert (page in listed, "To be deleted" in listed) == (True, False)
    assert "I had just begun" in text(client.get(page))
    assert client.post(page, {"what": "wrote", "words": "Asked whether they want to go on"}).status_code == 302
    assert FollowUp.objects.get().done_by == tonight.sue
    assert client.get(page).status_code == 404
    assert "No chat was cut short" in text(client.get("/counselling/after/"))
    client.force_login(tonight.cleo)
    assert client.get("/counselling/after/").status_code == 403


def test_each_list_goes_on_on_pages_of_its_own(
    client: Client, tonight: Evening, lou: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "A_PAGE", 1)
    for nickname in ("heron", "otter"):
        over(tonight, nickname)
    client.force_login(lou)

    def rows(query: str) -> tuple[list[str], ...]:
        shown = text(client.get(f"/counselling/after/{query}"))
        return re.findall("Follow up<.+? the chat with (.+?)<", shown), re.findall("Decide<.+? with (.+?)<", shown)

    assert rows("") == (["heron"], ["heron"])
    assert rows("?page=2") == (["otter"], ["heron"])
    assert rows("?page=2&deletions=2") == (["otter"], ["otter"])


def test_a_wish_to_delete_is_granted_by_two(client: Client, tonight: Evening, lou: User) -> None:
    room = over(tonight)
    page = f"/counselling/after/deletion/{room.conversation.pk}/"
    client.force_login(tonight.sue)
    assert client.get(page).status_code == 404
    client.force_login(lou)
    assert "1 young person asks us to delete a chat" in text(client.get("/home/"))
    assert page in text(client.get("/counselling/after/"))
    client.post(page, {"decision": "delete", "words": "We delete it within a week."})
    due = Destruction.objects.get()
    assert (due.first_by, due.done_at, due.conversation) == (lou, None, room.conversation)
    client.force_login(room.user("Robin"))
    assert "We delete it within a week." in text(client.get(f"/conversations/{room.conversation.pk}/delete/"))
    retention.agree(destruction=due, by=member_of(tonight.service.team, RoleName.TEAM_MANAGER))
    assert Conversation.objects.get().state == "erased"


def test_what_belongs_to_somebodys_safety_is_kept_and_they_read_why(
    client: Client, tonight: Evening, lou: User
) -> None:
    room = tonight.chat()
    given = {"conversation": room.conversation, "words": "No", "by": lou}
    endings.ask_to_delete(conversation=room.conversation.pk, by=room.user("Robin"))
    assert code(actions.decide_deletion, **given, kept_because="legal") == "not-ended"
    raised = escalations.raise_it(conversation=room.conversation.pk, words="Worried", by=tonight.cleo)
    for step in ("consulted", "told", "contact", "outcome"):
        escalations.do_step(escalation=raised, kind=step, words="Done", by=tonight.sue)
    escalations.close(escalation=raised, by=tonight.sue)
    conversations.end(conversation=room.conversation, by=SYSTEM)
    client.force_login(lou)
    page = f"/counselling/after/deletion/{room.conversation.pk}/"
    refused = client.post(page, {"decision": "delete", "words": "We delete it."})
    assert (refused.status_code, "It is kept with what was done about it" in text(refused)) == (422, True)
    client.post(page, {"decision": "safeguarding", "words": "We keep it so that you are safe."})
    held = Destruction.objects.get()
    assert (DeletionDecision.objects.get().is_granted, held.kept_because, held.kept_by) == (False, "safeguarding", lou)
    assert code(retention.lift, destruction=held, words="It is long ago", by=lou) == "escalated"
    with pytest.raises(NotFound, match="decided about that already"):
        actions.decide_deletion(**given, kept_because="safeguarding")
    client.force_login(room.user("Robin"))
    answer = text(client.get(f"/conversations/{room.conversation.pk}/delete/"))
    assert "We have to keep this chat." in answer
    assert "We keep it so that you are safe." in answer
