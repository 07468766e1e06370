"""A migrated database for each set of migrations, and each worker's copy of it.

Copying replaces Django's flush: audit rows refuse to be deleted, and what migrations put in stays.
`python -m tests.copies` only sees to it that the migrated database is there.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "test"
TEMPLATES_KEPT = 3
LOCK = 0x6D687374  # any number that only we use


def fingerprint() -> str:
    """Names one set of migrations and libraries, and of apps of others that are installed."""
    found = hashlib.sha256("\n".join(settings.INSTALLED_APPS).encode())
    for top in sorted(ROOT.iterdir()):
        if top.is_dir() and not top.name.startswith(".") and top.name not in {"node_modules", "var"}:
            for path in sorted(top.rglob("migrations/*.py")):
                found.update(path.read_bytes())
    found.update((ROOT / "realtime/phrases/starting.toml").read_bytes())  # a migration puts it in
    lock = ROOT / "requirements-dev.txt"
    found.update(lock.read_bytes() if lock.exists() else b"")
    return found.hexdigest()[:16]


def close_connections() -> None:
    """Also what is kept open for whoever comes next."""
    connections.close_all()
    connection.close_pool()  # type: ignore[attr-defined]  # both databases have one


def point_to(name: str) -> None:
    """Let Django in this process read and write that database, on the same server or in the same way."""
    close_connections()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def _lives(process: int) -> bool:
    with suppress(PermissionError):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
    return True


class SqliteCopies:
    """A migrated file, and this worker's copy of it."""

    def __init__(self, worker: str) -> None:
        self.template = KEPT / f"{fingerprint()}.sqlite3"
        self.mine = KEPT / f"run-{os.getpid()}-{worker}.sqlite3"

    def prepare(self) -> None:
        self.migrate()
        point_to(str(self.mine))
        self.restore()

    def migrate(self) -> None:
        """See to it that there is a template."""
        KEPT.mkdir(parents=True, exist_ok=True)
        with self._alone():
            self._sweep()
            if not self.template.exists():
                self._build()
            self.template.touch()  # the newest are kept

    def restore(self) -> None:
        close_connections()
        self.remove()
        shutil.copyfile(self.template, self.mine)

    def remove(self) -> None:
        _remove(self.mine)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Only one worker builds; the others wait for it."""
        with (KEPT / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _build(self) -> None:
        building = self.template.with_suffix(".building")
        _remove(building)
        point_to(str(building))
        call_command("migrate", verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        close_connections()
        os.replace(building, self.template)
        _remove(building)

    def _sweep(self) -> None:
        """Copies of runs that ended without tidying up, and templates of migrations long gone."""
        for left_behind in KEPT.glob("*-*-*"):  # purpose, process, worker
            process = left_behind.name.split("-")[1]
            if process.isdecimal() and not _lives(int(process)):
                left_behind.unlink(missing_ok=True)
        templates = sorted(KEPT.glob(f"{'[0-9a-f]' * 16}.sqlite3"), key=lambda path: path.stat().st_mtime)
        for old in templates[:-TEMPLATES_KEPT]:
            _remove(old)


def _remove(database: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal", "-turn"):
        Path(f"{database}{suffix}").unlink(missing_ok=True)


class PostgresCopies:
    """A migrated template database, and this worker's copy of it. The server is a throw-away one."""

    def __init__(self, worker: str) -> None:
        self.template = f"template_{fingerprint()}"
        self.mine = f"run_{os.getpid()}_{worker}"

    def prepare(self) -> None:
        self.migrate()
        point_to(self.mine)
        self.restore()

    def migrate(self) -> None:
        """See to it that there is a template."""
        with self._maintenance() as maintenance:
            maintenance.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            if not maintenance.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template]).fetchone():
                self._build()

    def restore(self) -> None:
        close_connections()
        with self._maintenance() as maintenance:
            maintenance.execute(f'DROP DATABASE IF EXISTS "{self.mine}" WITH (FORCE)')
            maintenance.execute(f'CREATE DATABASE "{self.mine}" TEMPLATE "{self.template}"')

    def remove(self) -> None:
        with self._maintenance() as maintenance:
            maintenance.execute(f'DROP DATABASE IF EXISTS "{self.mine}" WITH (FORCE)')

    def _build(self) -> None:
        building = f"building_{os.getpid()}"
        with self._maintenance() as maintenance:
            maintenance.execute(f'CREATE DATABASE "{building}"')
        point_to(building)
        call_command("migrate", verbosity=0, interactive=False)
        close_connections()
        with self._maintenance() as maintenance:
            maintenance.execute(f'ALTER DATABASE "{building}" RENAME TO "{self.template}"')

    def _maintenance(self) -> Any:
        import psycopg

        parameters = {**connection.get_connection_params(), "dbname": "postgres"}
        for django_only in ("cursor_factory", "context", "prepare_threshold"):
            parameters.pop(django_only, None)
        return psycopg.connect(**parameters, autocommit=True)


def copies_for(worker: str) -> SqliteCopies | PostgresCopies:
    """Copies on the engine that the settings name."""
    return SqliteCopies(worker) if connection.vendor == "sqlite" else PostgresCopies(worker)


if __name__ == "__main__":
    import django

    django.setup()
    copies_for("migrating").migrate()
