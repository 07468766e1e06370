"""Ending with care: both write down what they keep, and the young person says how it was and takes it along."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from realtime.models import Booking, Conversation, Ending, Feedback, Visit
from tests.support.conversation import Room
from tests.support.evening import Evening, evening

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
    late = text(client.post(f"{page}ending/", {"summary": "Mine", "version": "0"}))
    assert "has just changed the summary" in late
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
    assert client.post(f"{page}ending/", {"summary": "Later", "version": "2"}).status_code == 403
    client.post(f"{page}feedback/", {"was_cut_short": "no", "felt_heard": "5", "words": "Thank you"})
    said = Feedback.objects.get()
    assert (said.was_cut_short, said.felt_heard, said.felt_at_ease) == (False, 5, None)
    taken = client.get(f"{page}download/")
    assert taken["Content-Disposition"] == 'attachment; filename="notes.txt"'
    assert "Sleep is hard, and walking helps." in text(taken)
    client.post(f"{page}delete/")
    assert Conversation.objects.get().deletion_asked_at is not None
    assert "Somebody of our team looks at it." in text(client.get(f"{page}delete/"))


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
