"""The database itself refuses to change or delete what was published, on both engines."""

from typing import Any

TABLES = ("reporting_publication", "reporting_publishedtable")
CHANGED = "published figures cannot be changed or taken back"

_FUNCTION = f"""CREATE OR REPLACE FUNCTION published_refuse() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION '{CHANGED}' USING ERRCODE = 'restrict_violation'; END
    $$ LANGUAGE plpgsql"""


def create(connection: Any) -> None:
    """Put the guards up."""
    if connection.vendor == "sqlite":
        _run(connection, [statement for table in TABLES for statement in _sqlite(table)])
    else:
        _run(connection, [_FUNCTION, *(statement for table in TABLES for statement in _postgresql(table))])


def drop(connection: Any) -> None:
    """Take the guards down: for the migration's way back, and for a migration that builds a table anew."""
    on = "" if connection.vendor == "sqlite" else " ON {table}"
    kinds = ("update", "delete", "replace", "truncate")
    names = [(f"{table}_no_{kind}", table) for table in TABLES for kind in kinds]
    _run(connection, [f"DROP TRIGGER IF EXISTS {name}{on.format(table=table)}" for name, table in names])


def _sqlite(table: str) -> list[str]:
    stop = f"BEGIN SELECT RAISE(ABORT, '{CHANGED}'); END"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {stop}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {stop}",
        # INSERT OR REPLACE deletes the old row without telling the trigger above.
        f"""CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) {stop}""",  # noqa: S608  no input in it
    ]


def _postgresql(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION published_refuse()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION published_refuse()",
    ]


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
