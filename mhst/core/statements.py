"""Statements written by hand, where many messages a second pass.

To work one out takes the ORM ten times as long as it takes a database to answer it.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection

Rows = Sequence[Sequence[Any]]
#: PostgreSQL takes some ten thousand values in one statement.
AT_ONCE = 1000


def run(sql: str, rows: Rows) -> list[tuple[Any, ...]]:
    """What `sql` gives for these rows of ids, numbers, times and texts, which stand where it says (VALUES {rows})."""
    if not rows:
        return []
    if connection.vendor == "sqlite":
        # All rows as one value: the words stay the same however many there are, and are read once.
        return _asked(_with_json(sql, len(rows[0])), [json.dumps(_taken_all(rows))])
    return [row for some in _parts(rows) for row in _asked(_with_rows(sql, some), _values(some))]


def write(sql: str, rows: Rows) -> None:
    """Have each of these rows written as `sql` says, where it says VALUES {rows}."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany(sql.format(rows=_place(rows[0])), _taken_all(rows))
        return
    for some in _parts(rows):
        _asked(_with_rows(sql, some), _values(some))


def _asked(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


@cache
def _with_json(sql: str, width: int) -> str:
    columns = ", ".join(f"value ->> {at}" for at in range(width))
    return sql.replace("VALUES {rows}", f"SELECT {columns} FROM json_each(%s)")  # noqa: S608 numbers


def _with_rows(sql: str, rows: Rows) -> str:
    return sql.format(rows=", ".join([_place(rows[0])] * len(rows)))


def _place(row: Sequence[Any]) -> str:
    return f"({', '.join(['%s'] * len(row))})"


def _parts(rows: Rows) -> Iterator[Rows]:
    return (rows[first : first + AT_ONCE] for first in range(0, len(rows), AT_ONCE))


def _values(rows: Rows) -> list[Any]:
    return [value for row in rows for value in row]


def _taken_all(rows: Rows) -> list[tuple[Any, ...]]:
    """As SQLite takes values that are no numbers or texts: ids as their hex, times as Django writes them."""
    return list(zip(*map(_taken, zip(*rows, strict=True)), strict=True))


def _taken(column: Sequence[Any]) -> Sequence[Any]:
    adapt = adapter_for(next((value for value in column if value is not None), None))
    return [value and adapt(value) for value in column] if adapt else column


def adapter_for(value: Any) -> Callable[[Any], Any] | None:
    """Makes of values like this one, ids, moments, dates or texts, what this kind of database takes; None where it
    takes them as they are."""
    kind: Any = type(value)
    return _adapter(kind)


@cache  # a process has one database
def _adapter(kind: type) -> Callable[[Any], Any] | None:
    if issubclass(kind, UUID):
        return None if connection.features.has_native_uuid_field else attrgetter("hex")
    if issubclass(kind, dt.datetime):
        return _written
    if issubclass(kind, dt.date):
        return _day_written
    return str if kind is not str and issubclass(kind, str) else None


@lru_cache(maxsize=64)  # most are of one moment
def _written(moment: dt.datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


def _day_written(day: dt.date) -> Any:
    return connection.ops.adapt_datefield_value(day)


@lru_cache(maxsize=8192)
def uuid(value: Any) -> UUID:
    """An id as SQLite keeps it, or as PostgreSQL gives it."""
    return value if isinstance(value, UUID) else UUID(hex=value)
