import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from mhst.core import clock
from realtime.actions import alarm, lease
from realtime.actions import conversation as conversations
from realtime.models import UnreadAlarm
from realtime.queries import unread
from sessions_app.models import Message
from tests.support.evening import Evening, evening

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def tonight(db: None) -> Evening:
    return evening()


def tell() -> int:
    return alarm.tell_of_unread(by=alarm.ALARM)


@pytest.mark.both_engines
def test_who_leads_is_told_after_five_minutes_whatever_was_said_and_once(tonight: Evening) -> None:
    room = tonight.chat()
    with time_machine.travel(clock.now(), tick=False) as moment:
        room.say("Robin", "k")
        moment.shift(dt.timedelta(minutes=2))
        room.say("Robin", "lol")
        found = unread.of([room.conversation.pk])[room.conversation.pk]
        assert (found.count, found.minutes, found.rings) == (2, 2, True)
        moment.shift(dt.timedelta(minutes=2, seconds=59))
        assert tell() == 0
        moment.shift(dt.timedelta(seconds=1))
        assert [tell(), tell()] == [1, 0]
    told = UnreadAlarm.objects.get()
    assert told.told == tonight.sue
    message = Message.objects.get()
    assert message.address == tonight.sue.email
    assert reverse("counselling-board") in message.details
    assert "lol" not in message.details


def test_what_was_read_or_taken_back_and_what_staff_say_rings_for_nobody(tonight: Evening) -> None:
    room = tonight.chat()
    with time_machine.travel(clock.now(), tick=False) as moment:
        room.say("Robin", "Hello")
        room.say("Cleo", "Hello Robin")
        lease.read(participant=room["Cleo"].pk, seq=4, by=tonight.cleo)
        moment.shift(dt.timedelta(minutes=6))
        assert tell() == 0
        room.say("Robin", "Are you there?")
        moment.shift(dt.timedelta(minutes=5))
        assert tell() == 1


def test_a_chat_that_nobody_has_rings_too(tonight: Evening) -> None:
    room = tonight.chat()
    conversations.leave(conversation=room.conversation.pk, by=tonight.cleo)
    with time_machine.travel(clock.now(), tick=False) as moment:
        room.say("Robin", "Hello?")
        moment.shift(dt.timedelta(minutes=5))
        assert tell() == 1
