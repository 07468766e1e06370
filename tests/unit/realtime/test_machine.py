"""Send, retry, drop, resume, hold, release and hand over in any order: what was promised holds after every step."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from mhst.core.actors import SYSTEM
from mhst.core.errors import DomainError
from realtime.actions import conversation as conversations
from realtime.actions import message as messages
from realtime.enums import Decision, Part
from realtime.protocol import state as states
from realtime.queries import arrival
from realtime.queries import participant as people
from tests.factories import member_of
from tests.support.conversation import Room, group_room, one_to_one, state_of, told_since

NAMES = {"one": ("Robin", "Cleo", "Cara"), "group": ("Robin", "Sam", "Mo")}
who = st.sampled_from(["Robin", "Sam", "Cleo", "Cara", "Mo"])


def refusal(do: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    """The code it is refused with; nothing when it is done."""
    try:
        do(*args, **kwargs)
    except DomainError as error:
        return error.code
    return ""


class Evening(RuleBasedStateMachine):
    """Two rooms: a conversation of two that is handed over, and a moderated group."""

    sent = Bundle("sent")
    checked = 0

    @initialize()
    def begin(self) -> None:
        self.rooms: dict[str, Room] = {"one": one_to_one(), "group": group_room()}
        one = self.rooms["one"]
        one.join("Cara", member_of(one.team, "counsellor"), Part.WORKER)
        self.answers: dict[tuple[str, str, UUID], tuple[str, str]] = {}
        self.pages = {(room, name): states.empty() for room, names in NAMES.items() for name in names}
        self.cursors: dict[tuple[str, str], dict[int, int]] = {page: {} for page in self.pages}
        self.epochs = dict.fromkeys(self.pages, 1)

    @rule(target=sent, room=st.sampled_from(["one", "group"]), name=who, words=st.sampled_from(["Hello", "Yes", "No"]))
    def send(self, room: str, name: str, words: str) -> Any:
        mid = uuid4()
        return (room, name, mid, words) if self._say(room, name, mid, words) else (room, "", mid, words)

    @rule(message=sent, other=st.booleans())
    def retry(self, message: Any, other: bool) -> None:
        """The acknowledgement was lost: the same id again, with the same words or, by mistake, with others."""
        room, name, mid, words = message
        self._say(room, name, mid, f"{words} other" if other else words)

    def _say(self, room: str, name: str, mid: UUID, words: str) -> bool:
        if name not in NAMES[room]:
            return False
        epoch = self.epochs[room, name] if self.rooms[room][name].part == Part.WORKER else None
        answer = self.rooms[room].say(name, words, mid=mid, epoch=epoch)
        before = self.answers.get((room, name, mid))
        if before is not None:
            assert (answer.state, answer.code) == ((before[0], "") if before[1] == words else ("", "other-words"))
        elif answer.state:
            self.answers[room, name, mid] = answer.state, words
            one = self.rooms["one"].fresh()
            if epoch is not None:
                assert (one.epoch, one.helps_id) == (
                    epoch,
                    self.rooms[room][name].pk,
                )  # nobody writes after a hand-over
        return bool(answer.state)

    @rule(to=st.sampled_from(["Cleo", "Cara"]), comes_back=st.booleans())
    def hand_over(self, to: str, comes_back: bool) -> None:
        room = self.rooms["one"]
        if comes_back:
            room.join(to, room.user(to), Part.WORKER)
        try:
            epoch = conversations.assign(
                conversation=room.conversation, to=room[to], epoch=room.fresh().epoch, by=SYSTEM
            )  # fmt: skip
        except DomainError:
            return
        self.epochs["one", to] = epoch

    @rule(name=st.sampled_from(["Cleo", "Cara"]))
    def come_back(self, name: str) -> None:
        """Beside whoever helps now, with the page that was open before the hand-over."""
        self.rooms["one"].join(name, self.rooms["one"].user(name), Part.WORKER)

    @rule(message=sent, decision=st.sampled_from(list(Decision)), name=st.sampled_from(["Mo", "Max"]))
    def decide(self, message: Any, decision: Decision, name: str) -> None:
        room, author, mid, _ = message
        if room == "group" and author:
            code = refusal(self.rooms[room].decide, name, author, mid, decision, "A kind word")
            assert code in {"", "decided", "no-message", "own-second"}

    @rule(message=sent)
    def withdraw(self, message: Any) -> None:
        room, name, mid, _ = message
        if name:
            at = self.rooms[room]
            code = refusal(messages.withdraw, conversation=at.conversation.pk, mid=mid, by=at.user(name))
            assert code in {"", "decided", "left"}

    @rule(page=st.sampled_from([("one", "Robin"), ("group", "Robin"), ("group", "Sam"), ("group", "Mo")]))
    def resume(self, page: tuple[str, str]) -> None:
        """A page that was away is told what it missed, and shows what a fresh one shows."""
        room, name = page
        for stream, event in told_since(self.rooms[room], name, self.cursors[page]):
            states.apply(self.pages[page], stream, event)
        assert self.pages[page] == state_of(self.rooms[room], name)

    @rule()
    def drop(self) -> None:
        """Everything this page knew is gone: it begins anew."""
        self.pages["group", "Sam"], self.cursors["group", "Sam"] = states.empty(), {}

    @invariant()
    def every_promise_holds(self) -> None:
        Evening.checked += 1
        for name, room in self.rooms.items():
            who_is = people.of(room.user("Robin"), [room.conversation.pk])[room.conversation.pk]
            events = arrival.log.after({line.stream: 0 for line in arrival.seat.lines_of(who_is).values()})
            for told in events.values():
                assert [event["seq"] for event in told] == list(range(1, len(told) + 1))
            shown = [(e["author"], e["mid"]) for told in events.values() for e in told if e["kind"] == "message"]
            assert len(shown) == len(set(shown))
            stored = {(str(room[by].pk), str(mid)) for (where, by, mid), (state, _) in self.answers.items()
                      if where == name and state == "stored"}  # fmt: skip
            assert stored <= set(shown)


@pytest.mark.django_db
def test_every_promise_holds_in_any_order(time_machine: Any) -> None:
    time_machine.move_to("2026-11-09 19:00:00+00:00", tick=False)
    few = settings(max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Evening, settings=few)
    assert Evening.checked > 100
