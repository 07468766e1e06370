"""Statements written by hand, where many messages a second pass.

To work one out takes the ORM ten times as long as it takes a database to answer it.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections

from mhst.core import driver

Rows = Sequence[Sequence[Any]]
#: PostgreSQL takes some ten thousand values in one statement.
AT_ONCE = 1000


def run(sql: str, rows: Rows) -> list[tuple[Any, ...]]:
    """What `sql` gives for these rows of ids, numbers, times and texts, which stand where it says (VALUES {rows})."""
    if not rows:
        return []
    if connections[DEFAULT_DB_ALIAS].vendor == "sqlite":
        taken = _taken_all(rows)
        if len(rows) == 1:
            return driver.ask(_with_rows(sql, len(rows[0]), 1), taken[0])
        # All rows as one value: the words stay the same however many there are, and are read once.
        return driver.ask(_with_json(sql, len(rows[0])), [json.dumps(taken)])
    parts = ((_with_rows(sql, len(some[0]), len(some)), _values(some)) for some in _parts(rows))
    return [row for each, values in parts for row in driver.ask(each, values)]


def write(sql: str, rows: Rows) -> None:
    """Have each of these rows written as `sql` says, where it says VALUES {rows}."""
    if connections[DEFAULT_DB_ALIAS].vendor == "sqlite":
        driver.do_each(_with_rows(sql, len(rows[0]), 1), _taken_all(rows))
        return
    for some in _parts(rows):
        driver.ask(_with_rows(sql, len(some[0]), len(some)), _values(some))


@cache
def _with_json(sql: str, width: int) -> str:
    columns = ", ".join(f"value ->> {at}" for at in range(width))
    return sql.replace("VALUES {rows}", f"SELECT {columns} FROM json_each(%s)")  # noqa: S608 numbers


@lru_cache(maxsize=512)  # batches are of all sizes
def _with_rows(sql: str, width: int, count: int) -> str:
    row = f"({', '.join(['%s'] * width)})"
    return sql.format(rows=", ".join([row] * count))


def _parts(rows: Rows) -> Iterator[Rows]:
    return (rows[first : first + AT_ONCE] for first in range(0, len(rows), AT_ONCE))


def _values(rows: Rows) -> list[Any]:
    return [value for row in rows for value in row]


def _taken_all(rows: Rows) -> list[tuple[Any, ...]]:
    """As SQLite takes values that are no numbers or texts: ids as their hex, times as Django writes them. By column,
    since most of one are of one kind."""
    return list(zip(*map(_taken, zip(*rows, strict=True)), strict=True))


def _taken(column: Sequence[Any]) -> Iterable[Any]:
    adapters = {kind: _adapter(kind) for kind in set(map(type, column))}
    if not any(adapters.values()):
        return column
    return [adapt(value) if (adapt := adapters[type(value)]) else value for value in column]


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
