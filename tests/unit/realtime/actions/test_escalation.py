import datetime as dt
from typing import Any

import pytest
import time_machine

from mhst.access.enums import RoleName
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, NotFound, Refused
from realtime.actions import conversation as conversations
from realtime.actions import escalation as escalations
from realtime.actions import group_room as group_rooms
from realtime.actions import letter as letters
from realtime.actions import visit as visits
from realtime.enums import Audience, Part
from realtime.queries import escalation as queries
from realtime.rules import escalation as rules
from realtime.tasks import tell_of_late_steps
from sessions_app.models import Message as Letter
from tests.factories import member_of
from tests.support.conversation import one_to_one
from tests.support.evening import Evening, evening
from tests.support.group_rooms import an_evening
from tests.unit.realtime.actions.test_message import code, told

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def tonight(db: None) -> Evening:
    return evening()


def test_it_is_raised_once_by_staff_of_a_chat(tonight: Evening) -> None:
    room = tonight.chat()
    here = {"conversation": room.conversation.pk, "words": "Worried"}
    assert code(escalations.raise_it, **here, by=room.user("Robin")) == "not-staff"
    first = escalations.raise_it(**here, by=tonight.cleo)
    assert escalations.raise_it(**here, by=tonight.cleo).pk == first.pk
    assert (first.lead, queries.is_open(room.conversation.pk)) == (tonight.sue, True)


@pytest.mark.parametrize("name", ["cleo", "sue"])
def test_it_is_raised_worked_on_and_closed_after_they_have_stopped(tonight: Evening, name: str) -> None:
    lou = member_of(tonight.service.team, RoleName.SAFEGUARDING_LEAD)
    room, by = tonight.chat(), getattr(tonight, name)
    room.say("Robin", "i have taken all the pills goodbye")
    assert visits.stop(conversation=room.conversation.pk, by=room.user("Robin"))
    here: dict[str, Any] = {"conversation": room.conversation.pk, "words": "Pills"}
    assert code(escalations.raise_it, **here, by=room.user("Robin")) == "not-staff"
    assert code(escalations.raise_it, **here, by=evening().sue) == "not-found"
    raised = escalations.raise_it(**here, by=by)
    assert (raised.about, raised.lead, room.fresh().state) == (room["Robin"], lou, "ended")
    with time_machine.travel(raised.raised_at + dt.timedelta(minutes=6), tick=False):
        before = Letter.objects.count()
        tell_of_late_steps()
        assert Letter.objects.count() == before + 1
    for step in queries.steps_of(raised):
        escalations.do_step(escalation=raised, kind=step.kind, words="Done", by=by)
    assert code(escalations.close, escalation=raised, by=by) == (
        "own" if name == "sue" else "needs-conversation.supervise"
    )
    escalations.close(escalation=raised, by=lou)
    assert not queries.is_open(room.conversation.pk)


def test_what_a_concern_was_raised_about_is_not_erased(tonight: Evening) -> None:
    room = tonight.chat()
    lou = member_of(tonight.service.team, RoleName.SAFEGUARDING_LEAD)
    conversations.end(conversation=room.conversation, by=SYSTEM)
    escalations.raise_it(conversation=room.conversation.pk, words="Late", by=tonight.cleo)
    assert code(conversations.erase, conversation=room.conversation, by=lou) == "kept"
    other = tonight.chat("heron")
    conversations.end(conversation=other.conversation, by=SYSTEM)
    conversations.erase(conversation=other.conversation, by=lou)
    assert code(escalations.raise_it, conversation=other.conversation.pk, words="Late", by=tonight.sue) == "not-found"
    assert code(escalations.raise_it, conversation=other.conversation.pk, words="Late", by=tonight.cleo) == "erased"


def test_whoever_supervises_comes_in_after_the_end_where_something_asks_for_it(tonight: Evening) -> None:
    room = tonight.chat()
    visits.stop(conversation=room.conversation.pk, by=room.user("Robin"))
    comes: dict[str, Any] = {"conversation": room.conversation, "part": Part.OBSERVER, "name": "Sue", "by": tonight.sue}
    assert code(conversations.join, **comes, user=tonight.sue) == "ended"
    escalations.raise_it(conversation=room.conversation.pk, words="Pills", by=tonight.cleo)
    conversations.join(**comes, user=tonight.sue)
    assert [event["kind"] for event in told(room, Audience.OPEN)][-2:] == ["ended", "joined"]
    assert code(conversations.join, **comes | {"part": Part.WORKER, "user": tonight.cara}) == "ended"


def test_they_are_written_to_after_the_end_and_not_beside_a_chat(tonight: Evening) -> None:
    room = tonight.chat()
    raised = escalations.raise_it(conversation=room.conversation.pk, words="Pills", by=tonight.cleo)
    assert code(letters.write_after, escalation=raised, by=tonight.sue) == "not-gone"
    for step in queries.steps_of(raised):
        escalations.do_step(escalation=raised, kind=step.kind, words="Done", by=tonight.sue)
    escalations.close(escalation=raised, by=tonight.sue)
    conversations.end(conversation=room.conversation, by=SYSTEM)
    raised = queries.get_visible(tonight.sue, raised.pk)
    visitor = queries.visitor_of(raised)
    assert [rules.may_write(raised, visitor, by) for by in (tonight.sue, tonight.cleo)] == [True, True]
    exchange = letters.write_after(escalation=raised, by=tonight.sue)
    assert letters.write_after(escalation=raised, by=tonight.cleo) == exchange
    who = {one.name: one.part for one in exchange.participants.all()}
    assert who == {room["Robin"].name: "person", "Sue": "observer", "Cleo": "worker"}
    with pytest.raises(NotFound):
        letters.write_after(escalation=raised, by=evening().sue)


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


def test_in_a_group_each_person_has_their_own_and_the_room_ends_after_the_last(db: None) -> None:
    group = an_evening()
    sue = member_of(group.team, RoleName.SUPERVISOR)
    here: dict[str, Any] = {"conversation": group.group.conversation_id, "words": "Worried", "by": group.mo}
    assert code(escalations.raise_it, **here) == "about"
    assert code(escalations.raise_it, **here, about=group.room["Mo"].pk) == "about"
    robin, sam = (escalations.raise_it(**here, about=group.room[name].pk) for name in ("Robin", "Sam"))
    assert escalations.raise_it(**here, about=group.room["Sam"].pk) == sam
    assert len({robin.pk, sam.pk}) == 2
    for each in (robin, sam):
        assert code(group_rooms.end, room=group.group, by=group.mo) == "escalated"
        assert queries.next_of(each).kind == "consulted"
        for step in queries.steps_of(each):
            escalations.do_step(escalation=each, kind=step.kind, words="Done", by=sue)
        escalations.close(escalation=each, by=sue)
    group_rooms.end(room=group.group, by=group.mo)
    assert group.fresh().state == "ended"
    after, whom = queries.get_visible(group.mo, robin.pk), group.room["Robin"]
    assert code(rules.check_can_write, after, whom, group.mo) == "no-role"
    assert [rules.may_write(after, whom, by) for by in (group.mo, sue)] == [False, True]


def test_where_nobody_of_them_is_a_young_person_it_is_about_nobody_of_them() -> None:
    assert rules.about_whom([], None) is None


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


def test_a_late_step_is_told_again_until_it_is_done_and_not_for_ever(tonight: Evening) -> None:
    lou = member_of(tonight.service.team, RoleName.SAFEGUARDING_LEAD)
    room = tonight.chat()
    raised = escalations.raise_it(conversation=room.conversation.pk, words="Worried", by=tonight.cleo)

    def told(minutes: int) -> list[int]:
        """So many were written to so long after it was raised: by a sweep, and by another in the same minute."""
        with time_machine.travel(raised.raised_at + dt.timedelta(minutes=minutes)):
            before = Letter.objects.count()
            tell_of_late_steps()
            first = Letter.objects.count()
            tell_of_late_steps()
        return [first - before, Letter.objects.count() - first]

    assert [told(minutes) for minutes in (4, 5, 14, 15, 25)] == [[0, 0], [1, 0], [0, 0], [2, 0], [2, 0]]
    assert {letter.address for letter in Letter.objects.all()} == {lou.email, tonight.sue.email}
    escalations.do_step(escalation=raised, kind="consulted", words="Done", by=tonight.sue)
    assert [told(minutes) for minutes in (26, 66, 79, 80)] == [[1, 0], [2, 0], [2, 0], [0, 0]]


def test_whoever_says_they_are_on_it_is_left_to_it_for_half_an_hour(tonight: Evening) -> None:
    raised = escalations.raise_it(conversation=tonight.chat().conversation.pk, words="Worried", by=tonight.cleo)
    with time_machine.travel(raised.raised_at + dt.timedelta(minutes=6), tick=False):
        assert len(queries.late(clock.now())) == 1
        escalations.say_on_it(escalation=raised, by=tonight.sue)
        assert (queries.get_visible(tonight.cleo, raised.pk).on_it_by, queries.late(clock.now())) == (tonight.sue, [])
    with time_machine.travel(raised.raised_at + dt.timedelta(minutes=36), tick=False):
        assert len(queries.late(clock.now())) == 1
    for step in queries.steps_of(raised):
        escalations.do_step(escalation=raised, kind=step.kind, words="Done", by=tonight.sue)
    escalations.close(escalation=raised, by=tonight.sue)
    with pytest.raises(Conflict, match="closed already"):
        escalations.say_on_it(escalation=raised, by=tonight.sue)
