import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from mhst.access.actions import user as users
from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.settings.environment import environment
from realtime.actions import alarm, lease
from realtime.actions import conversation as conversations
from realtime.enums import Audience
from realtime.models import Participant, Shift, UnreadAlarm
from realtime.queries import alone, board, shift, unread
from realtime.queries import participant as people
from realtime.tasks import tell_of_alone, tell_of_shifts_over
from sessions_app.models import Message
from tests.factories.counselling import ShiftFactory
from tests.support.evening import Evening, evening
from tests.unit.realtime.actions.test_message import told

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
    conversations.remove(participant=room["Cleo"], by=SYSTEM)
    with time_machine.travel(clock.now(), tick=False) as moment:
        room.say("Robin", "Hello?")
        moment.shift(dt.timedelta(minutes=5))
        assert tell() == 1


@pytest.mark.both_engines
def test_what_was_read_stays_read_when_somebody_else_helps_or_nobody_does(tonight: Evening) -> None:
    room = tonight.chat()
    talk = room.conversation.pk
    with time_machine.travel(clock.now(), tick=False) as moment:
        room.say("Robin", "Hello")
        lease.read_all(who=people.of(tonight.cleo, [talk])[talk], by=tonight.cleo)
        room.say("Robin", "And this you have not read")
        moment.shift(dt.timedelta(minutes=3))
        conversations.hand_over(conversation=room.fresh(), to=tonight.cara, epoch=1, by=tonight.cleo)
        assert unread.of([talk])[talk].count == 1
        assert tell() == 0
        cara = people.of(tonight.cara, [talk])[talk]
        lease.read(participant=room["Cleo"].pk, seq=99, by=tonight.cleo)  # saying goodbye: who helps has not
        assert unread.of([talk])[talk].minutes == 3
        lease.read_all(who=cara, by=tonight.cara)
        moment.shift(dt.timedelta(minutes=9))
        conversations.remove(participant=Participant.objects.get(pk=cara.id), by=SYSTEM)
        assert (unread.of([talk]), tell()) == ({}, 0)
        room.say("Robin", "Is anybody there?")
        moment.shift(dt.timedelta(minutes=5))
        assert (unread.of([talk])[talk].count, tell()) == (1, 1)


@pytest.mark.both_engines
def test_whose_counsellor_is_not_heard_of_is_told_to_who_leads_once(tonight: Evening) -> None:
    with time_machine.travel(clock.now(), tick=False) as moment:
        room = tonight.chat()
        lease.renew(participants=[room["Cleo"].pk], until=clock.now() + dt.timedelta(minutes=1), by=SYSTEM)
        moment.shift(dt.timedelta(minutes=5, seconds=59))
        tell_of_alone()
        assert Message.objects.count() == 0
        moment.shift(dt.timedelta(seconds=1))
        tell_of_alone()
        tell_of_alone()
    assert [one.address for one in Message.objects.all()] == [tonight.sue.email]
    assert room.fresh().helps == room["Cleo"]  # nothing is decided by it


def test_the_board_says_that_a_counsellor_is_away_since_when_and_who_was_told(client: Client, tonight: Evening) -> None:
    with time_machine.travel(clock.now(), tick=False) as moment:
        rooms = [tonight.chat(name) for name in ("otter", "badger")]
        gone = clock.now() + dt.timedelta(minutes=1)
        lease.renew(participants=[room["Cleo"].pk for room in rooms], until=gone, by=SYSTEM)

        def seen() -> tuple[Any, ...]:
            shown = board.board(tonight.sue)
            (cleo,) = [one for one in shown.on_shift if one.counsellor == tonight.cleo]
            told = {(chat.away_since, chat.is_away_too_long, chat.away_told) for chat in shown.chats}
            return cleo.away_since, cleo.is_away_too_long, *told

        assert seen() == (None, False, (None, False, None))
        moment.shift(dt.timedelta(minutes=2))
        assert seen() == (gone, False, (gone, False, None))
        moment.shift(dt.timedelta(minutes=4))
        tell_of_alone()
        at = clock.now()
        assert seen() == (gone, True, (gone, True, alone.Told(tonight.sue.name, at)))
        client.force_login(tonight.sue)
        page = client.get("/counselling/board/").content.decode()
        assert page.count('nhsuk-tag--red">Away</strong>') == 3
        assert (page.count(f"{tonight.sue.name} was told at"), "Full</strong>" in page) == (2, False)
        moment.shift(dt.timedelta(minutes=12))
        lease.renew(participants=[rooms[0]["Cleo"].pk], until=clock.now() + dt.timedelta(minutes=1), by=SYSTEM)
        cleo = next(one for one in board.board(tonight.sue).on_shift if one.counsellor == tonight.cleo)
        assert (cleo.away_since, cleo.is_overloaded) == (None, True)


def test_a_counsellor_whose_account_is_closed_leaves_for_the_child_to_see_and_who_leads_is_told(
    tonight: Evening, django_capture_on_commit_callbacks: Any
) -> None:
    room = tonight.chat()
    with django_capture_on_commit_callbacks(execute=True):
        users.leave(user=tonight.cleo, by=SYSTEM)
    assert room.fresh().helps is None
    assert [e["kind"] for e in told(room, Audience.OPEN)][-1] == "left"
    assert [one.address for one in Message.objects.all()] == [tonight.sue.email]
    (away,) = alone.too_long()
    assert away == room.conversation.pk


@pytest.mark.both_engines
def test_a_shift_that_ends_while_chats_go_on_is_told_to_the_counsellor_and_then_to_who_leads(
    tonight: Evening, client: Client
) -> None:
    rooms = [tonight.chat(name) for name in ("otter", "badger")]
    end = clock.at_local(clock.today(), 0) + dt.timedelta(days=3, hours=12)
    with recording.acting(by=SYSTEM, verb="test"):
        Shift.objects.filter(counsellor=tonight.cleo).update(
            on=clock.today() + dt.timedelta(days=3), starts=600, ends=720
        )

    def told() -> list[str]:
        tell_of_shifts_over()
        return [one.address for one in Message.objects.order_by("created_at")]

    with time_machine.travel(end - dt.timedelta(seconds=1), tick=False) as moment:
        assert (told(), shift.over_of(tonight.cleo)) == ([], None)
        moment.shift(dt.timedelta(seconds=1))
        assert [told(), told()] == [[tonight.cleo.email]] * 2  # once for both chats
        assert reverse("counselling-desk") in Message.objects.get().details
        moment.shift(dt.timedelta(minutes=environment.shift_over_minutes) - dt.timedelta(seconds=1))
        assert told() == [tonight.cleo.email]
        moment.shift(dt.timedelta(seconds=1))
        assert [told(), told()] == [[tonight.cleo.email, tonight.sue.email]] * 2
        client.force_login(tonight.cleo)
        for page in ("", "waiting/"):
            said = client.get(f"/counselling/desk/{page}").content.decode()
            assert "Your shift ended at 12:00 pm, and 2 chats go on." in said
        client.force_login(tonight.sue)
        assert client.get("/counselling/board/").content.decode().count("Shift ended at 12:00 pm") == 2
        assert {room.fresh().state for room in rooms} == {"open"}
        conversations.end(conversation=rooms[0].conversation, by=SYSTEM)
        assert [one.chats for one in shift.over()] == [(rooms[1].conversation.pk,)]
        ShiftFactory(service=tonight.service, counsellor=tonight.cleo, on=clock.today(), starts=720, ends=800)
        assert (shift.over(), shift.over_in([rooms[1].conversation.pk])) == ([], {})


def test_a_shift_that_ends_at_midnight_is_over_on_the_next_day_and_who_never_had_one_is_not_off_it(
    tonight: Evening,
) -> None:
    room = tonight.chat()
    with recording.acting(by=SYSTEM, verb="test"):
        Shift.objects.filter(counsellor=tonight.cleo).update(starts=600, ends=1440)
    midnight = clock.at_local(clock.today() + dt.timedelta(days=1), 0)
    with time_machine.travel(midnight, tick=False):
        assert shift.over_in([room.conversation.pk]) == {room.conversation.pk: midnight}
        with recording.acting(by=SYSTEM, verb="test"):
            Shift.objects.filter(counsellor=tonight.cleo).delete()
        assert shift.over() == []
