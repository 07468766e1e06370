"""Writes docs/protocol.md from the frames themselves."""

import dataclasses
import datetime as dt
import inspect
import json
import typing
from typing import Any
from uuid import UUID

from realtime import protocol
from realtime.enums import STANDS_IN, Audience, Decision, EventKind
from realtime.live import hub
from realtime.live import page as pages
from realtime.protocol import asked, told
from realtime.protocol.refusals import PASSING, REFUSALS
from realtime.protocol.writing import text
from realtime.queries.log import instant

CONVERSATION, SOMEBODY = UUID("0190f3c8-0000-7000-8000-000000000001"), UUID("0190f3c8-0000-7000-8000-000000000002")
MID, MARK = UUID("0190f3c8-0000-7000-8000-00000000000a"), "a1b2c3d4"
AT = dt.datetime(2026, 11, 9, 19, 30, tzinfo=dt.UTC)
MESSAGE = {
    "seq": 8, "mark": "0f1e2d3c", "kind": "message", "at": instant(AT), "author": SOMEBODY, "mid": MID,
    "words": "Hello", "written_at": instant(AT),
}  # fmt: skip
STATE = {"state": "open", "people": {}, "helps": {"participant": None, "epoch": 0, "goodbye": None}, "ends_at": None,
         "ending": None, "messages": {}, "held": {},
         "mine": {}, "flags": {}}  # fmt: skip

#: An example of every frame, field by field in order.
EXAMPLES: list[Any] = [
    asked.Hello(1, (asked.Talk(CONVERSATION, {Audience.OPEN: asked.Cursor(7, MARK)}),)),
    asked.Send(CONVERSATION, MID, "Hello", Audience.OPEN, 3),
    asked.Withdraw(CONVERSATION, MID),
    asked.Decide(CONVERSATION, SOMEBODY, MID, Decision.RELEASE, ""),
    asked.Moment(CONVERSATION, True),
    asked.Leave(CONVERSATION),
    asked.Typing(CONVERSATION),
    asked.Seen(CONVERSATION, {Audience.OPEN: 8}),
    asked.Read(CONVERSATION, 8),
    told.Reset(CONVERSATION, "new", STATE, {Audience.OPEN: (7, MARK)}),
    told.Events(CONVERSATION, Audience.OPEN, [MESSAGE]),
    told.Live(CONVERSATION, SOMEBODY, {Audience.OPEN: 8}),
    told.Ack(CONVERSATION, MID, "stored"),
    told.Done("withdraw", CONVERSATION, MID),
    told.Refused("send", "ended", REFUSALS["ended"], CONVERSATION, MID),
    told.Beat(AT, {CONVERSATION: {Audience.OPEN: 8}}),
    told.Writing(CONVERSATION, SOMEBODY),
    told.Presence(CONVERSATION, {SOMEBODY: AT}),
    told.ReadBy(CONVERSATION, SOMEBODY, 8),
    told.Closing(2500),
]

INTRODUCTION = f"""# The protocol of a conversation

Version {protocol.VERSION}. Why it is like this: [decision 14](decisions/0014-conversation.md).

The database is the queue, and a connection is a view of it. A page opens `/conversations/live/` as a websocket and
sends one frame a message, as JSON text. Where websockets are blocked it posts a list of frames to
`/conversations/poll/`, one `hello` first in each, and gets a list back as soon as there is something to tell, or after
20 seconds. A browser without JavaScript posts a form. All three meet the same checks and the same rows.

**To send**: the page makes an id when send is pressed, keeps the words, and sends until it has `ack`, its own message
as an event, or a lasting `refused`. Sent twice with the same words, a message is kept once and gets the same answer;
with other words it is refused.

**To follow**: `hello` with the cursors the page has. For each conversation the server answers `reset` where it cannot
go on from there, then `events` until the page has everything, then `live`. Streams have a sequence of their own each
and no gaps: `open` for everybody, `staff` for colleagues, `mine` for what became of one's own posts in a moderated
room. An event that a page has already changes nothing; one that skips a number means that something was missed, and
the page says `hello` again.

A frame has at most {protocol.MOST_BYTES // 1024} KiB, a message at most {protocol.MOST_CHARACTERS} characters, and one
page follows at most {protocol.MOST_CONVERSATIONS} conversations, and names each once. Fields that a frame does not
have, values of another kind, binary frames and nesting deeper than a frame can be are refused with a code and a
sentence, and the connection goes on; after 20 such frames it is closed. So is a page that asks much more than anybody
does:
{pages.ASKS:.0f} frames at once and {pages.ASKS_A_SECOND:.0f} a second besides `send`, of which a `hello` counts
{pages.HELLO:.0f}, counted for one person at one server, on whichever pages and transports; what comes by request is
refused as `slow-down` instead, and its `hello` waits for its turn first. So is one that does not say by `seen` that it
has what it is sent; and the longest silent of more than
{hub.MOST_EACH} pages of one person at one server. `typing` is told on every {pages.TYPING:.0f} seconds at most, and
whatever only matters now is dropped first.
"""


def page() -> str:
    """Every frame, event, refusal and close code."""
    parts = [INTRODUCTION, "This page is written from the code by `make fix`; a test compares them.\n"]
    for title, frames in (("From the page", asked.FRAMES), ("From the server", told.FRAMES)):
        parts += [f"## {title}\n", *(_frame(frame) for frame in frames)]
    parts += ["## Events\n", "Every event has `seq`, `mark`, `kind` and `at`.\n"]
    parts += ["| Kind | Stands in | What happened |", "|---|---|---|"]
    parts += [f"| `{kind}` | {_listed(STANDS_IN[kind])} | {kind.label} |" for kind in EventKind]
    parts += ["\n## Refusals\n", "| Code | The sentence | The page |", "|---|---|---|"]
    parts += [f"| `{code}` | {says} | {_does(code)} |" for code, says in REFUSALS.items()]
    parts += ["\n## Close codes\n", "| Code | What it means |", "|---|---|"]
    parts += [f"| {code} | {means} |" for code, means in told.CLOSES.items()]
    return "\n".join([*parts, ""])


def _frame(frame: Any) -> str:
    example = next(one for one in EXAMPLES if type(one) is frame)
    hints = typing.get_type_hints(frame)
    fields = [f"| `{f.name}` | {_kind(hints[f.name])} | {_need(f)} |" for f in dataclasses.fields(frame)]
    words = (inspect.getdoc(frame) or "").strip()
    shown = json.dumps(_wire(example))
    table = ["| Field | Kind | |", "|---|---|---|", *fields]
    return "\n".join([f"### `{frame.NAME}`\n", words, "", "```json", shown, "```", "", *table, ""])


def _wire(example: Any) -> dict[str, Any]:
    if not isinstance(example, asked.Hello):
        return dict(json.loads(text(example)))
    (talk,) = example.talks
    cursors = {name: [c.seq, c.mark] for name, c in talk.cursors.items()}
    talks = [{"conversation": str(talk.conversation), "cursors": cursors}]
    return {"type": "hello", "version": example.version, "talks": talks}


def _kind(hint: Any) -> str:
    names = {UUID: "id", str: "text", bool: "yes or no", int: "number", dt.datetime: "time",
             Audience: "stream", Decision: "decision",
             asked.Cursor: "[number, mark]", asked.Talk: "conversation and cursors", type(None): "nothing",
             Any: "anything"}  # fmt: skip
    if hint in names:
        return names[hint]
    inside = [_kind(one) for one in typing.get_args(hint) if one is not Ellipsis]
    origin = typing.get_origin(hint)
    if origin is dict:
        return f"{inside[1]} by {inside[0]}"
    if origin in {list, tuple}:
        return "[" + ", ".join(inside) + "]" if len(inside) > 1 else f"list of {inside[0]}"
    return " or ".join(inside)


def _need(field: Any) -> str:
    none = dataclasses.MISSING
    return "" if field.default is none and field.default_factory is none else "may be left out"


def _listed(streams: frozenset[Audience]) -> str:
    return ", ".join(f"`{one}`" for one in Audience if one in streams)


def _does(code: str) -> str:
    return "tries again by itself" if code in PASSING else "shows it"
