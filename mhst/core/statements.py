"""Statements written by hand, where many messages a second pass.

To work one out takes the ORM ten times as long as it takes a database to answer it.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection

Rows = Sequence[Sequence[Any]]
#: SQLite takes some thousand values in one statement.
AT_ONCE = 300


def run(sql: str, rows: Rows) -> list[tuple[Any, ...]]:
    """What `sql` gives, if anything, with these rows where it says {rows}; they are passed beside the statement."""
    found: list[tuple[Any, ...]] = []
    taken = _taken(connection.vendor)
    for first in range(0, len(rows), AT_ONCE):
        some = rows[first : first + AT_ONCE]
        place = f"({', '.join(['%s'] * len(some[0]))})"
        with connection.cursor() as cursor:
            values = [taken.get(type(value), _same)(value) for row in some for value in row]
            cursor.execute(sql.format(rows=", ".join([place] * len(some))), values)
            found += cursor.fetchall() if cursor.description else []
    return found


def _same(value: Any) -> Any:
    return value


@cache
def _taken(vendor: str) -> dict[type, Callable[[Any], Any]]:
    """How this kind of database takes values that are no numbers or texts."""
    taken: dict[type, Callable[[Any], Any]] = {dt.datetime: lru_cache(8)(connection.ops.adapt_datetimefield_value)}
    return taken if connection.features.has_native_uuid_field else taken | {UUID: attrgetter("hex")}


@lru_cache(maxsize=8192)
def uuid(value: Any) -> UUID:
    """An id as SQLite keeps it, or as PostgreSQL gives it."""
    return value if isinstance(value, UUID) else UUID(hex=value)
