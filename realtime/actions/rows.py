"""Rows of conversations written together in one statement: what many messages a second cost is mostly this.

The ORM would make an object for each row and prepare each value by itself, for ten times as long.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

MESSAGE = ("id", "created_at", "conversation_id", "author_id", "mid", "audience", "state", "body", "has_second")
EVENT = ("stream_id", "seq", "mark", "kind", "at", "message_id", "participant_id", "epoch", "decision")
#: SQLite takes some thousand values in one statement.
AT_ONCE = 300


def insert(table: str, columns: tuple[str, ...], rows: Sequence[Sequence[Any]]) -> None:
    """Insert these rows; table and columns are ours, values are passed beside the statement."""
    place = f"({', '.join(['%s'] * len(columns))})"
    for first in range(0, len(rows), AT_ONCE):
        some = rows[first : first + AT_ONCE]
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([place] * len(some))}"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [_value(value) for row in some for value in row])


def _value(value: Any) -> Any:
    """As this database takes it."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
