"""The database itself refuses to change or delete audit rows, on both engines."""

from typing import Any

TABLE = "audit_auditevent"
NAMES = ("audit_no_update", "audit_no_delete", "audit_no_replace", "audit_no_truncate")

SQLITE = [
    f"""CREATE TRIGGER audit_no_update BEFORE UPDATE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, 'audit rows cannot be changed'); END""",
    f"""CREATE TRIGGER audit_no_delete BEFORE DELETE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, 'audit rows cannot be deleted'); END""",
    # INSERT OR REPLACE deletes the old row without telling the trigger above.
    f"""CREATE TRIGGER audit_no_replace BEFORE INSERT ON {TABLE}
        WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE seq = NEW.seq)
        BEGIN SELECT RAISE(ABORT, 'audit rows cannot be replaced'); END""",  # noqa: S608  no input in it
]
POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger AS $$
       BEGIN RAISE EXCEPTION 'audit rows cannot be changed or deleted' USING ERRCODE = 'restrict_violation'; END
       $$ LANGUAGE plpgsql""",
    f"""CREATE TRIGGER audit_no_update BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
    f"""CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
]


def create(connection: Any) -> None:
    """Put the guards up."""
    _run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def drop(connection: Any) -> None:
    """Take the guards down: for the migration's way back and for emptying a test database."""
    where = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
    _run(connection, [f"DROP TRIGGER IF EXISTS {name}{where}" for name in NAMES])


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
