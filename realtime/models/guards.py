"""The database itself keeps streams without gaps and as they were written, on both engines."""

from typing import Any

TABLE = "realtime_event"
GAP, CHANGED = "a stream has no gaps", "what happened in a conversation cannot be changed or deleted"
NO_BEFORE = f"NEW.seq > 1 AND NOT EXISTS (SELECT 1 FROM {TABLE} WHERE stream_id = NEW.stream_id AND seq = NEW.seq - 1)"  # noqa: S608


def create(connection: Any) -> None:
    """Put the guards up."""
    _run(connection, _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL)


def drop(connection: Any) -> None:
    """Take the guards down, for the migration's way back."""
    on = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
    kinds = ("gap", "update", "delete", "truncate")
    _run(connection, [f"DROP TRIGGER IF EXISTS {TABLE}_no_{kind}{on}" for kind in kinds])


_STOP = f"BEGIN SELECT RAISE(ABORT, '{CHANGED}'); END"
_SQLITE = [
    f"CREATE TRIGGER {TABLE}_no_gap BEFORE INSERT ON {TABLE} WHEN {NO_BEFORE} BEGIN SELECT RAISE(ABORT, '{GAP}'); END",
    f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} {_STOP}",
    f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} {_STOP}",
]
_POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION conversation_no_gap() RETURNS trigger AS $$
        BEGIN
            IF {NO_BEFORE} THEN
                RAISE EXCEPTION '{GAP}' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END
        $$ LANGUAGE plpgsql""",
    f"""CREATE OR REPLACE FUNCTION conversation_refuse() RETURNS trigger AS $$
        BEGIN RAISE EXCEPTION '{CHANGED}' USING ERRCODE = 'restrict_violation'; END
        $$ LANGUAGE plpgsql""",
    f"CREATE TRIGGER {TABLE}_no_gap BEFORE INSERT ON {TABLE} FOR EACH ROW EXECUTE FUNCTION conversation_no_gap()",
    f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION conversation_refuse()",
    f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION conversation_refuse()",
]


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
