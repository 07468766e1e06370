"""Writing events: under the lock of their streams, numbered one after the other, all together at the end."""

import os
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection

from mhst.core import clock, events
from realtime.actions.rows import EVENT, insert
from realtime.enums import Audience, EventKind
from realtime.events import Happened
from realtime.models import Stream

SET_HEAD = "UPDATE realtime_stream SET head = %s WHERE id = %s"


class Log:
    """The streams of some conversations, locked in the order of their ids until the transaction ends.

    What must hold when an event is written is read after this: everybody who changes it writes an event too.
    """

    def __init__(self, conversations: Iterable[UUID]) -> None:
        rows = Stream.objects.select_for_update().filter(conversation__in=set(conversations)).order_by("pk")
        self.now = clock.now()
        self._streams: dict[tuple[UUID, str, UUID | None], int] = {}
        self._heads: dict[int, int] = {}
        self._rung: set[int] = set()
        self._events: list[tuple[Any, ...]] = []
        for id, conversation, audience, participant, head in rows.values_list(
            "pk", "conversation_id", "audience", "participant_id", "head"
        ):
            self._streams[conversation, audience, participant] = id
            self._heads[id] = head

    def has_own(self, conversation: UUID, participant: UUID) -> bool:
        """Whether this participant has a stream of their own."""
        return (conversation, Audience.MINE, participant) in self._streams

    def append(
        self, conversation: UUID, audience: Audience, kind: EventKind, *, to: UUID | None = None,
        message: UUID | None = None, participant: UUID | None = None, epoch: int | None = None, decision: str = "",
    ) -> None:  # fmt: skip
        """Something happened; `to` is whose stream it is, for one of their own."""
        stream = self._streams[conversation, audience, to]
        self._heads[stream] += 1
        self._rung.add(stream)
        mark = os.urandom(4).hex()
        self._events.append(
            (stream, self._heads[stream], mark, kind.value, self.now, message, participant, epoch, decision)
        )

    def write(self) -> None:
        """Write all of it, and ring when it is committed."""
        if not self._events:
            return
        insert("realtime_event", EVENT, self._events)
        heads = {stream: self._heads[stream] for stream in self._rung}
        with connection.cursor() as cursor:
            cursor.executemany(SET_HEAD, [(head, stream) for stream, head in heads.items()])
        events.publish(Happened(heads))

    def heads_of(self, conversation: UUID) -> dict[str, int]:
        """How far the streams of all have come, for the audit."""
        return {
            audience: self._heads[id]
            for (of, audience, participant), id in self._streams.items()
            if of == conversation and participant is None
        }
