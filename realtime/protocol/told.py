"""Frames from the server to a page."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from realtime.enums import Audience


@dataclass(frozen=True)
class Reset:
    """Begin anew: forget this conversation's events and cursors, and take this.

    `why` is `new` where the page had no cursor; `unknown`, where its cursor is not of this stream as it stands now;
    `behind`, where it is too far behind to catch up. `state` is who is there, who helps, what is held, whether it
    has ended, and the newest messages; `cursors` say from where events go on.
    """

    NAME: ClassVar = "reset"
    conversation: UUID
    why: str
    state: dict[str, Any]
    cursors: dict[Audience, tuple[int, str]]


@dataclass(frozen=True)
class Events:
    """What has happened in one stream, in order and without a gap: `events[0]` follows the page's cursor.

    A page that has some of them already leaves those out; one that misses any before says hello again.
    """

    NAME: ClassVar = "events"
    conversation: UUID
    stream: Audience
    events: list[dict[str, Any]]


@dataclass(frozen=True)
class Live:
    """The page has everything up to these heads; from now on events come as they happen. `me` is who it is here."""

    NAME: ClassVar = "live"
    conversation: UUID
    me: UUID
    heads: dict[Audience, int]


@dataclass(frozen=True)
class Ack:
    """The message is kept for good: `stored` and shown, or `held` for a moderator. Only now may the page forget it.

    Left out where the page has just been told the message as an event, which says the same.
    """

    NAME: ClassVar = "ack"
    conversation: UUID
    mid: UUID
    state: str


@dataclass(frozen=True)
class Done:
    """A command other than `send` was done."""

    NAME: ClassVar = "done"
    of: str
    conversation: UUID
    mid: UUID | None = None


@dataclass(frozen=True)
class Refused:
    """What was asked is not done, and why: a code, and a sentence for the person.

    `of` is the type of the frame, or `frame` where it could not be read; but of a message whose ids can be read, that
    message is refused.
    """

    NAME: ClassVar = "refused"
    of: str
    code: str
    message: str
    conversation: UUID | None = None
    mid: UUID | None = None


@dataclass(frozen=True)
class Beat:
    """The server is there, every 25 seconds or so, with the heads of what the page follows.

    A page that hears nothing for 40 seconds connects again; one whose cursor is behind a head says hello again.
    """

    NAME: ClassVar = "beat"
    at: dt.datetime
    heads: dict[UUID, dict[Audience, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Writing:
    """Somebody is writing; true for a few seconds unless it comes again."""

    NAME: ClassVar = "writing"
    conversation: UUID
    participant: UUID


@dataclass(frozen=True)
class Presence:
    """Who is there: of each, until when that is known. A time that has passed means away, never that they left."""

    NAME: ClassVar = "presence"
    conversation: UUID
    here_until: dict[UUID, dt.datetime]


@dataclass(frozen=True)
class ReadBy:
    """Up to where somebody has read the open stream."""

    NAME: ClassVar = "read-by"
    conversation: UUID
    participant: UUID
    seq: int


@dataclass(frozen=True)
class Closing:
    """The server is about to close this connection: come back after so many milliseconds, and nothing is lost."""

    NAME: ClassVar = "closing"
    after: int


FRAMES: tuple[type, ...] = (
    Reset, Events, Live, Ack, Done, Refused, Beat, Writing, Presence, ReadBy, Closing,
)  # fmt: skip

#: With which a socket is closed, and what the page does about it.
CLOSES: dict[int, str] = {
    4001: "Signed out: the page says so, keeps unsent words, and stops.",
    4003: "No longer in a conversation it followed: the page says hello again, and learns which.",
    4004: "Nothing heard from the page for a minute: it comes back at once.",
    4008: "Frames that cannot be read, again and again: the page stops and asks to be reloaded.",
    4012: "The server is being replaced: the page comes back after the time that `closing` named.",
    4029: "Too slow to take what it is sent, or too much at once: the page comes back by its cursors.",
}
