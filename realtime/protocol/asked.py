"""Frames from a page to the server."""

from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from realtime.enums import Audience, Decision


@dataclass(frozen=True)
class Cursor:
    """How far a page has read one stream: the number of the last event it has, and that event's mark.

    The mark tells whether it is still the same event: after a database was put back from a backup, or with a cursor
    of another conversation, it is not, and the page is told to begin anew.
    """

    seq: int
    mark: str


@dataclass(frozen=True)
class Talk:
    """One conversation that a page wants to follow. Where it has some cursors, a stream without one is read from its
    beginning."""

    conversation: UUID
    cursors: dict[Audience, Cursor] = field(default_factory=dict)


@dataclass(frozen=True)
class Hello:
    """The first frame: the version of the protocol, and what the page follows from which cursors."""

    NAME: ClassVar = "hello"
    version: int
    talks: tuple[Talk, ...]


@dataclass(frozen=True)
class Send:
    """Words, under an id that the page made when send was pressed and keeps until it has an answer.

    Sent again with the same words it gets the same answer. Who helps names the epoch of their assignment.
    """

    NAME: ClassVar = "send"
    conversation: UUID
    mid: UUID
    words: str
    audience: Audience = Audience.OPEN
    epoch: int | None = None


@dataclass(frozen=True)
class Withdraw:
    """Take one's own message back."""

    NAME: ClassVar = "withdraw"
    conversation: UUID
    mid: UUID


@dataclass(frozen=True)
class Decide:
    """What to do with the post `mid` of `author`.

    `words` are the changed post when it is released, and the kind word to its author when it is not published; then
    `reason` says why, by its code.
    """

    NAME: ClassVar = "decide"
    conversation: UUID
    author: UUID
    mid: UUID
    decision: Decision
    words: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Moment:
    """Take a moment, or be back from it. Nobody is asked to hurry."""

    NAME: ClassVar = "moment"
    conversation: UUID
    on: bool


@dataclass(frozen=True)
class Leave:
    """Leave a conversation for good, for everybody to see.

    Whom alone it is for stops it by that, as by "I want to stop": it ends, they keep what was written and can come
    again; where somebody may be in danger it stays open, and they count as having left the page. Who helps in a chat
    hands it over or ends it first.
    """

    NAME: ClassVar = "leave"
    conversation: UUID


@dataclass(frozen=True)
class Typing:
    """Somebody is writing. Carries no words, and is the first thing dropped when there is much to do."""

    NAME: ClassVar = "typing"
    conversation: UUID


@dataclass(frozen=True)
class Seen:
    """Up to where the page has got each stream: every 20 events or 2 seconds, and in answer to a `beat`."""

    NAME: ClassVar = "seen"
    conversation: UUID
    heads: dict[Audience, int]


@dataclass(frozen=True)
class Read:
    """Up to where the person has read the open stream. Those whom the conversation is for send none."""

    NAME: ClassVar = "read"
    conversation: UUID
    seq: int


Frame = Hello | Send | Withdraw | Decide | Moment | Leave | Typing | Seen | Read
Command = Send | Withdraw | Decide | Moment | Leave
FRAMES: tuple[type, ...] = (Hello, Send, Withdraw, Decide, Moment, Leave, Typing, Seen, Read)
