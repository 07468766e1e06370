"""Ending with care: both write down what they keep, and the young person says how it was and takes it along."""

from typing import Any

import pytest
from django.test import Client

from realtime.models import Conversation, Ending, Feedback, Visit
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
