import datetime as dt

import pytest
import time_machine

from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from realtime.actions import conversation as conversations
from realtime.actions import escalation as escalations
from realtime.enums import Part
from realtime.queries import escalation as queries
from tests.support.conversation import one_to_one
from tests.support.evening import Evening, evening
from tests.unit.realtime.actions.test_message import code

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def tonight(db: None) -> Evening:
    return evening()


def test_it_is_raised_once_by_staff_of_an_open_chat(tonight: Evening) -> None:
    room = tonight.chat()
    here = {"conversation": room.conversation.pk, "words": "Worried"}
    assert code(escalations.raise_it, **here, by=room.user("Robin")) == "not-staff"
    first = escalations.raise_it(**here, by=tonight.cleo)
    assert escalations.raise_it(**here, by=tonight.cleo).pk == first.pk
    assert (first.lead, queries.is_open(room.conversation.pk)) == (tonight.sue, True)
    ended = tonight.chat("heron")
    conversations.end(conversation=ended.conversation, by=SYSTEM)
    assert code(escalations.raise_it, conversation=ended.conversation.pk, words="Late", by=tonight.cleo) == "ended"


def test_it_is_closed_when_every_step_is_done_and_says_which_is_late(tonight: Evening) -> None:
    room = tonight.chat()
    raised = escalations.raise_it(conversation=room.conversation.pk, words="Worried", by=tonight.cleo)
    with pytest.raises(Refused, match="still to be done: spoke with the lead on duty"):
        escalations.close(escalation=raised, by=tonight.sue)
    with time_machine.travel(raised.raised_at + dt.timedelta(minutes=6)):
        assert [step.is_late for step in queries.steps_of(raised)] == [True, False, False, False]
    for step in queries.steps_of(raised):
        escalations.do_step(escalation=raised, kind=step.kind, words="Done", by=tonight.sue)
    for _ in range(2):
        escalations.close(escalation=raised, by=tonight.sue)
    assert not queries.is_open(room.conversation.pk)


def test_nobody_leads_where_nobody_does(db: None) -> None:
    room = one_to_one()
    raised = escalations.raise_it(conversation=room.conversation.pk, words="Worried", by=room.user("Cleo"))
    assert raised.lead is None


def test_who_raises_it_is_not_who_is_told(tonight: Evening) -> None:
    room = tonight.chat()
    room.join("Sue", tonight.sue, Part.OBSERVER)
    raised = escalations.raise_it(conversation=room.conversation.pk, words="Worried", by=tonight.sue)
    assert raised.lead is None
    assert code(escalations.close, escalation=raised, by=tonight.sue) == "own"
