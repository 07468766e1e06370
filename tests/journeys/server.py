"""The product as people meet it: Daphne, the demo's settings, a database of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from django.conf import settings

from tests.copies import KEPT, ROOT, SqliteCopies, point_to
from tests.support.processes import clean_environment

SECONDS_TO_START = 60


class DidNotStart(Exception):
    """The server ended or kept silent; holds what it said."""


@dataclass
class Server:
    """A running product. `connected()` reaches its database from the test."""

    base_url: str
    database: Path
    log: Path
    blocker: Any

    @contextmanager
    def connected(self) -> Iterator[None]:
        """Let Django in this process read and write the database that the server uses."""
        before = settings.DATABASES["default"]["NAME"]
        with self.blocker.unblock():
            point_to(str(self.database))
            try:
                yield
            finally:
                point_to(before)

    def kept(self) -> bytes:
        """Every byte of the database and of what the server has written."""
        beside = [self.database.with_name(f"{self.database.name}-wal"), self.log]
        return b"".join(path.read_bytes() for path in (self.database, *beside) if path.exists())

    def said(self) -> str:
        """Everything the server has written, mail among it."""
        return self.log.read_text()


def environment_for(database: Path, base_url: str) -> dict[str, str]:
    """What a process needs to run as the demo on this database."""
    return {
        **clean_environment(),
        "DJANGO_SETTINGS_MODULE": "mhst.settings.demo",
        "MHST_DATABASE_URL": f"sqlite:///{database}",
        "MHST_BASE_URL": base_url,
        "PYTHONUNBUFFERED": "1",
    }


def manage(database: Path, *command: str, at: str = "") -> str:
    """Run one of Django's commands on the server's database. `at` is when it runs."""
    program = ["-m", "tests.journeys.at", at, "manage"] if at else ["manage.py"]
    done = subprocess.run(
        [sys.executable, *program, *command],
        cwd=ROOT, env=environment_for(database, "http://localhost"), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise DidNotStart(f"manage.py {' '.join(command)}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


@contextmanager
def serving(database: Path, blocker: Any, *, at: str = "") -> Iterator[Server]:
    """Start Daphne on a free port; stop it and remove its database at the end. `at` is when it is there."""
    port = _free_port()
    log = database.with_suffix(".log")
    base_url = f"http://localhost:{port}"
    moment = ["tests.journeys.at", at] if at else []
    command = [sys.executable, "-m", *moment, "daphne", "-b", "127.0.0.1", "-p", str(port), "mhst.asgi:application"]
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment_for(database, base_url), stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_it_answers(process, base_url, log)
            yield Server(base_url, database, log, blocker)
        finally:
            process.terminate()
            process.wait(timeout=20)
            for suffix in ("", "-wal", "-shm", "-turn"):
                Path(f"{database}{suffix}").unlink(missing_ok=True)


def fresh_database(worker: str) -> Path:
    """A migrated, empty copy for the server."""
    path = KEPT / f"journeys-{os.getpid()}-{worker}.sqlite3"
    shutil.copy(SqliteCopies(worker).template, path)
    return path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_it_answers(process: subprocess.Popen, base_url: str, log: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if process.poll() is not None:
            raise DidNotStart(f"Daphne ended with {process.returncode}:\n{log.read_text()[-2000:]}")
        try:
            urlopen(f"{base_url}/robots.txt", timeout=5)  # noqa: S310 our own address
            return
        except HTTPError:
            return
        except OSError:  # refused, or taking longer than that
            time.sleep(0.1)  # the only way to wait for a port of another process
    raise DidNotStart(f"Daphne has not answered for {SECONDS_TO_START} s:\n{log.read_text()[-2000:]}")
