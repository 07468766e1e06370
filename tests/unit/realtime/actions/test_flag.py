"""Danger words: every message of theirs is looked through once, and nothing else follows."""

import datetime as dt
import logging
from typing import Any

import pytest

from mhst.access.enums import RoleName
from mhst.core import clock, sweeps
from mhst.core.actors import SYSTEM
from realtime.actions import conversation as conversations
from realtime.actions import flag as actions
from realtime.actions import message as messages
from realtime.enums import FlagKind
from realtime.live import checking
from realtime.models import DangerPhrase, Flag, Message
from realtime.phrases.matching import Matcher
from realtime.queries import flag as queries
from realtime.queries import phrase
from sessions_app.models import Message as Letter
from tests.factories import member_of
from tests.support.conversation import Room, group_room, one_to_one, state_of, told_since

pytestmark = [pytest.mark.django_db]

DARK = "there is no point in trying"


@pytest.fixture
def room(db: None) -> Room:
    return one_to_one()


def flagged(room: Room, words: str = DARK) -> Flag:
    room.say("Robin", words)
    checking.check()
    return Flag.objects.get(message__author=room["Robin"])


def marks(flag: Flag) -> list[str]:
    return [words for words, rule in queries.shown(flag).pieces if rule]


class TestLooking:
    def test_words_are_marked_for_staff_and_nothing_else_happens(self, room: Room) -> None:
        assert room.say("Robin", f"Hi. {DARK}, is there?").state == "stored"
        before = state_of(room, "Robin")
        flag = flagged(room, "And how are you?")
        shown = queries.shown(flag)
        assert shown.pieces == [("Hi. there is ", ""), ("no point in trying", "Not wanting to live: said as it is"),
                                (", is there?", "")]  # fmt: skip
        assert (flag.outcome, flag.told, shown.is_late) == ("", 0, False)
        after = state_of(room, "Robin")
        assert [one["words"] for one in after["messages"]["open"].values()] == [
            f"Hi. {DARK}, is there?", "And how are you?"
        ]  # fmt: skip
        assert before["flags"] == after["flags"] == {}
        (told,) = state_of(room, "Cleo")["flags"].values()
        assert told["marks"] == [{"start": 13, "end": 31, "name": "Not wanting to live: said as it is"}]
        assert [event["kind"] for _, event in told_since(room, "Robin", {})].count("flagged") == 0

    def test_every_message_is_looked_through_once_whoever_is_killed_between(self, room: Room) -> None:
        room.say("Robin", DARK)
        first, second = queries.looked_through(), queries.looked_through()  # the first was killed before it kept any
        assert (actions.keep(looked=second, by=SYSTEM), actions.keep(looked=first, by=SYSTEM)) == (1, 0)
        assert queries.looked_through() == []
        assert Flag.objects.count() == 1

    def test_words_of_staff_are_not_looked_at(self, room: Room) -> None:
        room.say("Cleo", DARK)
        room.whisper("Cleo", DARK)
        assert checking.check() == 0
        assert (Flag.objects.count(), Message.objects.filter(checked_at=None).count()) == (0, 0)

    def test_held_posts_are_looked_through_too(self) -> None:
        room = group_room()
        room.say("Robin", DARK)
        checking.check()
        assert Flag.objects.get().message.state == "held"

    @pytest.mark.parametrize("what", ["matcher", "list", "letters"])
    def test_what_cannot_be_looked_through_is_told_as_not_checked(
        self, room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, what: str
    ) -> None:
        def fail(*args: Any) -> None:
            raise ValueError(f"cannot read {DARK}")

        if what == "matcher":
            monkeypatch.setattr(Matcher, "marks", fail)
        if what == "list":
            monkeypatch.setattr(phrase, "matcher", fail)
        with caplog.at_level(logging.DEBUG):
            flag = flagged(room, "мне плохо" if what == "letters" else DARK)
        assert (flag.kind, flag.marks, marks(flag)) == (FlagKind.NOT_CHECKED, None, [])
        assert "point" not in caplog.text  # words never stand in logs

    def test_the_worker_looks_through_what_no_process_did(self, room: Room) -> None:
        room.say("Robin", DARK)
        sweeps.sweep_once()
        assert Flag.objects.count() == 1

    def test_marks_are_sealed_and_go_with_the_words(self, room: Room) -> None:
        flag = flagged(room)
        assert b"suicide" not in bytes(flag.marks)
        room.say("Robin", DARK)
        conversations.end(conversation=room.conversation, by=SYSTEM)
        looked = queries.looked_through()
        conversations.erase(conversation=room.conversation, by=SYSTEM)
        assert actions.keep(looked=looked, by=SYSTEM) == 0  # nothing is sealed with a key that is gone
        flag.message.conversation.refresh_from_db()
        assert queries.shown(flag).pieces == []
        assert [event["flag"] for _, event in told_since(room, "Cleo", {}) if event["kind"] == "flagged"] == [None]

    def test_and_an_erased_conversation_is_passed_over(self, room: Room) -> None:
        room.say("Robin", DARK)
        conversations.end(conversation=room.conversation, by=SYSTEM)
        conversations.erase(conversation=room.conversation, by=SYSTEM)
        checking.check()
        assert (Flag.objects.count(), checking.check()) == (0, 0)

    def test_taken_back_words_stay_marked(self, room: Room) -> None:
        sent = room.out("Robin", DARK)
        messages.send(messages=[sent], by=SYSTEM)
        messages.withdraw(conversation=room.conversation.pk, mid=sent.mid, by=room.user("Robin"))
        checking.check()
        assert marks(Flag.objects.get()) == ["no point in trying"]


class TestTheList:
    def test_a_change_counts_from_the_next_message_on_and_the_flag_names_the_list(self, room: Room) -> None:
        first = flagged(room)
        DangerPhrase.objects.create(words="purple tuesday", about="danger")
        room.say("Robin", "it is purple tuesday")
        checking.check()
        second = Flag.objects.latest("created_at")
        assert marks(second) == ["purple tuesday"]
        assert first.list_version != second.list_version == phrase.matcher().version

    def test_a_phrase_that_is_taken_off_marks_nothing(self, room: Room) -> None:
        DangerPhrase.objects.create(words="purple tuesday", about="danger", is_used=False)
        room.say("Robin", "it is purple tuesday")
        checking.check()
        assert Flag.objects.count() == 0

    def test_where_nobody_keeps_a_list_the_starting_one_is_used(self, room: Room) -> None:
        DangerPhrase.objects.all().delete()
        assert marks(flagged(room)) == ["no point in trying"]

    def test_nor_is_a_message_looked_through_for_nothing_where_all_are_off(self, room: Room) -> None:
        DangerPhrase.objects.update(is_used=False)
        assert marks(flagged(room)) == ["no point in trying"]


def test_the_process_tells_of_what_nobody_has_answered_in_time(room: Room, time_machine: Any) -> None:
    boss = member_of(room.team, RoleName.TEAM_MANAGER)
    flagged(room)
    for seconds in (119, 2, 2):
        time_machine.move_to(clock.now() + dt.timedelta(seconds=seconds))
        checking.tell_late()
    assert [letter.address for letter in Letter.objects.all()] == [boss.email]
