"""Statements that are ready, given to the driver as they are.

Django's cursors look at each statement anew: whose connection it is, whether somebody counts or wraps statements, where
the values go. Where many messages a second pass that takes longer than the database does.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX

Rows = list[tuple[Any, ...]]


def ask(sql: str, values: Sequence[Any]) -> Rows:
    """What `sql` gives, with these values where it says %s."""
    return _done(sql, values, is_many=False)


def do_each(sql: str, rows: Sequence[Sequence[Any]]) -> None:
    """Do `sql` once for each of these rows."""
    _done(sql, rows, is_many=True)


def _done(sql: str, values: Sequence[Any], *, is_many: bool) -> Rows:
    """Within the transaction of now, if there is one, and with its errors. Whoever counts statements, or wraps them,
    gets to see this one."""
    database = connections[DEFAULT_DB_ALIAS]
    if database.queries_logged or database.execute_wrappers:
        with database.cursor() as cursor:
            return _found(cursor, sql, values, is_many)
    database.close_if_health_check_failed()
    database.ensure_connection()
    database.validate_no_broken_transaction()
    with database.wrap_database_errors:
        if database.vendor == "sqlite":
            return _found(database.connection.cursor(), _with_marks(sql), values, is_many)
        with database.create_cursor() as cursor:
            return _found(cursor, sql, values, is_many)


def _found(cursor: Any, sql: str, values: Sequence[Any], is_many: bool) -> Rows:
    (cursor.executemany if is_many else cursor.execute)(sql, values)
    return cursor.fetchall() if cursor.description else []


@cache
def _with_marks(sql: str) -> str:
    """As SQLite's driver has it."""
    return FORMAT_QMARK_REGEX.sub("?", sql).replace("%%", "%")
