"""Ending with care: both write down what they keep, and the young person says how it was and takes it along."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from realtime.actions import conversation as conversations
from realtime.actions import ending as endings
from realtime.actions import escalation as escalations
from realtime.actions import letter as letters
from realtime.enums import Audience
from realtime.models import Booking, Conversation, Ending, Escalation, Feedback, Visit
from realtime.tasks import tidy_queue
from tests.factories import member_of
from tests.factories.counselling import VisitorFactory
from tests.support.consultation import a_link
from tests.support.conversation import Room
from tests.support.evening import Evening, evening
from tests.support.group_rooms import an_evening
from tests.unit.realtime.actions.test_message import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def tonight(db: None) -> Evening:
    return evening()


@pytest.fixture
def room(tonight: Evening) -> Room:
    return tonight.chat()


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_from_the_proposal_to_what_is_taken_along(client: Client, tonight: Evening, room: Room) -> None:
    page = f"/conversations/{room.conversation.pk}/"
    client.force_login(room.user("Robin"))
    assert client.get(f"{page}ending/").status_code == 404
    assert client.post(f"{page}ending/propose/").status_code == 403
    client.force_login(tonight.cleo)
    client.post(f"{page}ending/propose/")
    client.post(f"{page}ending/", {"summary": "Sleep is hard just now.", "version": "0"})
    client.post(f"{page}ending/next/", {"step": "chat"})
    client.post(f"{page}ending/next/", {"step": "message"})
    client.force_login(room.user("Robin"))
    assert "Your counsellor thinks it is time to come to an end." in text(client.get(page))
    answer = client.post(f"{page}ending/", {"summary": "Mine", "version": "0"})
    late = text(answer)
    assert (answer.status_code, late.count("has just changed the summary")) == (422, 2)  # above it, and at the box
    assert 'href="#id_summary"' in late
    assert '<input type="hidden" name="version" value="1"' in late  # pressed again, they have seen it
    assert "Sleep is hard just now." in late
    assert ">Mine</textarea>" in late.replace("\r\n", "").replace("\n", "")
    client.post(f"{page}ending/", {"summary": "Sleep is hard, and walking helps.", "version": "1"})
    too_long = client.post(f"{page}ending/goal/", {"goal": "z" * 4001})
    assert (too_long.status_code, "z" * 4001 in text(too_long), "maxlength" in text(too_long)) == (422, True, False)
    assert "What I want to reach must be 4000 characters or fewer" in text(too_long)
    client.post(f"{page}ending/goal/", {"goal": "Sleep before 11"})
    client.force_login(tonight.cleo)
    assert "walking helps" in text(client.get(f"{page}end/"))
    assert client.post(f"{page}end/", {"would_again": "on"})["Location"] == f"{page}note/"
    client.post(f"{page}note/", {"words": "Ask about the walks"})
    visit = Visit.objects.get()
    assert (visit.state, visit.would_again) == ("closed", True)
    assert bytes(Ending.objects.get().summary).find(b"walking") == -1

    client.force_login(room.user("Robin"))
    over = client.post(f"{page}ending/", {"summary": "Later", "version": "2"})
    assert (over.status_code, "This conversation has ended." in text(over), "Later</textarea>" in text(over)) == (
        422,
        True,
        True,
    )
    assert "Later" not in text(client.get(f"{page}ending/"))
    client.post(f"{page}feedback/", {"was_cut_short": "no", "felt_heard": "5", "words": "Thank you"})
    said = Feedback.objects.get()
    assert (said.was_cut_short, said.felt_heard, said.felt_at_ease) == (False, 5, None)
    taken = client.get(f"{page}download/")
    assert taken["Content-Disposition"] == 'attachment; filename="notes.txt"'
    assert "Sleep is hard, and walking helps." in text(taken)
    for said in ("How it was\nWas our chat cut short? No\nI felt listened to Yes, very much\n", "us? Thank you\n"):
        assert said in text(taken)
    client.post(f"{page}delete/")
    assert Conversation.objects.get().deletion_asked_at is not None
    assert "Somebody of our team looks at it." in text(client.get(f"{page}delete/"))


def test_how_it_was_opened_again_shows_what_was_said_and_no_empty_answer_takes_it_away(
    client: Client, tonight: Evening, room: Room
) -> None:
    page = f"/conversations/{room.conversation.pk}/feedback/"
    conversations.end(conversation=room.conversation, by=tonight.cleo)
    client.force_login(room.user("Robin"))
    assert "what you told us" not in text(client.get(page))
    client.post(page, {"was_cut_short": "yes", "felt_heard": "2", "words": "There was more"})
    again = text(client.get(page))
    assert "This is what you told us." in again
    assert re.findall(r'name="([a-z_]+)" [^>]*value="([0-9a-z]+)"[^>]* checked', again) == [
        ("was_cut_short", "yes"), ("felt_heard", "2")
    ]  # fmt: skip
    assert "There was more</textarea>" in again
    client.post(page, {"felt_at_ease": "4"})  # from a page that was opened before
    said = Feedback.objects.get()
    assert (said.was_cut_short, said.felt_heard, said.felt_at_ease) == (True, 2, 4)
    assert "There was more</textarea>" in text(client.get(page))
    client.post(page, {"was_cut_short": "no", "felt_heard": "5", "words": "I have said it now"})
    said = Feedback.objects.get()
    assert (said.was_cut_short, said.felt_heard) == (False, 5)
    assert "I have said it now</textarea>" in text(client.get(page))


def test_no_chat_is_ended_while_they_have_written_something_that_was_not_seen(
    client: Client, tonight: Evening, room: Room
) -> None:
    page = f"/conversations/{room.conversation.pk}/end/"
    room.say("Robin", "Hello")
    client.force_login(tonight.cleo)
    (seen,) = re.findall('name="seen" value="([0-9]+)"', text(client.get(page)))
    room.say("Robin", "There is something else")
    asked = client.post(page, {"seen": seen})
    assert (asked.status_code, "otter has written since you opened this page" in text(asked)) == (422, True)
    assert Visit.objects.get().state == "claimed"
    (known,) = re.findall('name="seen" value="([0-9]+)"', text(asked))
    assert (seen, known) == ("1", "2")
    assert client.post(page, {"seen": known}).status_code == 302
    assert Visit.objects.get().state == "closed"


def test_who_counsels_next_time_reads_what_was_kept_and_that_is_written_down(
    client: Client, tonight: Evening, room: Room
) -> None:
    page = f"/conversations/{room.conversation.pk}/"
    client.force_login(tonight.cleo)
    client.post(f"{page}ending/propose/")
    client.post(f"{page}ending/", {"summary": "Walking helps.", "version": "0"})
    client.post(f"{page}end/", {})
    again = tonight.chat(visitor=Visit.objects.get().visitor)
    visit = Visit.objects.get(conversation=again.conversation)
    assert "Walking helps." in text(client.get(f"/counselling/desk/{visit.pk}/before/"))
    client.force_login(tonight.cara)
    assert client.get(f"{page}download/").status_code == 404
    client.force_login(tonight.cleo)
    assert client.get(f"{page}download/").status_code == 403
    assert client.get(f"{page}feedback/").status_code == 403


def test_a_chat_that_is_booked_stands_on_both_sides(client: Client, db: None) -> None:
    at = dt.datetime(2026, 11, 25, 19, 0, tzinfo=dt.UTC)
    with time_machine.travel(at - dt.timedelta(hours=2)):
        tonight = evening()
        room = tonight.chat("heron")
        page = f"/conversations/{room.conversation.pk}/"
        client.force_login(tonight.cleo)
        client.post(f"{page}ending/propose/")
        offered = re.findall(r'value="(2026-[^"]+)"', text(client.get(f"{page}ending/next/")))
        assert offered == [f"2026-11-25T{hour}:00:00+00:00" for hour in range(18, 24)]
        for at_, sentence in (
            ("", "Choose the time you have agreed."),
            ("2026-11-26T19:00:00+00:00", "Answer the question"),
        ):
            refused = client.post(f"{page}ending/next/", {"step": "chat", "at": at_})
            assert (refused.status_code, sentence in text(refused)) == (422, True)
        client.post(f"{page}ending/next/", {"step": "chat", "at": "2026-11-25T19:00:00+00:00"})
        assert '19:00:00+00:00" selected' in text(client.get(f"{page}ending/next/"))
        assert "A place is kept for it." in text(client.get(f"{page}ending/"))
        client.post(f"{page}end/", {})
        assert "<strong>heron</strong>, today at 7:00 pm" in text(client.get("/counselling/desk/"))
        client.force_login(tonight.sue)
        assert "today at 7:00 pm" in text(client.get("/counselling/board/"))
        client.force_login(room.user("Robin"))
        for where in ("/talk/", "/talk/begin/", "/talk/phrase/"):
            assert "You talk with Cleo today at 7:00 pm." in text(client.get(where))
    with time_machine.travel(at - dt.timedelta(minutes=10)):
        client.force_login(room.user("Robin"))
        client.post("/talk/begin/", {})
        assert "Your chat with Cleo is at 7:00 pm" in text(client.get("/talk/waiting/"))
        client.force_login(tonight.cleo)
        assert "Press next, and it is them." in text(client.get("/counselling/desk/waiting/"))
        client.force_login(room.user("Robin"))
        client.post("/talk/leave/")
        made = Booking.objects.get()
        client.force_login(tonight.cara)
        assert client.post(f"/counselling/bookings/{made.pk}/cancel/").status_code == 404
        client.force_login(tonight.cleo)
        client.post(f"/counselling/bookings/{made.pk}/cancel/")
        client.force_login(room.user("Robin"))
        assert "Cleo cannot be there today at 7:00 pm" in text(client.get("/talk/"))
        assert client.post("/talk/booking/cancel/")["Location"] == "/talk/"


@pytest.mark.both_engines
def test_a_young_person_stops_when_they_want_and_can_come_again_at_once(client: Client, tonight: Evening) -> None:
    room = tonight.chat("otter")
    page, robin = f"/conversations/{room.conversation.pk}/", room.user("Robin")
    client.force_login(tonight.cleo)
    assert client.get(f"{page}stop/").status_code == 403
    client.force_login(robin)
    assert "I want to stop" in text(client.get(page))
    assert client.post(f"{page}leave/")["Location"] == f"{page}stop/"
    assert "Cleo sees that you have stopped" in text(client.get(f"{page}stop/"))
    shown = text(client.post(f"{page}stop/", follow=True))
    assert ("You have stopped." in shown, "Tell us how it was" in shown, "I want to stop" in shown) == (
        True,
        True,
        False,
    )
    assert client.post(f"{page}stop/").status_code == 302
    visit = Visit.objects.get()
    assert (room.fresh().state, visit.state, visit.was_stopped) == ("ended", "closed", True)
    assert client.get("/talk/begin/").status_code == 200
    client.force_login(tonight.cleo)
    assert "They have stopped this chat themselves" in text(client.get(page))
    assert f"{page}note/" in text(client.get("/counselling/desk/waiting/"))
    client.post(f"{page}note/", {"words": "Exams, and sleep"})
    assert f"{page}note/" not in text(client.get("/counselling/desk/"))


def test_who_stops_while_they_may_be_in_danger_is_free_and_the_steps_go_on(client: Client, tonight: Evening) -> None:
    room = tonight.chat("otter")
    page = f"/conversations/{room.conversation.pk}/"
    escalations.raise_it(conversation=room.conversation.pk, words="What they said", by=tonight.cleo)
    room.say("Cleo", "I am here")
    client.force_login(room.user("Robin"))
    shown = text(client.post(f"{page}stop/", follow=True))
    assert "makes sure that you are safe" in shown
    assert (room.fresh().state, Visit.objects.get().state) == ("open", "closed")
    assert client.get("/talk/begin/").status_code == 200
    assert [e["kind"] for e in told(room, Audience.OPEN)][-1] == "stopped"
    client.force_login(tonight.cleo)
    staff = text(client.get(page))
    says = "They have stopped this chat themselves.</strong> What you write now, they see if they come back."
    assert (staff.count(says), "<li>otter" in staff) == (1, False)  # one sentence, and none that says another
    client.force_login(room.user("Robin"))
    door = text(client.get("/talk/"))
    assert (f'href="{page}"' in door, "may write to you" in door) == (True, True)
    room.say("Cleo", "Are you safe?")
    door = text(client.get("/talk/"))
    assert "Somebody has written to you since you stopped." in door
    assert "Are you safe?" not in door
    room.say("Robin", "I am")
    assert "Somebody has written" not in text(client.get("/talk/"))
    client.get(page)
    client.force_login(tonight.cleo)
    assert "otter is away just now" in text(client.get(page))  # and can be told of again
    client.force_login(room.user("Robin"))
    client.post("/exit/")
    assert [e["kind"] for e in told(room, Audience.OPEN)][-2:] == ["back", "stopped"]
    for escalation in Escalation.objects.all():
        with recording.acting(by=SYSTEM, verb="test"):
            escalation.closed_at, escalation.closed_by = clock.now(), tonight.sue
            escalation.save()
    client.force_login(tonight.cleo)
    assert client.post(f"{page}end/", {}).status_code == 302  # who has stopped is not waited for
    assert room.fresh().state == "ended"
    client.force_login(room.user("Robin"))
    assert "the chat that you stopped" not in text(client.get("/talk/"))


def test_who_left_by_an_old_page_is_not_held_in_the_chat(tonight: Evening) -> None:
    room, over = tonight.chat("otter"), tonight.chat("badger")
    conversations.leave(conversation=room.conversation.pk, by=room.user("Robin"))
    conversations.end(conversation=over.conversation, by=tonight.cleo)
    tidy_queue()
    assert list(Visit.objects.order_by("joined_at").values_list("state", "was_stopped")) == [
        ("closed", True), ("closed", False)
    ]  # fmt: skip


def test_messages_between_visits_can_be_stopped_too(client: Client, tonight: Evening) -> None:
    visitor = VisitorFactory(service=tonight.service)
    left = letters.leave_message(visitor=visitor, words="Hello", by=visitor.user)
    client.force_login(visitor.user)
    page = f"/conversations/{left.pk}/stop/"
    assert "Take a moment" not in text(client.get(page))
    assert "You have stopped." in text(client.post(page, follow=True))


def test_a_room_and_a_consultation_end_where_they_are_led(client: Client) -> None:
    """Past that, what waits in a room could be decided about no more, and who is in a consultation is in by a grant."""
    room, consultation = an_evening(), a_link().taken()
    for conversation in (room.group.conversation, Conversation.objects.get(pk=consultation.conversation_id)):
        supervisor = member_of(conversation.team, RoleName.SUPERVISOR)
        client.force_login(supervisor)
        page = f"/conversations/{conversation.pk}/"
        answers = client.get(f"{page}end/").status_code, client.post(f"{page}end/", {"seen": "0"}).status_code
        conversation.refresh_from_db()
        assert (conversation.kind, answers, conversation.state) == (conversation.kind, (404, 404), "open")
    client.force_login(room.mo)
    page = f"/conversations/{room.group.conversation_id}/"
    assert [f"{page}end/" in text(client.get(each)) for each in (page, f"{page}deeds/")] == [False, False]


def test_what_they_take_along_is_all_of_it(client: Client, tonight: Evening) -> None:
    room = tonight.chat("heron", feelings="sad,angry", on_mind="my mum shouts & it <hurts>")
    at = clock.now() + dt.timedelta(days=1)
    room.say("Robin", "hello")
    endings.propose(conversation=room.conversation.pk, by=tonight.cleo)
    with recording.acting(by=SYSTEM, verb="test"):
        Ending.objects.update(next_step="chat", next_at=at)
    client.force_login(room.user("Robin"))
    taken = text(client.get(f"/conversations/{room.conversation.pk}/download/"))
    before, _, after = taken.partition("hello")
    assert "my mum shouts & it <hurts>" in before
    assert "How you felt: " in before
    assert f"What comes next\nAnother chat at a time we have agreed, {at.astimezone(clock.LONDON):%-d %B %Y}" in after
    assert "How it was" not in after
    client.force_login(tonight.cleo)
    assert client.get(f"/conversations/{room.conversation.pk}/download/").status_code == 403
