"""Frames from a page to the server, and what each of their values may be."""

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, NamedTuple
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, ConfigDict, FailFast, Field, GetPydanticSchema, StringConstraints
from pydantic_core import core_schema

from realtime.enums import Audience, Decision

BIGGEST = 2**53 - 1  # as far as a browser can count
CANONICAL = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"


def _as_pages_write_it(source: Any, handler: Any) -> core_schema.CoreSchema:
    """An id is compared as text by pages, so that it has one way to be written."""
    written = core_schema.str_schema(pattern=CANONICAL, strict=True)
    of_a_page = core_schema.chain_schema([written, core_schema.uuid_schema(strict=False)])
    return core_schema.union_schema([core_schema.is_instance_schema(UUID), of_a_page])


def _of_whole_letters(words: str) -> str:
    """Half a letter no screen can show. Raises: ValueError."""
    words.encode()
    return words


Id = Annotated[UUID, GetPydanticSchema(_as_pages_write_it)]
Number = Annotated[int, Field(strict=True, ge=0, le=BIGGEST)]
Words = Annotated[str, Field(strict=True), AfterValidator(_of_whole_letters)]
Yes = Annotated[bool, Field(strict=True)]
Mark = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9a-f]{8}$")]


def _a_list(cursor: Any) -> Any:
    """Raises: ValueError."""
    if not isinstance(cursor, list | tuple):
        raise ValueError("cursor")
    return cursor


def _few(by_stream: Any) -> Any:
    """No more than there are streams, or each of thousands would be told to be wrong. Raises: ValueError."""
    if not isinstance(by_stream, dict) or len(by_stream) > len(Audience):
        raise ValueError("streams")
    return by_stream


class Exact:
    """Has its fields and no others."""

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")
    NAME: ClassVar[str]


class Cursor(NamedTuple):
    """How far a page has read one stream: the number of the last event it has, and that event's mark.

    The mark tells whether it is still the same event: after a database was put back from a backup, or with a cursor
    of another conversation, it is not, and the page is told to begin anew.
    """

    seq: Number
    mark: Mark


#: By stream.
Cursors = Annotated[dict[Audience, Annotated[Cursor, BeforeValidator(_a_list)]], BeforeValidator(_few)]
Heads = Annotated[dict[Audience, Number], BeforeValidator(_few)]


@dataclass(frozen=True)
class Talk(Exact):
    """One conversation that a page wants to follow. Where it has some cursors, a stream without one is read from its
    beginning."""

    conversation: Id
    cursors: Cursors = field(default_factory=dict)


@dataclass(frozen=True)
class Hello(Exact):
    """The first frame: the version of the protocol, and what the page follows from which cursors."""

    NAME: ClassVar = "hello"
    version: Number
    talks: Annotated[tuple[Talk, ...], FailFast()]


@dataclass(frozen=True)
class Send(Exact):
    """Words, under an id that the page made when send was pressed and keeps until it has an answer.

    Sent again with the same words it gets the same answer. Who helps names the epoch of their assignment.
    """

    NAME: ClassVar = "send"
    conversation: Id
    mid: Id
    words: Words
    audience: Audience = Audience.OPEN
    epoch: Number | None = None


@dataclass(frozen=True)
class Withdraw(Exact):
    """Take one's own message back."""

    NAME: ClassVar = "withdraw"
    conversation: Id
    mid: Id


@dataclass(frozen=True)
class Decide(Exact):
    """What to do with the post `mid` of `author`.

    `words` are the changed post when it is released, and the kind word to its author when it is not published; then
    `reason` says why, by its code.
    """

    NAME: ClassVar = "decide"
    conversation: Id
    author: Id
    mid: Id
    decision: Decision
    words: Words = ""
    reason: Words = ""


@dataclass(frozen=True)
class Moment(Exact):
    """Take a moment, or be back from it. Nobody is asked to hurry."""

    NAME: ClassVar = "moment"
    conversation: Id
    on: Yes


@dataclass(frozen=True)
class Leave(Exact):
    """Leave a conversation for good, for everybody to see.

    Whom alone it is for stops it by that, as by "I want to stop": it ends, they keep what was written and can come
    again; where somebody may be in danger it stays open, and they count as having left the page. Who helps in a chat
    hands it over or ends it first.
    """

    NAME: ClassVar = "leave"
    conversation: Id


@dataclass(frozen=True)
class Typing(Exact):
    """Somebody is writing. Carries no words, and is the first thing dropped when there is much to do."""

    NAME: ClassVar = "typing"
    conversation: Id


@dataclass(frozen=True)
class Seen(Exact):
    """Up to where the page has got each stream: every 20 events or 2 seconds, and in answer to a `beat`."""

    NAME: ClassVar = "seen"
    conversation: Id
    heads: Heads


@dataclass(frozen=True)
class Read(Exact):
    """Up to where the person has read the open stream. Those whom the conversation is for send none."""

    NAME: ClassVar = "read"
    conversation: Id
    seq: Number


Frame = Hello | Send | Withdraw | Decide | Moment | Leave | Typing | Seen | Read
Command = Send | Withdraw | Decide | Moment | Leave
FRAMES: tuple[type[Exact], ...] = (Hello, Send, Withdraw, Decide, Moment, Leave, Typing, Seen, Read)
