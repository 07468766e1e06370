"""What two do at the same moment, each of whom reads before they write: one waits for the other."""

from collections.abc import Callable
from typing import Any

import pytest

from realtime.actions import conversation as conversations
from realtime.actions import ending as endings
from realtime.actions import group_room as rooms
from realtime.models import Conversation, GroupRoom, Stream
from tests.support.conversation import Room, one_to_one
from tests.support.group_rooms import an_evening
from tests.support.locks import by_row, would_wait

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines, by_row]


@pytest.fixture
def room(db: None) -> Room:
    return one_to_one()


def asked_before(monkeypatch: pytest.MonkeyPatch, where: Any, name: str, rows: Any) -> list[bool]:
    """Whether these rows are locked by when `where.name` is called."""
    told: list[bool] = []
    act: Callable[..., Any] = getattr(where, name)

    def ask_and_act(*args: Any, **more: Any) -> Any:
        told.append(would_wait(rows))
        return act(*args, **more)

    monkeypatch.setattr(where, name, ask_and_act)
    return told


def test_who_leaves_writes_back_nothing_that_was_asked_for_meanwhile(
    monkeypatch: pytest.MonkeyPatch, room: Room
) -> None:
    told = asked_before(monkeypatch, conversations, "_leave", Conversation.objects.filter(pk=room.conversation.pk))
    conversations.leave(conversation=room.conversation.pk, by=room.user("Robin"))
    conversations.remove(participant=room["Cleo"], by=room.user("Robin"))
    assert told == [True, True]


def test_nobody_comes_in_while_they_are_asked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    evening = an_evening()
    told = asked_before(monkeypatch, conversations, "remove", GroupRoom.objects.filter(pk=evening.group.pk))
    rooms.remove(room=evening.group, participant=evening.room["Robin"], by=evening.mo)
    assert told == [True]


def test_what_is_said_twice_at_once_is_kept_once(monkeypatch: pytest.MonkeyPatch, room: Room) -> None:
    streams = Stream.objects.filter(conversation=room.conversation.pk)
    told = asked_before(monkeypatch, endings.people, "of", streams)
    here = {"conversation": room.conversation.pk}
    endings.say_how_it_was(**here, was_cut_short=None, scores={}, words="Good", by=room.user("Robin"))
    conversations.end(conversation=room.conversation, by=room.user("Cleo"))
    endings.note(**here, words="Walks", by=room.user("Cleo"))
    assert told == [True, True]
