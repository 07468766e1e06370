"""The database itself keeps streams without gaps and as they were written, on both engines."""

from typing import Any

from django.db.migrations import RunPython

from mhst.core.guards import Guard, run

TABLE = "realtime_event"
GAP = "a stream has no gaps"
NO_BEFORE = f"NEW.seq > 1 AND NOT EXISTS (SELECT 1 FROM {TABLE} WHERE stream_id = NEW.stream_id AND seq = NEW.seq - 1)"  # noqa: S608

EVENTS = Guard(TABLE, "what happened in a conversation cannot be changed or deleted")
OPENINGS = Guard(
    "realtime_identityopening", "who opened an identity, and why, cannot be changed or deleted",
    when="{row}.answered_at IS NOT NULL",
)  # fmt: skip

_SQLITE = [
    f"CREATE TRIGGER {TABLE}_no_gap BEFORE INSERT ON {TABLE} WHEN {NO_BEFORE} BEGIN SELECT RAISE(ABORT, '{GAP}'); END",
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
    f"CREATE TRIGGER {TABLE}_no_gap BEFORE INSERT ON {TABLE} FOR EACH ROW EXECUTE FUNCTION conversation_no_gap()",
]


def no_gaps() -> RunPython:
    """For a migration: an event comes right after the one before it."""
    return RunPython(lambda apps, editor: _up(editor.connection), lambda apps, editor: _down(editor.connection))


def _up(connection: Any) -> None:
    run(connection, _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL)


def _down(connection: Any) -> None:
    on = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
    run(connection, [f"DROP TRIGGER IF EXISTS {TABLE}_no_gap{on}"])
