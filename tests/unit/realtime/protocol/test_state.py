"""What a page shows after it was told what happened is what a page shows that has just been opened."""

import json
import subprocess
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from mhst.core import clock
from mhst.core.actors import SYSTEM
from realtime.actions import conversation as conversations
from realtime.actions import ending as endings
from realtime.actions import message as messages
from realtime.actions import pause as pauses
from realtime.actions.marked import answer
from realtime.enums import STANDS_IN, Audience, Decision, EventKind, FlagOutcome, Part, PostReason
from realtime.live import checking
from realtime.models import Flag
from realtime.protocol import state as states
from tests.factories import member_of
from tests.factories.counselling import VisitFactory
from tests.support.conversation import Room, group_room, one_to_one, state_of, told_since, young_person

pytestmark = [pytest.mark.django_db]

PAGES_OWN = Path("realtime/static/realtime/state.mjs").resolve()
KEPT_BY_PAGES = ("state", "people", "helps", "ends_at", "ending")
MID = UUID("0190f3c8-0000-7000-8000-00000000000a")


def take_back(room: Room, name: str) -> None:
    messages.withdraw(conversation=room.conversation.pk, mid=MID, by=room.user(name))


def look_and_answer(room: Room) -> None:
    """What was written is looked through, and the first mark answered."""
    checking.check()
    answer(marked=Flag.objects.earliest("created_at"), outcome=FlagOutcome.WATCHING, by=room.user("Cleo"))


def stop_in_danger(room: Room) -> None:
    """As a visit to the queue keeps it, and staff see it."""
    times = dict.fromkeys(("claimed_at", "ended_at"), clock.now())
    VisitFactory(
        conversation=room.conversation, holder=room.user("Cleo"), state="closed", was_stopped=True, **times
    )  # fmt: skip
    pauses.leave_page(by=room.user("Robin"))


def an_evening(room: Room) -> list[Callable[[], object]]:
    """One step after the other, until everything that can happen in a conversation of two has."""
    cara = member_of(room.team, "counsellor")
    return [
        lambda: room.say("Robin", "Hello", mid=MID),
        lambda: room.say("Robin", "There is no point in trying"),
        lambda: look_and_answer(room),
        lambda: room.say("Cleo", "Hello Robin"),
        lambda: room.whisper("Cleo", "New tonight", mid=MID),
        lambda: take_back(room, "Robin"),
        lambda: take_back(room, "Cleo"),
        lambda: room.join("Cara", cara, Part.WORKER),
        lambda: conversations.assign(conversation=room.conversation, to=room["Cara"], epoch=1, by=SYSTEM),
        lambda: room.say("Cara", "I am Cara"),
        lambda: conversations.leave(conversation=room.conversation.pk, by=room.user("Cara")),
        lambda: room.join("Cleo", room.user("Cleo"), Part.WORKER),
        lambda: conversations.assign(conversation=room.conversation, to=room["Cleo"], epoch=2, by=SYSTEM),
        lambda: room.join("Cara", cara, Part.WORKER),
        lambda: pauses.take_moment(conversation=room.conversation.pk, by=room.user("Robin")),
        lambda: pauses.come_back(conversation=room.conversation.pk, by=room.user("Robin")),
        lambda: pauses.leave_page(by=room.user("Robin")),
        lambda: pauses.come_back(conversation=room.conversation.pk, by=room.user("Robin")),
        lambda: stop_in_danger(room),
        lambda: pauses.come_back(conversation=room.conversation.pk, by=room.user("Robin")),
        lambda: conversations.assign(
            conversation=room.conversation, to=room["Cara"], epoch=3, may_say_goodbye=True, by=SYSTEM
        ),
        lambda: room.say("Cleo", "Goodbye Robin"),
        lambda: conversations.leave(conversation=room.conversation.pk, by=room.user("Cleo")),
        lambda: room.join("Cleo", room.user("Cleo"), Part.WORKER),
        lambda: endings.propose(conversation=room.conversation.pk, by=room.user("Cara")),
        lambda: endings.write_summary(
            conversation=room.conversation.pk, words="We talked", version=0, by=room.user("Robin")
        ),
        lambda: conversations.tell_changed(conversation=room.conversation.pk, by=SYSTEM),
        lambda: conversations.end(conversation=room.conversation, by=SYSTEM),
    ]


def a_group(room: Room) -> list[Callable[[], object]]:
    """And in a moderated room."""
    mids = [uuid4() for _ in range(4)]
    kind_word = "Thank you for telling us. Here we leave that out."
    return [
        *[lambda mid=mid: room.say("Robin", f"Post {mid}", mid=mid) for mid in mids],
        lambda: room.say("Sam", "Taken back while it waits", mid=MID),
        lambda: take_back(room, "Sam"),
        lambda: room.decide("Mo", "Robin", mids[0], Decision.RELEASE),
        lambda: room.decide("Mo", "Robin", mids[1], Decision.RELEASE, "Changed"),
        lambda: room.decide("Mo", "Robin", mids[2], Decision.NOT_PUBLISH, kind_word),
        lambda: room.decide("Mo", "Robin", mids[3], Decision.SECOND),
        lambda: messages.withdraw(conversation=room.conversation.pk, mid=mids[0], by=room.user("Robin")),
        lambda: room.say("Mo", "Let us talk about sleep"),
        lambda: room.join("Kit", young_person(), Part.PERSON),
        lambda: room.decide("Max", "Robin", mids[3], Decision.RELEASE),
        lambda: messages.take_down(
            conversation=room.conversation.pk, author=room["Robin"].pk, mid=mids[3], words=kind_word,
            reason=PostReason.values[0], by=room.user("Mo"),
        ),
    ]  # fmt: skip


def as_pages_have_it(tales: list[list[list[tuple[str, Any]]]], anew: list[Any]) -> Any:
    """What the page's own code keeps after each step of each tale, and after a `reset` from each to the last."""
    run = subprocess.run(
        ["node", Path("tests/unit/realtime/static/state.mjs"), PAGES_OWN],
        input=json.dumps({"empty": states.empty(), "tales": tales, "anew": anew}), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    return json.loads(run.stdout)


def test_old_state_and_what_happened_is_the_fresh_state_for_every_kind_of_event() -> None:
    seen: set[tuple[str, str]] = set()
    tales: list[list[list[tuple[str, Any]]]] = []
    kept: list[list[Any]] = []
    anew: list[Any] = []
    for room, steps in ((one_to_one(), an_evening), (group_room(), a_group)):
        readers = [name for name in ("Robin", "Sam", "Cleo", "Mo") if name in room.people]
        shown = {name: states.empty() for name in readers}
        cursors: dict[str, dict[int, int]] = {name: {} for name in readers}
        tale: dict[str, list[list[tuple[str, Any]]]] = {name: [] for name in readers}
        keeps: dict[str, list[Any]] = {name: [] for name in readers}
        for step in [lambda: None, *steps(room)]:
            step()
            for name in readers:
                if room.people[name].left_at is None:
                    tale[name].append(told_since(room, name, cursors[name]))
                    for stream, event in tale[name][-1]:
                        states.apply(shown[name], stream, event)
                        seen.add((event["kind"], stream))
                    assert shown[name] == state_of(room, name)
                    keeps[name].append(deepcopy({what: shown[name][what] for what in KEPT_BY_PAGES}))
        tales += tale.values()
        kept += keeps.values()
        for name in readers:  # who begins from nothing, after all of it, sees the same
            fresh = states.empty()
            for stream, event in told_since(room, name, {}):
                states.apply(fresh, stream, event)
            assert fresh == state_of(room, name)
            anew.append(fresh)
    assert seen == {(kind.value, stream.value) for kind in EventKind for stream in STANDS_IN[kind]}
    found = as_pages_have_it(tales, anew)
    assert found["after"] == kept
    lasts = [{what: fresh[what] for what in KEPT_BY_PAGES} for fresh in anew]
    assert [last["state"] for last in lasts] == ["ended", "ended", "open", "open", "open"]
    assert found["anew"] == [[last] * len(steps) for last, steps in zip(lasts, kept, strict=True)]


def test_events_that_come_again_change_nothing() -> None:
    """A page that has just been opened is told some of what its state holds already."""
    room = group_room()
    for step in a_group(room):
        step()
    for name in ("Robin", "Mo"):
        state = state_of(room, name)
        for stream, event in told_since(room, name, {}):
            states.apply(state, stream, event)
        assert state == state_of(room, name)


def test_a_moderator_reads_no_stream_of_one_person() -> None:
    assert {stream for stream, _ in told_since(group_room(), "Mo", {})} <= {Audience.OPEN, Audience.STAFF}
