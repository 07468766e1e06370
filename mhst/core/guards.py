"""Rows that the database itself refuses to change or delete, on both engines, however it is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.migrations import RunPython


@dataclass(frozen=True)
class Guard:
    """What keeps the rows of one table as they were written. Its migration is `operation()`.

    `key` is the primary key's column. Where only some rows are finished, `when` is true of them, as SQL about
    `{row}`: "{row}.state = 'issued'". `forgets` is a column whose words may go, for good and with nothing else changed.
    """

    table: str
    sentence: str
    key: str = "id"
    when: str = ""
    forgets: str = ""

    def operation(self) -> RunPython:
        """For a migration: up, and down on the way back."""
        return RunPython(
            lambda apps, editor: self.create(editor.connection), lambda apps, editor: self.drop(editor.connection)
        )

    def create(self, connection: Any) -> None:
        """Put the guard up."""
        run(connection, self._sqlite(connection) if connection.vendor == "sqlite" else self._postgresql())

    def drop(self, connection: Any) -> None:
        """Take the guard down: for a migration that builds the table anew, and for the way back."""
        on = "" if connection.vendor == "sqlite" else f" ON {self.table}"
        kinds = ("update", "delete", "replace", "truncate")
        run(connection, [f"DROP TRIGGER IF EXISTS {self.table}_no_{kind}{on}" for kind in kinds])

    @contextmanager
    def down(self) -> Iterator[None]:
        """Let the rotation of keys seal words again, inside its transaction. Needs whoever owns the table."""
        self.drop(connection)
        yield
        self.create(connection)

    def _is_finished(self, row: str, also: str = "") -> str:
        told = [also, self.when.format(row=row)]
        return " AND ".join(filter(None, told))

    def _sqlite(self, connection: Any) -> list[str]:
        stop = f"BEGIN SELECT RAISE(ABORT, '{self.sentence}'); END"
        when = f"WHEN {self._is_finished('OLD')} " if self.when else ""
        changes = self._is_finished("OLD", self._changes_more(connection))
        same = self._is_finished(self.table, f"{self.key} = NEW.{self.key}")
        is_there = f"EXISTS (SELECT 1 FROM {self.table} WHERE {same})"  # noqa: S608  no input in it
        return [
            f"CREATE TRIGGER {self.table}_no_update BEFORE UPDATE ON {self.table} "
            f"{f'WHEN {changes} ' if changes else ''}{stop}",
            f"CREATE TRIGGER {self.table}_no_delete BEFORE DELETE ON {self.table} {when}{stop}",
            # INSERT OR REPLACE deletes the old row without telling the trigger above.
            f"CREATE TRIGGER {self.table}_no_replace BEFORE INSERT ON {self.table} WHEN {is_there} {stop}",
        ]

    def _changes_more(self, connection: Any) -> str:
        """Of an update, whether it is more than that the words go."""
        if not self.forgets:
            return ""
        with connection.cursor() as cursor:
            columns = [one.name for one in connection.introspection.get_table_description(cursor, self.table)]
        same = [f'NEW."{name}" IS OLD."{name}"' for name in columns if name != self.forgets]
        return f"NOT ({' AND '.join([f'NEW.{self.forgets} IS NULL', *same])})"

    def _lets_words_go(self) -> str:
        if not self.forgets:
            return ""
        same = f"to_jsonb(NEW) - '{self.forgets}' = to_jsonb(OLD) - '{self.forgets}'"
        return f"""IF TG_OP = 'UPDATE' THEN
                    IF NEW.{self.forgets} IS NULL AND {same} THEN RETURN NEW; END IF;
                END IF;"""

    def _postgresql(self) -> list[str]:
        when = f" WHEN ({self._is_finished('OLD')})" if self.when else ""
        refuse = f"EXECUTE FUNCTION {self.table}_refuse()"
        return [
            f"""CREATE OR REPLACE FUNCTION {self.table}_refuse() RETURNS trigger AS $$
                BEGIN {self._lets_words_go()}
                RAISE EXCEPTION '{self.sentence}' USING ERRCODE = 'restrict_violation'; END
                $$ LANGUAGE plpgsql""",
            f"CREATE TRIGGER {self.table}_no_update BEFORE UPDATE OR DELETE ON {self.table} "
            f"FOR EACH ROW{when} {refuse}",
            f"CREATE TRIGGER {self.table}_no_truncate BEFORE TRUNCATE ON {self.table} FOR EACH STATEMENT {refuse}",
        ]


def run(connection: Any, statements: list[str]) -> None:
    """One after the other."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
