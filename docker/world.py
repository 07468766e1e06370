"""The demo's database: made when it is missing, of an older version of the code, or older than a week.

What is replaced is kept beside it, because somebody may have worked in it. Django must be set up, on this database.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tqdm import tqdm

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("mhst/demo/**/*.py", "*/migrations/*.py", "*/*/migrations/*.py", "mhst/*/*/migrations/*.py")
#: Its eighteen months of history end on the day it was made.
LASTS = timedelta(days=7)


@dataclass(frozen=True)
class World:
    """The database file and, beside it, a note of what it was made from."""

    database: Path

    @property
    def note(self) -> Path:
        return self.database.with_suffix(".made-from")

    def is_current(self) -> bool:
        """Whether it is of this code and not too old."""
        if not self.note.exists() or not self.database.exists():
            return False
        made_from, _, made_on = self.note.read_text().partition(" ")
        return made_from == _sources() and date.today() - date.fromisoformat(made_on) < LASTS

    def make(self) -> None:
        """A new one, migrated and full of invented people."""
        self._put_aside()
        _migrate()
        if "seed_demo" in get_commands():
            print("Inventing the people and what happened to them", flush=True)
            call_command("seed_demo")
        self.note.write_text(f"{_sources()} {date.today().isoformat()}")

    def _put_aside(self) -> None:
        self.note.unlink(missing_ok=True)
        if self.database.exists():
            print(f"The demo's world is made anew; the one so far is kept as {self.database.name}.old", flush=True)
        for suffix in ("", "-wal", "-shm", "-turn"):
            old = Path(f"{self.database}{suffix}")
            if old.exists():
                old.replace(f"{self.database}.old{suffix}")


def _sources() -> str:
    """Names the code that seeds the world and the shape of its database."""
    found = hashlib.sha256()
    for path in sorted(path for pattern in SOURCES for path in ROOT.glob(pattern)):
        found.update(path.read_bytes())
    return found.hexdigest()


def _migrate() -> None:
    """Every migration, with a bar that moves where somebody can see it."""
    print("Making the database", flush=True)
    executor = MigrationExecutor(connection)
    steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    with tqdm(total=steps, unit=" steps", leave=False, disable=None) as bar:
        call_command("migrate", interactive=False, stdout=_Ticks(bar))


class _Ticks:
    """Where `migrate` writes its lines: each that ends a step moves the bar."""

    def __init__(self, bar: "tqdm[None]") -> None:
        self.bar = bar

    def write(self, text: str) -> None:
        self.bar.update(text.count(" OK"))

    def flush(self) -> None:
        """Nothing is kept back."""
