"""The database itself refuses to change or delete a letter that was issued, on both engines.

Drafts change as they are written. Only a new seal on the same words is let through, inside `resealing`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

TABLE = "sessions_app_letter"
CHANGED = "issued letters cannot be changed or deleted"
NAMES = ("letter_no_update", "letter_no_delete", "letter_no_replace", "letter_no_truncate")
_STOP = f"BEGIN SELECT RAISE(ABORT, '{CHANGED}'); END"

SQLITE = [
    f"CREATE TRIGGER letter_no_update BEFORE UPDATE ON {TABLE} WHEN OLD.state = 'issued' {_STOP}",
    f"CREATE TRIGGER letter_no_delete BEFORE DELETE ON {TABLE} WHEN OLD.state = 'issued' {_STOP}",
    # INSERT OR REPLACE deletes the old row without telling the trigger above.
    f"""CREATE TRIGGER letter_no_replace BEFORE INSERT ON {TABLE}
        WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id AND state = 'issued') {_STOP}""",  # noqa: S608  no input
]
POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION letter_refuse() RETURNS trigger AS $$
        BEGIN RAISE EXCEPTION '{CHANGED}' USING ERRCODE = 'restrict_violation'; END
        $$ LANGUAGE plpgsql""",
    f"""CREATE TRIGGER letter_no_update BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW WHEN (OLD.state = 'issued') EXECUTE FUNCTION letter_refuse()""",
    f"""CREATE TRIGGER letter_no_truncate BEFORE TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION letter_refuse()""",
]


def create(connection: Any) -> None:
    """Put the guards up."""
    _run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def drop(connection: Any) -> None:
    """Take the guards down: for the migration's way back, and for a migration that builds the table anew."""
    on = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
    _run(connection, [f"DROP TRIGGER IF EXISTS {name}{on}" for name in NAMES])


@contextmanager
def resealing() -> Iterator[None]:
    """Let the rotation of keys seal words again, inside its transaction. Needs whoever owns the table."""
    drop(connection)
    yield
    create(connection)


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
