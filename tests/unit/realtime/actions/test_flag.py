"""Danger words: every message of theirs is looked through once, a person answers, and nothing else follows."""

import datetime as dt
import logging
from typing import Any

import pytest

from mhst.access.enums import RoleName
from mhst.audit.models import AuditEvent
from mhst.core import clock, sweeps
from mhst.core.actors import SYSTEM
from mhst.core.errors import NotFound, Refused
from realtime.actions import conversation as conversations
from realtime.actions import flag as actions
from realtime.actions import message as messages
from realtime.enums import FlagKind, FlagOutcome
from realtime.live import checking
from realtime.models import DangerPhrase, Flag, Message
from realtime.phrases.matching import Matcher
from realtime.queries import flag as queries
from realtime.queries import phrase
from sessions_app.actions import duty
from sessions_app.models import Message as Letter
from tests.factories import TeamFactory, member_of
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


class TestAnswering:
    def test_who_answered_what_and_when_is_kept_and_told(self, room: Room) -> None:
        flag = flagged(room)
        for outcome in (FlagOutcome.WATCHING, FlagOutcome.STEPPING_IN):
            actions.answer(flag=flag, outcome=outcome, by=room.user("Cleo"))
        flag.refresh_from_db()
        assert (flag.outcome, flag.answered_by) == ("stepping_in", room.user("Cleo"))
        assert flag.answered_at is not None
        assert [event["kind"] for _, event in told_since(room, "Cleo", {})][-3:] == ["flagged", "answered", "answered"]
        assert AuditEvent.objects.filter(verb="flag.answer", kind="changed").count() == 2

    def test_is_for_who_works_there_and_for_who_supervises(self, room: Room) -> None:
        flag = flagged(room)
        sees = {
            name: list(queries.visible(user)) == [flag]
            for name, user in {
                "who helps": room.user("Cleo"), "supervisor": member_of(room.team, RoleName.SUPERVISOR),
                "another counsellor": member_of(room.team, RoleName.COUNSELLOR), "Robin": room.user("Robin"),
                "supervisor elsewhere": member_of(TeamFactory(), RoleName.SUPERVISOR),
                "practitioner": member_of(room.team, RoleName.PRACTITIONER),
            }.items()
        }  # fmt: skip
        assert [name for name, can in sees.items() if can] == ["who helps", "supervisor"]
        with pytest.raises(Refused, match="answered by those who work"):
            actions.answer(flag=flag, outcome=FlagOutcome.SEEN, by=room.user("Robin"))
        conversations.leave(conversation=room.conversation.pk, by=room.user("Cleo"))
        with pytest.raises(NotFound):
            queries.get_visible(flag.pk, room.user("Cleo"))


class TestWhenNobodyLooks:
    def at(self, time_machine: Any, seconds: int) -> list[str]:
        time_machine.move_to(clock.now() + dt.timedelta(seconds=seconds))
        checking.tell_late()
        return sorted(letter.address for letter in Letter.objects.all())

    def test_the_duty_lead_is_told_and_then_all_who_supervise_each_once(self, room: Room, time_machine: Any) -> None:
        lead, boss = (member_of(room.team, role) for role in (RoleName.SUPERVISOR, RoleName.TEAM_MANAGER))
        today = clock.today()
        duty.add_turn(team=room.team, user=lead, starts_on=today, ends_on=today, by=SYSTEM)
        flag = flagged(room)
        assert self.at(time_machine, 61) == []
        assert queries.shown(flag).is_late
        assert self.at(time_machine, 60) == [lead.email]
        assert self.at(time_machine, 120) == [lead.email]
        assert self.at(time_machine, 60) == sorted([lead.email, lead.email, boss.email])
        assert self.at(time_machine, 600) == sorted([lead.email, lead.email, boss.email])
        assert {letter.details for letter in Letter.objects.all()} == {
            '{"link": "http://localhost:8000/conversations/marked/"}'
        }

    def test_without_anybody_on_duty_all_who_supervise_are_told_at_once(self, room: Room, time_machine: Any) -> None:
        boss = member_of(room.team, RoleName.TEAM_MANAGER)
        flagged(room)
        assert self.at(time_machine, 121) == [boss.email]

    def test_an_answer_in_time_tells_nobody(self, room: Room, time_machine: Any) -> None:
        flag = flagged(room)
        late = queries.unanswered(dt.timedelta(seconds=-1), 1)
        actions.answer(flag=flag, outcome=FlagOutcome.NOT_NEEDED, by=room.user("Cleo"))
        assert (late, [actions.tell(flag_id=id, step=1, by=SYSTEM) for id in late]) == ([flag.pk], [False])
        assert self.at(time_machine, 121) == []
