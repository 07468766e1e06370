"""How long a newcomer waits: the demo's world is made once, its server starts every time."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from docker.servers import free_port
from tests.bench.registry import Figure, measurement
from tests.journeys.server import manage

ROOT = Path(__file__).resolve().parent.parent.parent
READY = "Ctrl-C stops it."


@measurement("demo.seed")
def seed() -> Figure:
    """Seconds to invent the demo's world, against those for putting as many bare rows into one table."""
    with _directory() as directory:
        database = directory / "mhst.sqlite3"
        manage(database, "migrate", "--verbosity=0")
        before, began = _rows(database), time.perf_counter()
        manage(database, "seed_demo")
        taken = time.perf_counter() - began
        bare = _bare_inserts(directory / "bare.sqlite3", _rows(database) - before)
        return Figure(taken, "s", "bare inserts of as many rows", bare)


@measurement("demo.start")
def start() -> Figure:
    """Seconds from the second `make demo` to a server that answers, against those of Django's own start."""
    with _directory() as directory:
        _until_ready(directory)
        return Figure(_until_ready(directory), "s", "manage.py check", _check())


def _rows(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return sum(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables)  # noqa: S608


def _bare_inserts(database: Path, rows: int) -> float:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE bare_rows (id integer PRIMARY KEY, words varchar(80))")
        began = time.perf_counter()
        with connection:
            connection.executemany("INSERT INTO bare_rows VALUES (?, ?)", ((number, "words") for number in range(rows)))
        return time.perf_counter() - began


@contextmanager
def _directory() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="demo-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _until_ready(directory: Path) -> float:
    began = time.perf_counter()
    demo = subprocess.Popen(
        [sys.executable, "-m", "docker.launch", str(free_port()), str(directory)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = []
    try:
        for line in demo.stdout or ():
            said.append(line)
            if line.strip() == READY:
                return time.perf_counter() - began
        raise RuntimeError(f"the demo did not start:\n{''.join(said[-20:])}")
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.communicate()


def _check() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "manage.py", "check"], cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - began
