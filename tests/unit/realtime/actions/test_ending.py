import pytest

from mhst.core.actors import SYSTEM
from realtime.actions import conversation as conversations
from realtime.actions import ending as endings
from realtime.enums import NextStep, Part
from realtime.models import Ending
from realtime.queries import ending as queries
from realtime.queries import participant as people
from tests.factories import member_of
from tests.support.conversation import Room, one_to_one
from tests.unit.realtime.actions.test_message import code

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def room(db: None) -> Room:
    return one_to_one()


def test_who_helps_proposes_once_and_nobody_after_the_end(room: Room) -> None:
    here = {"conversation": room.conversation.pk}
    assert code(endings.set_goal, **here, words="Sleep", by=room.user("Robin")) == "no-ending"
    for _ in range(2):
        endings.propose(**here, by=room.user("Cleo"))
    assert Ending.objects.count() == 1
    room.join("Sue", member_of(room.team, "supervisor"), Part.OBSERVER)
    assert code(endings.propose, **here, by=room.user("Sue")) == "not-yours"
    assert code(endings.write_summary, **here, words="Mine", version=0, by=room.user("Sue")) == "not-yours"
    assert code(endings.set_goal, **here, words="Theirs", by=room.user("Cleo")) == "not-found"
    assert code(endings.note, **here, words="Mine", by=room.user("Sue")) == "not-yours"
    conversations.end(conversation=room.conversation, by=SYSTEM)
    assert code(endings.propose, **here, by=room.user("Cleo")) == "ended"


def test_a_next_chat_has_a_time_and_nothing_else_has(room: Room) -> None:
    here = {"conversation": room.conversation.pk}
    endings.propose(**here, by=room.user("Cleo"))
    at = room.conversation.created_at  # nobody is under a nickname here, so that nothing is booked by it
    who = people.of(room.user("Robin"), [room.conversation.pk])[room.conversation.pk]
    for step, kept in ((NextStep.CHAT, at), (NextStep.COME, None)):
        endings.agree_next(**here, step=step, at=at, by=room.user("Robin"))
        shown = queries.shown(who)
        assert shown is not None
        assert (shown.next_at, shown.next_words) == (kept, step.label)
