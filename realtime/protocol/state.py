"""What a page shows of a conversation, and how each event changes it. The page's own code does the same."""

from collections.abc import Callable
from typing import Any

from realtime.enums import Audience, Decision, EventKind

State = dict[str, Any]
Event = dict[str, Any]


def empty() -> State:
    return {
        "state": "open",
        "people": {},
        "helps": {"participant": None, "epoch": 0, "goodbye": None},
        "ends_at": None,
        "ending": None,
        "messages": {Audience.OPEN.value: {}, Audience.STAFF.value: {}},
        "held": {},
        "mine": {},
        "flags": {},
    }


def key(author: Any, mid: Any) -> str:
    """Names one message: ids that pages make are their authors' own."""
    return f"{author} {mid}"


def apply(state: State, stream: str, event: Event) -> None:
    """Change `state` by what happened."""
    STEPS[EventKind(event["kind"])](state, stream, event)


def _message(state: State, stream: str, event: Event) -> None:
    told = {name: event[name] for name in ("author", "mid", "words", "written_at")}
    gone = {"withdrawn": event["words"] is None, "taken_down": event.get("taken_down", False)}
    state["messages"][stream][key(event["author"], event["mid"])] = told | gone


def _withdrawn(state: State, stream: str, event: Event) -> None:
    name = key(event["author"], event["mid"])
    if stream == Audience.MINE:
        state["mine"][event["mid"]] = {"state": "withdrawn", "words": None}
        return
    if message := state["messages"][stream].get(name):
        message |= {"words": None, "withdrawn": True, "taken_down": event.get("taken_down", False)}
    if stream == Audience.STAFF:
        state["held"].pop(name, None)


def _joined(state: State, stream: str, event: Event) -> None:
    told = {"name": event["name"], "part": event["part"], "has_left": False, "pause": "", "paused_at": None}
    state["people"][event["participant"]] = told


def _left(state: State, stream: str, event: Event) -> None:
    state["people"][event["participant"]] |= {"has_left": True, "pause": "", "paused_at": None}
    for place in ("participant", "goodbye"):
        if state["helps"][place] == event["participant"]:
            state["helps"][place] = None


def _assigned(state: State, stream: str, event: Event) -> None:
    state["helps"] = {"participant": event["participant"], "epoch": event["epoch"], "goodbye": None}
    state["ends_at"] = event["ends_at"]


def _overlap(state: State, stream: str, event: Event) -> None:
    state["helps"]["goodbye"] = event["participant"]


def _paused(state: State, stream: str, event: Event) -> None:
    state["people"][event["participant"]] |= {"pause": event["kind"], "paused_at": event["at"]}


def _back(state: State, stream: str, event: Event) -> None:
    state["people"][event["participant"]] |= {"pause": "", "paused_at": None}


def _proposed(state: State, stream: str, event: Event) -> None:
    state["ending"] = {"proposed_by": event["participant"], "changed_by": None}


def _summary(state: State, stream: str, event: Event) -> None:
    state["ending"]["changed_by"] = event["participant"]


def _held(state: State, stream: str, event: Event) -> None:
    if event["words"] is None:  # withdrawn since
        return
    told = {name: event[name] for name in ("author", "mid", "words", "written_at")}
    state["held"][key(event["author"], event["mid"])] = told | {"second": False}


def _decided(state: State, stream: str, event: Event) -> None:
    name = key(event["author"], event["mid"])
    if event["decision"] == Decision.SECOND:
        if name in state["held"]:
            state["held"][name]["second"] = True
    else:
        state["held"].pop(name, None)


def _checking(state: State, stream: str, event: Event) -> None:
    state["mine"][event["mid"]] = {"state": "checking", "words": event["words"]}


def _released(state: State, stream: str, event: Event) -> None:
    state["mine"][event["mid"]] = {"state": "changed" if event["changed"] else "released", "words": None}


def _not_published(state: State, stream: str, event: Event) -> None:
    state["mine"][event["mid"]] = {"state": "not_published", "words": event["words"]}


def _flagged(state: State, stream: str, event: Event) -> None:
    if event["flag"] is not None:  # erased since
        state["flags"][key(event["author"], event["mid"])] = event["flag"]


def _changed(state: State, stream: str, event: Event) -> None:
    """The page asks for what is beside the conversation; nothing of the conversation itself is another."""


def _ended(state: State, stream: str, event: Event) -> None:
    state["state"] = "ended"


STEPS: dict[EventKind, Callable[[State, str, Event], None]] = {
    EventKind.MESSAGE: _message,
    EventKind.WITHDRAWN: _withdrawn,
    EventKind.JOINED: _joined,
    EventKind.LEFT: _left,
    EventKind.ASSIGNED: _assigned,
    EventKind.HELD: _held,
    EventKind.DECIDED: _decided,
    EventKind.CHECKING: _checking,
    EventKind.RELEASED: _released,
    EventKind.NOT_PUBLISHED: _not_published,
    EventKind.MOMENT: _paused,
    EventKind.LEFT_PAGE: _paused,
    EventKind.STOPPED: _paused,
    EventKind.BACK: _back,
    EventKind.OVERLAP: _overlap,
    EventKind.PROPOSED: _proposed,
    EventKind.SUMMARY: _summary,
    EventKind.FLAGGED: _flagged,
    EventKind.ANSWERED: _flagged,
    EventKind.CHANGED: _changed,
    EventKind.ENDED: _ended,
}
