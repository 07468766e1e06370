"""The database itself refuses to change or delete a concern, what was added to it, and a letter that was issued.

Only a new seal on the same words is let through, for the time of one transaction: see `Guard.down`.
"""

from typing import Any

from django.db.migrations import RunPython

from mhst.core.guards import Guard, run

CONCERN, ENTRY = "sessions_app_concern", "sessions_app_concernentry"
CHANGED, OWN = "concerns cannot be changed or deleted", "nobody closes their own concern"

CONCERNS = Guard(CONCERN, CHANGED)
CONCERN_ENTRIES = Guard(ENTRY, CHANGED)
#: Drafts change as they are written.
LETTERS = Guard("sessions_app_letter", "issued letters cannot be changed or deleted", when="{row}.state = 'issued'")

_RAISED_BY = f"SELECT raised_by_id FROM {CONCERN} WHERE id = NEW.concern_id"  # noqa: S608  no input in it
_SQLITE = [
    f"""CREATE TRIGGER concern_not_closed_by_own BEFORE INSERT ON {ENTRY}
        WHEN NEW.kind = 'closed' AND NEW.written_by_id = ({_RAISED_BY})
        BEGIN SELECT RAISE(ABORT, '{OWN}'); END"""
]
_POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION concern_refuse_own() RETURNS trigger AS $$
        BEGIN
            IF NEW.written_by_id = ({_RAISED_BY}) THEN
                RAISE EXCEPTION '{OWN}' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END
        $$ LANGUAGE plpgsql""",
    f"""CREATE TRIGGER concern_not_closed_by_own BEFORE INSERT ON {ENTRY}
        FOR EACH ROW WHEN (NEW.kind = 'closed') EXECUTE FUNCTION concern_refuse_own()""",
]


def nobody_closes_their_own() -> RunPython:
    """For a migration: whoever raised a concern cannot write the entry that closes it."""
    return RunPython(lambda apps, editor: _up(editor.connection), lambda apps, editor: _down(editor.connection))


def _up(connection: Any) -> None:
    run(connection, _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL)


def _down(connection: Any) -> None:
    on = "" if connection.vendor == "sqlite" else f" ON {ENTRY}"
    run(connection, [f"DROP TRIGGER IF EXISTS concern_not_closed_by_own{on}"])
