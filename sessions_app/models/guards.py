"""The database itself refuses to change or delete a concern or what was added to it, on both engines.

Only a new seal on the same words is let through, for the time of one transaction: see `resealing`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

CONCERN, ENTRY = "sessions_app_concern", "sessions_app_concernentry"
TABLES = (CONCERN, ENTRY)
CHANGED, OWN = "concerns cannot be changed or deleted", "nobody closes their own concern"


def create(connection: Any) -> None:
    """Put the guards up."""
    if connection.vendor == "sqlite":
        _run(connection, [statement for table in TABLES for statement in _sqlite(table)] + [_SQLITE_OWN])
    else:
        _run(connection, [*_POSTGRESQL, *(statement for table in TABLES for statement in _postgresql(table))])


def drop(connection: Any) -> None:
    """Take the guards down: for the migration's way back, and for a migration that builds a table anew."""
    kinds = ("update", "delete", "replace", "truncate")
    names = [(f"{table}_no_{kind}", table) for table in TABLES for kind in kinds] + [
        ("concern_not_closed_by_own", ENTRY)
    ]
    on = "" if connection.vendor == "sqlite" else " ON {table}"
    _run(connection, [f"DROP TRIGGER IF EXISTS {name}{on.format(table=table)}" for name, table in names])


@contextmanager
def resealing() -> Iterator[None]:
    """Let the rotation of keys seal words again, inside its transaction. Needs whoever owns the tables."""
    drop(connection)
    yield
    create(connection)


def _sqlite(table: str) -> list[str]:
    stop = f"BEGIN SELECT RAISE(ABORT, '{CHANGED}'); END"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {stop}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {stop}",
        # INSERT OR REPLACE deletes the old row without telling the trigger above.
        f"""CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) {stop}""",  # noqa: S608  no input in it
    ]


_SQLITE_OWN = f"""CREATE TRIGGER concern_not_closed_by_own BEFORE INSERT ON {ENTRY}
    WHEN NEW.kind = 'closed' AND NEW.written_by_id = (SELECT raised_by_id FROM {CONCERN} WHERE id = NEW.concern_id)
    BEGIN SELECT RAISE(ABORT, '{OWN}'); END"""  # noqa: S608  no input in it

_POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION concern_refuse() RETURNS trigger AS $$
        BEGIN RAISE EXCEPTION '{CHANGED}' USING ERRCODE = 'restrict_violation'; END
        $$ LANGUAGE plpgsql""",
    f"""CREATE OR REPLACE FUNCTION concern_refuse_own() RETURNS trigger AS $$
        BEGIN
            IF NEW.written_by_id = (SELECT raised_by_id FROM {CONCERN} WHERE id = NEW.concern_id) THEN
                RAISE EXCEPTION '{OWN}' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END
        $$ LANGUAGE plpgsql""",  # noqa: S608  no input in it
    f"""CREATE TRIGGER concern_not_closed_by_own BEFORE INSERT ON {ENTRY}
        FOR EACH ROW WHEN (NEW.kind = 'closed') EXECUTE FUNCTION concern_refuse_own()""",
]


def _postgresql(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION concern_refuse()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION concern_refuse()",
    ]


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
