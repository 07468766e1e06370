"""What a young person writes in the summary, the goal and "how was it" is looked through, and answered by a person."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError
from django.test import Client

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from realtime.actions import conversation as conversations
from realtime.actions import ending as endings
from realtime.actions import marked as actions
from realtime.enums import FlagOutcome
from realtime.models import ClosingWords
from realtime.tasks import tell_of_unanswered
from sessions_app.models import Message
from tests.factories import member_of
from tests.factories.counselling import ServiceFactory
from tests.support.conversation import Room
from tests.support.evening import Evening, evening
from tests.unit.realtime.actions.test_message import code

pytestmark = pytest.mark.django_db
DARK = "<b>hi</b> there is no point in trying"
PLAIN = "to sleep again"


@pytest.fixture
def tonight(db: None) -> Evening:
    return evening()


@pytest.fixture
def room(tonight: Evening) -> Room:
    room = tonight.chat()
    endings.propose(conversation=room.conversation.pk, by=tonight.cleo)
    return room


def text(answer: Any) -> str:
    return str(answer.content.decode())


def save(client: Client, room: Room, summary: str, goal: str, feedback: str) -> None:
    """As Robin, by their own pages."""
    client.force_login(room.user("Robin"))
    here = f"/conversations/{room.conversation.pk}"
    assert client.post(f"{here}/ending/", {"summary": summary, "version": 0}).status_code == 302
    assert client.post(f"{here}/ending/goal/", {"goal": goal}).status_code == 302
    assert client.post(f"{here}/feedback/", {"words": feedback}).status_code == 302


@pytest.mark.both_engines
@pytest.mark.parametrize("where", [0, 1, 2])
def test_marked_wherever_it_is_and_answered_by_who_helps_or_supervises(
    client: Client, tonight: Evening, room: Room, where: int
) -> None:
    words = [PLAIN, PLAIN, PLAIN]
    words[where] = DARK
    save(client, room, *words)
    (kept,) = ClosingWords.objects.all()
    assert kept.written_in == ["summary", "goal", "feedback"][where]
    page = f"/conversations/marked/beside/{kept.pk}/"
    for by in (tonight.cleo, tonight.sue):
        client.force_login(by)
        ending = text(client.get(f"/conversations/{room.conversation.pk}/end/"))
        assert "1 mark in their words waits for your answer" in ending
        assert "otter" in text(client.get("/conversations/marked/"))
        assert "&lt;b&gt;hi&lt;/b&gt; there is <mark>no point in trying</mark>" in text(client.get(page))
    assert AuditEvent.objects.filter(verb="visit.words", kind="viewed").count() == 2
    assert "1 mark" in text(client.get("/counselling/board/"))
    client.force_login(tonight.cleo)
    for path in (f"/conversations/{room.conversation.pk}/", "/counselling/desk/"):
        assert "<mark>no point in trying</mark>" in text(client.get(path))
    assert f'data-marked="{kept.pk}"' in text(client.get("/counselling/desk/"))
    assert client.post(page, {}).status_code == 422
    assert "Your answer is kept" in text(client.post(page, {"outcome": "watching"}, follow=True))
    assert "Nothing waits" in text(client.get("/conversations/marked/"))
    assert "for your answer" not in text(client.get(f"/conversations/{room.conversation.pk}/end/"))
    assert "Watching: Cleo" in text(client.get(f"/conversations/{room.conversation.pk}/"))
    client.force_login(room.user("Robin"))
    assert "Marked words" not in text(client.get(f"/conversations/{room.conversation.pk}/"))


def test_from_the_summary_one_comes_to_the_chat_as_far_as_one_may_open_it(
    client: Client, tonight: Evening, room: Room
) -> None:
    save(client, room, DARK, PLAIN, PLAIN)
    page, chat = (
        f"/conversations/marked/beside/{ClosingWords.objects.get().pk}/",
        f"/conversations/{room.conversation.pk}/",
    )
    link, come_in = f'<a href="{chat}">Go to the chat</a>', f'action="/counselling/board/{room.conversation.pk}/join/"'

    def offered(by: User) -> tuple[bool, bool, int]:
        client.force_login(by)
        shown = text(client.get(page))
        return link in shown, come_in in shown, client.get(chat).status_code

    assert offered(tonight.cleo) == (True, False, 200)
    assert offered(tonight.sue) == (False, True, 404)
    conversations.end(conversation=room.conversation, by=tonight.cleo)
    assert offered(tonight.cleo) == (True, False, 200)
    assert offered(tonight.sue) == (False, True, 404)  # while a mark waits there


def test_writing_over_them_takes_them_from_nobodys_eyes_and_the_same_again_is_once(room: Room) -> None:
    here: dict[str, Any] = {"conversation": room.conversation.pk, "by": room.user("Robin")}
    for words in (DARK, DARK, PLAIN, "i will kill myself tonight"):
        endings.set_goal(**here, words=words)
    assert ClosingWords.objects.count() == 2
    endings.write_summary(conversation=room.conversation.pk, words=DARK, version=0, by=room.user("Cleo"))
    assert ClosingWords.objects.count() == 2  # what who helps writes is not looked through


def test_what_cannot_be_checked_says_so_and_erased_is_erased(client: Client, tonight: Evening, room: Room) -> None:
    endings.set_goal(conversation=room.conversation.pk, words="мне плохо", by=room.user("Robin"))
    page = f"/conversations/marked/beside/{ClosingWords.objects.get().pk}/"
    client.force_login(tonight.sue)
    assert "Not checked" in text(client.get(page))
    conversations.end(conversation=room.conversation, by=tonight.cleo)
    room.conversation.refresh_from_db()
    manager = member_of(tonight.service.team, RoleName.TEAM_MANAGER)
    conversations.erase(conversation=room.conversation, by=manager)
    assert "The words have been erased" in text(client.get(page))


def test_who_is_nobodys_supervisor_or_counsellor_reads_nothing(client: Client, tonight: Evening, room: Room) -> None:
    endings.set_goal(conversation=room.conversation.pk, words=DARK, by=room.user("Robin"))
    kept = ClosingWords.objects.get()
    elsewhere = member_of(ServiceFactory().team, RoleName.SUPERVISOR)
    for stranger in (tonight.cara, room.user("Robin"), elsewhere):
        client.force_login(stranger)
        assert client.get(f"/conversations/marked/beside/{kept.pk}/").status_code == 404
    for stranger in (room.user("Robin"), elsewhere):
        assert code(actions.answer, marked=kept, outcome=FlagOutcome.SEEN, by=stranger) == "no-role"


def test_nobody_looks_and_others_are_told_without_the_words(tonight: Evening, room: Room) -> None:
    with time_machine.travel(clock.now(), tick=False) as moment:
        for words in (DARK, PLAIN):
            endings.set_goal(conversation=room.conversation.pk, words=words, by=room.user("Robin"))
        told = []
        for minutes in (1, 2, 4, 1):
            moment.shift(dt.timedelta(minutes=minutes))
            tell_of_unanswered()
            told.append(Message.objects.count())
    assert told == [0, 1, 2, 2]
    assert {(one.address, "trying" in one.details) for one in Message.objects.all()} == {(tonight.sue.email, False)}


@pytest.mark.both_engines
@pytest.mark.parametrize("values", [{"marks": None}, {"kind": "not_checked"}, {"outcome": "seen"}])
def test_they_have_marks_unless_nothing_was_checked_and_are_answered_by_somebody(
    room: Room, values: dict[str, object]
) -> None:
    endings.set_goal(conversation=room.conversation.pk, words=DARK, by=room.user("Robin"))
    with pytest.raises(IntegrityError), recording.acting(by=SYSTEM, verb="test"):
        ClosingWords.objects.update(**values)
