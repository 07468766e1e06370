"""Messages between visits come to an end: by a counsellor, by quiet days, by a wish to delete; never unanswered."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from mhst.access.enums import RoleName
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from mhst.settings.environment import environment
from realtime.actions import afterwards, escalation, retention
from realtime.actions import conversation as conversations
from realtime.actions import ending as endings
from realtime.actions import letter as letters
from realtime.actions import message as messages
from realtime.models import Destruction, Participant, RetentionClass
from realtime.queries import retention as kept
from tests.factories import member_of
from tests.factories.counselling import VisitorFactory
from tests.support.conversation import Room
from tests.support.evening import Evening, evening

pytestmark = [pytest.mark.django_db]
MID = UUID("0c0ffee0-0000-4000-8000-000000000001")
QUIET = dt.timedelta(days=environment.letters_quiet_days)


@pytest.fixture
def tonight(db: None) -> Evening:
    return evening()


def left(tonight: Evening, nickname: str = "heron", *, is_answered: bool = True) -> Room:
    visitor = VisitorFactory(service=tonight.service, nickname=nickname)
    conversation = letters.leave_message(visitor=visitor, words="I could not sleep", by=visitor.user)
    who = Participant.objects.select_related("user").get(conversation=conversation)
    room = Room(conversation, {"Robin": who, "Cleo": letters.answer(conversation=conversation, by=tonight.cleo)})
    if is_answered:
        room.say("Cleo", "I am glad you wrote")
    return room


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.both_engines
def test_only_those_that_are_answered_and_quiet_end_by_themselves(tonight: Evening) -> None:
    with time_machine.travel(clock.now()) as moment:
        quiet, waits = left(tonight), left(tonight, "badger", is_answered=False)
        danger, back, taken_back = (left(tonight, name) for name in ("crow", "dove", "finch"))
        escalation.raise_it(conversation=danger.conversation.pk, words="What they said", by=tonight.cleo)
        back.say("Robin", "And again")
        taken_back.say("Robin", "Not this", mid=MID)
        messages.withdraw(conversation=taken_back.conversation.pk, mid=MID, by=taken_back.user("Robin"))
        moment.shift(QUIET - dt.timedelta(minutes=1))
        assert letters.end_quiet(by=SYSTEM) == 0
        quiet_too = left(tonight, "eagle")
        moment.shift(dt.timedelta(minutes=2))
        assert letters.end_quiet(by=SYSTEM) == 2
    rooms = (quiet, taken_back, waits, danger, back, quiet_too)
    assert [room.fresh().state for room in rooms] == ["ended", "ended", "open", "open", "open", "open"]
    again = letters.leave_message(visitor=quiet.user("Robin").visitor, words="Hello again", by=quiet.user("Robin"))
    assert again.pk != quiet.conversation.pk
    letters_class = RetentionClass.objects.get(kind="letters")
    late = clock.now() + QUIET + dt.timedelta(days=letters_class.keep_days + 1)
    due = {row.conversation_id for row in kept.overdue(letters_class, late)}
    assert due == {quiet.conversation.pk, taken_back.conversation.pk}


def test_a_counsellor_of_the_team_ends_them_and_nobody_else(client: Client, tonight: Evening) -> None:
    room = left(tonight)
    page = f"/conversations/{room.conversation.pk}/"
    client.force_login(room.user("Robin"))
    shown = text(client.get(page))
    assert ("download/" in shown, "delete/" in shown, "End these" in shown) == (True, True, False)
    assert client.get(f"{page}end/").status_code == 403
    with pytest.raises(Refused):
        conversations.end(conversation=room.conversation, by=room.user("Robin"))
    client.force_login(tonight.cara)
    assert client.get(f"{page}end/").status_code == 404  # she has not come in
    client.force_login(tonight.cleo)
    assert client.get(f"{page}hand-over/").status_code == 404  # nobody helps alone
    assert "End these messages" in text(client.get(page))
    asked = text(client.get(f"{page}end/"))
    assert ("End the messages with heron" in asked, "would talk with them" in asked) == (True, False)
    assert client.post(f"{page}end/")["Location"] == "/counselling/messages/"
    assert room.fresh().state == "ended"


def test_a_wish_to_delete_ends_them_when_it_is_granted(tonight: Evening) -> None:
    lou, max_ = (member_of(tonight.service.team, RoleName.SAFEGUARDING_LEAD) for _ in range(2))
    room, keeps = left(tonight), left(tonight, "badger")
    for one in (room, keeps):
        endings.ask_to_delete(conversation=one.conversation.pk, by=one.user("Robin"))
    afterwards.decide_deletion(conversation=keeps.conversation, kept_because="legal", words="A court asks", by=lou)
    afterwards.decide_deletion(conversation=room.conversation, kept_because="", words="Of course", by=lou)
    assert (keeps.fresh().state, room.fresh().state) == ("open", "ended")
    assert retention.agree(destruction=Destruction.objects.get(conversation=room.conversation), by=max_) is True
    assert room.fresh().state == "erased"
