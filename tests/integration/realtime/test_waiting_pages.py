"""Left messages and private talks are counted wherever somebody looks, and who leads is told of their age."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from mhst.access.enums import RoleName
from mhst.core import clock
from realtime.actions import group_room as rooms
from realtime.actions import letter as letters
from realtime.models import Participant
from realtime.tasks import tell_of_unread
from sessions_app.models import Message
from tests.factories import member_of
from tests.factories.counselling import VisitorFactory
from tests.support.conversation import Room
from tests.support.evening import Evening, evening
from tests.support.group_rooms import an_evening

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def tonight(db: None) -> Evening:
    return evening()


def text(answer: Any) -> str:
    return str(answer.content.decode())


def told() -> list[str]:
    tell_of_unread()
    return [one.address for one in Message.objects.order_by("created_at")]


@pytest.mark.both_engines
def test_a_left_message_is_counted_until_it_is_answered_and_told_of_once_a_day(
    client: Client, tonight: Evening
) -> None:
    with time_machine.travel(clock.now().replace(hour=9), tick=False) as moment:
        visitor = VisitorFactory(service=tonight.service, nickname="heron")
        conversation = letters.leave_message(visitor=visitor, words="I could not sleep", by=visitor.user)
        assert told() == []
        moment.shift(5 * MINUTE)
        letters.leave_message(visitor=visitor, words="And again", by=visitor.user)
        assert (told(), told()) == ([tonight.sue.email], [tonight.sue.email])
        desk = ("/counselling/desk/", "/counselling/desk/waiting/")
        for user, paths in ((tonight.cleo, desk), (tonight.sue, ("/counselling/board/",))):
            client.force_login(user)
            for path in paths:
                assert "1 left message waits for an answer" in text(client.get(path))
            assert "1 left message waits, the oldest for 5" in text(client.get("/home/"))
        who = Participant.objects.select_related("user").get(conversation=conversation)
        room = Room(conversation, {"Robin": who, "Cleo": letters.answer(conversation=conversation, by=tonight.cleo)})
        assert "1 left message waits" in text(client.get("/counselling/board/"))  # read is not answered
        moment.shift(MINUTE)
        room.say("Cleo", "I am glad you wrote")
        assert "left message" not in text(client.get("/counselling/board/"))
        moment.shift(MINUTE)
        room.say("Robin", "Thank you")
        moment.shift(6 * MINUTE)
        assert len(told()) == 2


def test_a_private_talk_stands_out_after_two_minutes_and_is_told_of_after_five(client: Client) -> None:
    with time_machine.travel(clock.now(), tick=False) as moment:
        night = an_evening()
        aside = rooms.ask_aside(room=night.group, participant=night.room["Robin"], by=night.mo)
        cleo = member_of(night.group.team, RoleName.COUNSELLOR)
        sue = member_of(night.group.team, RoleName.SUPERVISOR)
        client.force_login(cleo)
        desk = text(client.get("/counselling/desk/"))
        assert ("1 private talk waits" in desk, "Nobody has gone in" in desk) == (True, False)
        moment.shift(2 * MINUTE)
        assert "Nobody has gone in" in text(client.get("/counselling/desk/waiting/"))
        assert "1 private talk waits, the oldest for 2" in text(client.get("/home/"))
        assert told() == []
        moment.shift(3 * MINUTE)
        assert (told(), told()) == ([sue.email], [sue.email])
        rooms.take_aside(aside=aside, by=cleo)
        assert "private talk" not in text(client.get("/counselling/desk/waiting/"))


def test_a_private_talk_with_nobody_in_it_says_so_and_its_words_are_unread(client: Client) -> None:
    with time_machine.travel(clock.now(), tick=False) as moment:
        night = an_evening()
        aside = rooms.ask_aside(room=night.group, participant=night.room["Robin"], by=night.mo)
        cleo = member_of(night.group.team, RoleName.COUNSELLOR, first_name="Cleo")
        sue = member_of(night.group.team, RoleName.SUPERVISOR)
        who = Participant.objects.select_related("user").get(conversation=aside.conversation_id)
        page = f"/conversations/{aside.conversation_id}/"
        client.force_login(who.user)
        assert "Nobody is here yet." in text(client.get(page))
        moment.shift(MINUTE)
        Room(aside.conversation, {"Robin": who}).say("Robin", "is anybody there")
        moment.shift(5 * MINUTE)
        assert len(told()) == 2  # of the talk, and of words that nobody has read
        client.force_login(sue)
        board = text(client.get("/counselling/board/"))
        assert (who.name in board, f"{sue.name} was told" in board, "5 minutes" in board) == (True, True, True)
        rooms.take_aside(aside=aside, by=cleo)
        client.force_login(who.user)
        met = text(client.get(page))
        assert ("Nobody is here yet." in met, "Cleo, your counsellor," in met) == (False, True)
