"""Writing events: under the lock of their streams, numbered one after the other, all together at the end."""

import io
import os
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection

from mhst.core import clock, events
from mhst.core.statements import run, uuid, write
from realtime.enums import Audience, EventKind
from realtime.events import Happened
from realtime.queries.log import Told, instant

#: Of a mark; and for so many events they are asked for at once.
MARK_BYTES, AT_ONCE = 4, 64
LOCK = """
WITH asked (id) AS (VALUES {rows})
SELECT s.id, s.conversation_id, s.audience, s.participant_id, s.head
  FROM asked JOIN realtime_stream s ON s.conversation_id = asked.id ORDER BY s.id"""
KEEP = """
INSERT INTO realtime_event (stream_id, seq, mark, kind, at, message_id, participant_id, epoch, decision)
VALUES {rows}"""
SET_HEADS = """
WITH heads (id, head) AS (VALUES {rows})
UPDATE realtime_stream SET head = heads.head FROM heads WHERE realtime_stream.id = heads.id"""


class Log:
    """The streams of some conversations, locked in the order of their ids until the transaction ends.

    What must hold when an event is written is read after this: everybody who changes it writes an event too.
    """

    def __init__(self, conversations: Iterable[UUID]) -> None:
        self.now = clock.now()
        self.at = instant(self.now)
        self._streams: dict[tuple[UUID, str, UUID | None], int] = {}
        self._heads: dict[int, int] = {}
        self._rung: set[int] = set()
        self._events: list[tuple[Any, ...]] = []
        self._random = io.BytesIO()
        self._told: dict[int, list[Any]] = defaultdict(list)
        lock = LOCK + (" FOR UPDATE OF s" if connection.features.has_select_for_update else "")
        for id, conversation, audience, participant, head in run(lock, [(id,) for id in set(conversations)]):
            self._streams[uuid(conversation), audience, participant and uuid(participant)] = id
            self._heads[id] = head

    def has_own(self, conversation: UUID, participant: UUID) -> bool:
        """Whether this participant has a stream of their own."""
        return (conversation, Audience.MINE, participant) in self._streams

    def append(
        self, conversation: UUID, audience: Audience, kind: EventKind, *, to: UUID | None = None,
        message: UUID | None = None, participant: UUID | None = None, epoch: int | None = None, decision: str = "",
        told: Told | None = None,
    ) -> tuple[int, int]:  # fmt: skip
        """Something happened. Returns in which stream, and its number there.

        `to` is whose stream it is, for one of their own. `told` is what pages here are told of it, as `queries.log`
        would tell it; where it is left out, they ask.
        """
        stream = self._streams[conversation, audience, to]
        self._heads[stream] += 1
        self._rung.add(stream)
        mark = self._new_mark()
        self._told[stream].append(
            told and {"seq": self._heads[stream], "mark": mark, "kind": kind.value, "at": self.at} | told
        )
        self._events.append(
            (stream, self._heads[stream], mark, kind.value, self.now, message, participant, epoch, decision)
        )
        return stream, self._heads[stream]

    def _new_mark(self) -> str:
        """Nobody can tell from marks how many there were in streams that they do not read. Random bytes are asked for
        many at a time: other threads get their turn meanwhile."""
        if not (some := self._random.read(MARK_BYTES)):
            self._random = io.BytesIO(os.urandom(MARK_BYTES * AT_ONCE))
            some = self._random.read(MARK_BYTES)
        return some.hex()

    def write(self) -> None:
        """Write all of it, and ring when it is committed."""
        if not self._events:
            return
        write(KEEP, self._events)
        heads = {stream: self._heads[stream] for stream in self._rung}
        run(SET_HEADS, list(heads.items()))
        events.publish(Happened(heads, {stream: told for stream, told in self._told.items() if all(told)}))

    def heads_of(self, conversation: UUID) -> dict[str, int]:
        """How far the streams of all have come, for the audit."""
        return {
            audience: self._heads[id]
            for (of, audience, participant), id in self._streams.items()
            if of == conversation and participant is None
        }
