import datetime as dt
from typing import Any

import pytest
import time_machine

from mhst.core import clock
from mhst.core.actors import SYSTEM
from realtime.actions import conversation as conversations
from realtime.actions import pause as pauses
from realtime.actions.log import Log
from realtime.enums import Audience, Part
from realtime.protocol import there
from realtime.queries import conversation as queries
from realtime.queries import participant as people
from tests.factories import member_of
from tests.support.conversation import Room, one_to_one, young_person
from tests.unit.realtime.actions.test_message import code, told

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def room(db: None) -> Room:
    return one_to_one()


def kinds(room: Room) -> list[str]:
    return [event["kind"] for event in told(room, Audience.OPEN)][3:]


def seen_by(room: Room, name: str) -> list[str]:
    return queries.shown(people.of(room.user(name), [room.conversation.pk])[room.conversation.pk]).there


def test_a_moment_is_seen_by_both_and_over_when_they_say_so(room: Room) -> None:
    for _ in range(2):
        pauses.take_moment(conversation=room.conversation.pk, by=room.user("Robin"))
    assert seen_by(room, "Cleo") == ["Robin is taking a moment."]
    assert seen_by(room, "Robin")[-1] == there.SAYS["my_moment"]
    for _ in range(2):
        pauses.come_back(conversation=room.conversation.pk, by=room.user("Robin"))
    assert kinds(room) == ["moment", "back"]
    assert seen_by(room, "Cleo") == ["Robin is away just now. That is not an ending."]  # no page is connected


def test_leaving_the_page_ends_nothing_and_only_whom_it_is_for_leaves_so(room: Room) -> None:
    other = one_to_one()
    other.join("Robin", room.user("Robin"), Part.PERSON)
    with time_machine.travel(dt.datetime(2026, 11, 27, 19, 40, tzinfo=dt.UTC), tick=False):
        pauses.leave_page(by=room.user("Robin"))
        pauses.leave_page(by=room.user("Cleo"))
        assert seen_by(room, "Cleo") == ["Robin left the page, and can come back until 7:55 pm."]
    assert (kinds(room), kinds(other)) == (["left_page"], ["joined", "left_page"])
    assert room.say("Cleo", "Come back whenever you like").state == "stored"


def test_a_chat_that_begins_while_somebody_leaves_the_page_is_not_left(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = one_to_one()

    def locked(conversations: Any) -> Log:
        log = Log(conversations)
        other.join("Robin", room.user("Robin"), Part.PERSON)
        return log

    monkeypatch.setattr(pauses, "Log", locked)
    pauses.leave_page(by=room.user("Robin"))
    assert (kinds(room), kinds(other)) == (["left_page"], ["joined"])


def test_nobody_who_has_just_left_the_page_is_left_behind(room: Room) -> None:
    pauses.leave_page(by=room.user("Robin"))
    left = clock.now()
    with time_machine.travel(left + dt.timedelta(minutes=14)):
        assert code(conversations.end, conversation=room.conversation, by=room.user("Cleo")) == "may-come-back"
    with time_machine.travel(left + dt.timedelta(minutes=16)):
        conversations.end(conversation=room.conversation, by=room.user("Cleo"))
    assert code(pauses.come_back, conversation=room.conversation.pk, by=room.user("Robin")) == "ended"


def test_who_is_not_in_it_takes_no_moment_there(room: Room) -> None:
    assert code(pauses.take_moment, conversation=room.conversation.pk, by=young_person()) == "not-found"


def test_who_helped_before_says_goodbye_and_leads_no_more(room: Room) -> None:
    cara = room.join("Cara", member_of(room.team, "counsellor"), Part.WORKER)
    given = {"conversation": room.conversation, "to": cara, "may_say_goodbye": True}
    conversations.assign(**given, epoch=1, by=room.user("Cleo"))
    assert room.say("Cleo", "From the old page", epoch=1).code == "stale"
    assert room.say("Cleo", "Goodbye Robin").state == "stored"
    assert code(conversations.end, conversation=room.conversation, by=room.user("Cleo")) == (
        "needs-conversation.supervise"
    )
    assert code(conversations.assign, **given | {"to": room["Cleo"]}, epoch=2, by=room.user("Cleo")) == (
        "needs-conversation.supervise"
    )
    assert kinds(room) == ["joined", "assigned", "overlap", "message"]
    assert seen_by(room, "Robin")[0].startswith("Cleo, who was your counsellor, is away")
    conversations.leave(conversation=room.conversation.pk, by=room.user("Cleo"))
    assert room.fresh().goodbye is None
    assert room.say("Cleo").code == "left"


def test_a_second_hand_over_ends_the_first_goodbye(room: Room) -> None:
    for name, epoch in (("Cara", 1), ("Dee", 2)):
        to = room.join(name, member_of(room.team, "counsellor"), Part.WORKER)
        conversations.assign(conversation=room.conversation, to=to, epoch=epoch, may_say_goodbye=True, by=SYSTEM)
    assert kinds(room) == ["joined", "assigned", "overlap", "joined", "assigned", "left", "overlap"]
    assert room.fresh().goodbye == room["Cara"]


@pytest.mark.parametrize(
    ("minutes", "says"),
    [(11, "This chat is meant to last until 8:00 pm."), (10, there.EARLY[2][1]), (5, there.EARLY[1][1]),
     (0, there.EARLY[0][1])],
)  # fmt: skip
def test_early_words_about_the_end(minutes: int, says: str) -> None:
    ends = dt.datetime(2026, 11, 27, 20, tzinfo=dt.UTC)
    assert there.of_the_clock(ends, ends - dt.timedelta(minutes=minutes)) == says
