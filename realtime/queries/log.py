"""What happened in streams, as pages are told it. Whoever asks has been checked: `rules.participant.check_is_here`."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils.dateparse import parse_datetime

from mhst.core.crypto import KeyRing, envelope
from mhst.core.statements import uuid
from realtime.enums import HIDDEN, EventKind, MessageState
from realtime.models import Stream
from realtime.models.conversation import place_of_key
from realtime.models.message import opened
from realtime.queries import flag

#: As many as are read at a time; who is told may ask again.
AT_ONCE = 1000
OF_FLAGS = frozenset({EventKind.FLAGGED.value, EventKind.ANSWERED.value})

#: What is new in many streams at once, each from its own number on. Both engines take it, and use the index on
#: stream and number for each.
AFTER = """
WITH cursors (stream_id, seq) AS (VALUES {values})
SELECT e.stream_id, e.seq, e.mark, e.kind, e.at, e.epoch, e.decision, e.participant_id, p.name, p.part,
       m.id, m.author_id, m.mid, m.state, m.created_at, m.body, m.changed, m.word, c.id, c.key, c.ends_at
  FROM cursors
  JOIN realtime_event e ON e.stream_id = cursors.stream_id AND e.seq > cursors.seq
  JOIN realtime_stream s ON s.id = e.stream_id
  JOIN realtime_conversation c ON c.id = s.conversation_id
  LEFT JOIN realtime_message m ON m.id = e.message_id
  LEFT JOIN realtime_participant p ON p.id = e.participant_id
 ORDER BY e.stream_id, e.seq LIMIT {limit}"""

Told = dict[str, Any]


def after(cursors: dict[int, int], limit: int | None = None) -> dict[int, list[Told]]:
    """The events that follow these numbers, by stream, in order; as many as are read at a time. One query."""
    if not cursors:
        return {}
    values = ", ".join(f"({int(stream)}, {int(seq)})" for stream, seq in cursors.items())
    with connection.cursor() as cursor:
        cursor.execute(AFTER.format(values=values, limit=int(limit or AT_ONCE)))
        rows = cursor.fetchall()
    keys: dict[Any, KeyRing | None] = {}
    found: dict[int, list[Told]] = defaultdict(list)
    flags = flag.for_messages({uuid(row[10]) for row in rows if row[3] in OF_FLAGS})
    for row in rows:
        told = _told(row, keys)
        if row[3] in OF_FLAGS:
            key = keys[row[18]]
            told["flag"] = flag.told(flags[uuid(row[10])], key) if key else None
        found[row[0]].append(told)
    return found


def heads(streams: Iterable[int]) -> dict[int, int]:
    """How far these streams have come. One query."""
    return dict(Stream.objects.filter(pk__in=set(streams)).order_by().values_list("pk", "head"))


def _told(row: tuple[Any, ...], keys: dict[Any, KeyRing | None]) -> Told:
    _, seq, mark, kind, at, epoch, decision, participant, name, part, *message, conversation, wrapped, ends_at = row
    told: Told = {"seq": seq, "mark": mark, "kind": kind, "at": instant(at)}
    if message[0] is not None:
        if conversation not in keys:
            keys[conversation] = _key(conversation, wrapped)
        told |= _of_message(kind, keys[conversation], *message)
    if participant is not None:
        told["participant"] = str(uuid(participant))
    if kind == EventKind.JOINED:
        told |= {"name": name, "part": part}
    if kind == EventKind.ASSIGNED:
        told |= {"epoch": epoch, "ends_at": ends_at and instant(ends_at)}
    if kind == EventKind.DECIDED:
        told["decision"] = decision
    return told


def _of_message(
    kind: str, key: KeyRing | None, id: Any, author: Any, mid: Any, state: str, written: Any, body: Any, changed: Any,
    word: Any,
) -> Told:  # fmt: skip
    told: Told = {"author": str(uuid(author)), "mid": str(uuid(mid))}
    if kind == EventKind.RELEASED:
        return told | {"changed": changed is not None}
    if kind == EventKind.NOT_PUBLISHED:
        return told | {"words": _opened(key, id, "word", word)}
    if kind in {EventKind.MESSAGE, EventKind.WITHDRAWN} and state == MessageState.NOT_PUBLISHED:
        told["taken_down"] = True
    if kind not in {EventKind.MESSAGE, EventKind.HELD, EventKind.CHECKING}:
        return told
    if state == MessageState.WITHDRAWN or (kind == EventKind.MESSAGE and state in HIDDEN):
        words = None
    elif kind == EventKind.MESSAGE and changed is not None:
        words = _opened(key, id, "changed", changed)
    else:
        words = _opened(key, id, "body", body)
    return told | {"words": words, "written_at": instant(written)}


def _opened(key: KeyRing | None, id: Any, column: str, value: Any) -> str | None:
    return opened(key, uuid(id), column, value) if key else None


def _key(conversation: Any, wrapped: Any) -> KeyRing | None:
    """None for one that was erased."""
    return envelope.opened(bytes(wrapped), about=place_of_key(uuid(conversation))) if wrapped else None


def instant(value: Any) -> str:
    """A time as pages are told it."""
    at = value if isinstance(value, dt.datetime) else parse_datetime(value)
    assert at is not None
    return at.replace(tzinfo=at.tzinfo or dt.UTC).astimezone(dt.UTC).isoformat(timespec="milliseconds")
