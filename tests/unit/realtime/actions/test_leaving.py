"""Leaving a conversation for good, by the frame of that name or the button of a page."""

import pytest

from mhst.core.errors import Refused
from realtime.actions import conversation as conversations
from realtime.actions import ending as endings
from realtime.actions import escalation as escalations
from realtime.actions import visit as visits
from realtime.enums import Part
from realtime.models import Participant, Visit
from tests.factories.counselling import VisitorFactory
from tests.support.conversation import Room
from tests.support.evening import Evening, evening

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def tonight(db: None) -> Evening:
    return evening()


@pytest.fixture
def room(tonight: Evening) -> Room:
    return tonight.chat()


def leave(room: Room, name: str) -> None:
    visits.leave_talk(conversation=room.conversation.pk, by=room.user(name))


def of(room: Room, name: str) -> Participant:
    return Participant.objects.get(pk=room[name].pk)


def test_whom_alone_it_is_for_has_stopped_it_and_keeps_what_was_written(tonight: Evening, room: Room) -> None:
    for _ in range(2):  # done again it changes nothing
        leave(room, "Robin")
        visit = Visit.objects.get(conversation=room.conversation)
        assert (room.fresh().state, visit.state, visit.was_stopped) == ("ended", "closed", True)
        assert of(room, "Robin").left_at is None
    again = visits.join(visitor=visit.visitor, by=room.user("Robin"))
    assert again.state == "waiting"


def test_where_somebody_may_be_in_danger_it_stays_open(tonight: Evening, room: Room) -> None:
    escalations.raise_it(conversation=room.conversation.pk, words="A plan for tonight", by=tonight.cleo)
    leave(room, "Robin")
    assert (room.fresh().state, of(room, "Robin").pause, of(room, "Robin").left_at) == ("open", "stopped", None)


def test_after_the_end_nobody_leaves_and_who_helped_keeps_their_note(tonight: Evening, room: Room) -> None:
    room.join("Sue", tonight.sue, Part.OBSERVER)
    conversations.end(conversation=room.conversation, by=tonight.cleo)
    heads = [stream.head for stream in room.conversation.streams.order_by("pk")]
    for name in ("Sue", "Cleo"):
        with pytest.raises(Refused) as refused:
            leave(room, name)
        assert (refused.value.code, of(room, name).left_at) == ("ended", None)
    assert [stream.head for stream in room.conversation.streams.order_by("pk")] == heads
    endings.note(conversation=room.conversation.pk, words="Sleep", by=tonight.cleo)


def test_everybody_else_leaves_the_others_to_it(tonight: Evening, room: Room) -> None:
    room.join("Sue", tonight.sue, Part.OBSERVER)
    leave(room, "Sue")
    assert (room.fresh().state, of(room, "Sue").left_at is None) == ("open", False)
    with pytest.raises(Refused) as refused:
        leave(room, "Cleo")
    assert refused.value.code == "alone"


def test_a_room_of_several_goes_on_without_whoever_leaves(tonight: Evening) -> None:
    visitor = VisitorFactory(service=tonight.service)
    mo = tonight.sue
    room = Room(conversations.begin(kind="group_room", team=tonight.service.team, by=mo), {})
    room.join("Robin", visitor.user, Part.PERSON)
    leave(room, "Robin")
    assert (room.fresh().state, of(room, "Robin").left_at is None) == ("open", False)


def test_nobody_leaves_what_they_are_not_in(tonight: Evening, room: Room) -> None:
    with pytest.raises(Refused) as refused:
        visits.leave_talk(conversation=room.conversation.pk, by=tonight.cara)
    assert refused.value.code == "not-found"
