"""Who in this process reads which stream, and telling them what happened, from the database and in order."""

import asyncio
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import Error as DatabaseError

from realtime.enums import Audience
from realtime.live.database import Database
from realtime.live.late import Seldom
from realtime.protocol import told
from realtime.protocol.writing import text
from realtime.queries import log as logs

if TYPE_CHECKING:
    from realtime.live.page import Page

AGAIN = 0.5
#: So many pages may one person have here, which is more than anybody looks at.
MOST_EACH = 20
log = logging.getLogger(__name__)


class Seat:
    """One page in one conversation. `sent` is how far it has been told each stream; None while it catches up."""

    __slots__ = (
        "conversation", "holds_posts", "is_staff", "page", "participant", "read", "sent", "streams", "wrote_at",
    )  # fmt: skip

    def __init__(
        self, page: "Page", conversation: UUID, participant: UUID, streams: dict[Audience, int], is_staff: bool,
        holds_posts: bool,
    ) -> None:  # fmt: skip
        self.page, self.conversation, self.participant = page, conversation, participant
        self.streams, self.is_staff, self.holds_posts = streams, is_staff, holds_posts
        self.sent: dict[int, int | None] = dict.fromkeys(streams.values())
        self.read, self.wrote_at = 0, float("-inf")


class Line:
    """One stream that somebody here reads. `pushed`: how far those who are not catching up have been told."""

    __slots__ = ("audience", "conversation", "head", "pushed", "seats")

    def __init__(self, conversation: UUID, audience: Audience) -> None:
        self.conversation, self.audience = conversation, audience
        self.head, self.pushed = 0, -1
        self.seats: set[Seat] = set()


class Hub:
    """All of one process. Touched only in its event loop."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.lines: dict[int, Line] = {}
        self.pages: set[Page] = set()
        self._of: dict[UUID, set[Page]] = {}
        self._open: dict[UUID, Line] = {}  # by conversation: everybody in it reads this one
        self._behind: set[int] = set()
        self._bell = asyncio.Event()
        self._seldom = Seldom()

    def came(self, page: "Page") -> "Page | None":
        """One more is connected; of too many of one person gives the one that was not heard of for the longest."""
        self.pages.add(page)
        theirs = self._of.setdefault(page.user.pk, set())
        theirs.add(page)
        return min(theirs - {page}, key=lambda one: one.heard_at) if len(theirs) > MOST_EACH else None

    def went(self, page: "Page") -> None:
        self.pages.discard(page)
        theirs = self._of.get(page.user.pk, set())
        theirs.discard(page)
        if not theirs:
            self._of.pop(page.user.pk, None)

    def sit(self, seat: Seat) -> None:
        """From now on nothing that happens there passes this seat by."""
        for audience, stream in seat.streams.items():
            line = self.lines.setdefault(stream, Line(seat.conversation, audience))
            line.seats.add(seat)
            if audience == Audience.OPEN:
                self._open[seat.conversation] = line

    def rise(self, seat: Seat) -> None:
        for audience, stream in seat.streams.items():
            line = self.lines.get(stream)
            if line is not None:
                line.seats.discard(seat)
                if not line.seats:
                    del self.lines[stream]
                    self._behind.discard(stream)
                    if audience == Audience.OPEN:
                        self._open.pop(line.conversation, None)

    def caught_up(self, seat: Seat, stream: int, seq: int) -> bool:
        """Whether a seat that has been told up to here can go on with the others."""
        line = self.lines[stream]
        if seq < line.pushed:
            return False
        seat.sent[stream] = seq
        if line.pushed < 0:
            line.pushed = seq
        self.rung({stream: line.head})
        return True

    def committed(self, told: dict[int, list[dict[str, Any]]]) -> None:
        """This process has just committed these events. Where anything is missing before them, the database tells."""
        for stream, events in told.items():
            line = self.lines.get(stream)
            if line is not None and line.pushed == events[0]["seq"] - 1:
                line.head = max(line.head, events[-1]["seq"])
                self._push(line, stream, events)

    def rung(self, heads: dict[int, int]) -> None:
        """These streams have come so far, somebody says. What is read is what the database holds."""
        for stream, head in heads.items():
            line = self.lines.get(stream)
            if line is not None:
                line.head = max(line.head, head)
                if 0 <= line.pushed < line.head:
                    self._behind.add(stream)
                    self._bell.set()

    async def tell(self) -> None:
        """Tell whoever is behind, for ever."""
        while True:
            await self._bell.wait()
            self._bell.clear()
            try:
                await self._tell_all()
            except Exception as error:  # the database is away; it is asked again
                log.warning("What happened could not be read: %s", error)
                await asyncio.sleep(AGAIN)
                self._bell.set()

    async def _tell_all(self) -> None:
        while self._behind:
            rung = {stream: self.lines[stream].head for stream in self._behind}
            found = await self._after({stream: self.lines[stream].pushed for stream in rung})
            is_all = sum(map(len, found.values())) < logs.AT_ONCE
            for stream, head in rung.items():
                self._tell_line(stream, head, found.get(stream, []), is_all)

    async def _after(self, cursors: dict[int, int]) -> dict[int, list[dict[str, Any]]]:
        """What followed in all of them; where something cannot be opened, in each of the others."""
        try:
            return await self._database.run(logs.after, cursors)
        except DatabaseError:
            raise
        except Exception as error:
            if self._seldom.is_due(frozenset(cursors)):
                log.warning("Some of what happened could not be opened: %s", type(error).__name__)
        return {stream: events for one in cursors.items() for stream, events in (await self._after_one(*one)).items()}

    async def _after_one(self, stream: int, seq: int) -> dict[int, list[dict[str, Any]]]:
        """Nothing of a stream that cannot be opened: it is tried again when somebody rings for it."""
        try:
            return await self._database.run(logs.after, {stream: seq})
        except DatabaseError:
            raise
        except Exception as error:
            if self._seldom.is_due(stream):
                log.error("What happened in stream %s cannot be opened: %s", stream, type(error).__name__)
        return {}

    def _tell_line(self, stream: int, rung: int, events: list[dict[str, Any]], is_all: bool = True) -> None:
        """`is_all`, where there is no more than was read: a bell that told of more told of what is not there."""
        line = self.lines.get(stream)
        if line is None:
            return
        if events:
            self._push(line, stream, events)
        elif is_all and line.head == rung:
            line.head = line.pushed
        if line.pushed >= line.head:
            self._behind.discard(stream)

    def _push(self, line: Line, stream: int, events: list[dict[str, Any]]) -> None:
        whole = text(told.Events(line.conversation, line.audience, events))
        first, last = events[0]["seq"], events[-1]["seq"]
        for seat in tuple(line.seats):  # one that takes too little leaves meanwhile
            sent = seat.sent[stream]
            if sent is None or sent >= last:
                continue
            rest = whole
            if sent >= first:
                rest = text(told.Events(line.conversation, line.audience, [e for e in events if e["seq"] > sent]))
            seat.page.push(rest)
            seat.sent[stream] = last
        line.pushed = max(line.pushed, last)

    def seats_in(self, conversation: UUID) -> Sequence[Seat]:
        """Whoever here has this conversation open."""
        line = self._open.get(conversation)
        return tuple(line.seats) if line else ()
