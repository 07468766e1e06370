"""The product's servers and what they stand on, as processes that a test can kill and start again."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from django.db import connection

from docker import servers
from docker.servers import answers, die_with_parent, free_port
from tests.copies import ROOT, close_connections
from tests.support.processes import clean_environment


def database_url() -> str:
    """The database of the test, as a process of its own is told it."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    return f"postgres://{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


@dataclass
class Program:
    """A process that can be killed and started again where it was."""

    command: list[str]
    environment: dict[str, str]
    port: int
    serves: Callable[[int], bool]
    log: Path = Path(os.devnull)
    more: dict[str, Any] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, **{"cwd": ROOT, **self.more}, env=self.environment, stdout=log, stderr=log,
                preexec_fn=die_with_parent,
            )  # fmt: skip

    def end(self, how: int = signal.SIGKILL) -> None:
        """It and whatever it started."""
        if self.process is None:
            return
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        self.process.send_signal(how)
        for child in children if how == signal.SIGKILL else ():
            with suppress(ProcessLookupError):
                os.kill(int(child), how)
        self.process.wait()

    def cpu(self) -> float:
        """Seconds of processor time that it has used."""
        assert self.process is not None
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    async def ready(self) -> None:
        """Until it serves."""
        async with asyncio.timeout(60):
            while not await asyncio.to_thread(self.serves, self.port):
                assert self.process is not None
                assert self.process.poll() is None, f"{self.command} ended with {self.process.returncode}"
                await asyncio.sleep(0.05)


def _serves_pages(port: int) -> bool:
    try:
        with urlopen(f"http://localhost:{port}/robots.txt", timeout=5):
            return True
    except OSError:
        return False


DAPHNE = ("daphne", "-v", "0", "-b", "127.0.0.1", "-p", "{port}")
UVICORN = ("uvicorn", "--log-level", "warning", "--host", "127.0.0.1", "--port", "{port}")
BROKEN = ("tests.support.broken_server", *DAPHNE[1:])


def server(redis_url: str, kind: Sequence[str] = DAPHNE, log: Path = Path(os.devnull)) -> Program:
    """One of the product's servers, on the database of the test."""
    port = free_port()
    environment = clean_environment(
        DJANGO_SETTINGS_MODULE="mhst.settings.demo", MHST_DATABASE_URL=database_url(), MHST_REDIS_URL=redis_url,
        MHST_MESSAGES_A_MINUTE="100000", MHST_BASE_URL=f"http://localhost:{port}",
    )  # fmt: skip
    command = [sys.executable, "-m", *(part.format(port=port) for part in kind), "mhst.asgi:application"]
    return Program(command, environment, port, _serves_pages, log)


@contextmanager
def redis(directory: Any) -> Iterator[Program]:
    """A Redis of the test's own, which it may kill."""
    port = free_port()
    program = shutil.which("redis-server") or "redis-server"
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(directory)]
    own = Program(command, dict(os.environ), port, answers)
    own.start()
    try:
        yield own
    finally:
        own.end()


@contextmanager
def postgres() -> Iterator[Program]:
    """A PostgreSQL of the test's own, which it may kill, with all that the database of the test has. Meanwhile it is
    the database of the test."""
    with servers.postgres_laid_out(durable=True) as own:
        more = {"cwd": own.directory, **servers.as_user(own.user)}
        program = Program(own.command, dict(os.environ), own.port, lambda port: own.is_ready(), more=more)
        program.start()
        try:
            asyncio.run(program.ready())
            _copy(own, database_url())
            with _connected_to(HOST="127.0.0.1", PORT=str(own.port), NAME="postgres", USER="mhst", PASSWORD=""):
                yield program
        finally:
            program.end()


def _copy(own: servers.Postgres, source: str) -> None:
    dump = subprocess.Popen([own.programs / "pg_dump", "-d", source], stdout=subprocess.PIPE)
    load = [str(own.programs / "psql"), "-q", "-v", "ON_ERROR_STOP=1", "-d", own.url]
    subprocess.run(load, stdin=dump.stdout, stdout=subprocess.DEVNULL, check=True)


@contextmanager
def _connected_to(**where: str) -> Iterator[None]:
    """Let Django in this process read and write that database."""
    told = connection.settings_dict
    before = {name: told[name] for name in where}
    close_connections()
    told.update(where)
    try:
        yield
    finally:
        close_connections()
        told.update(before)


@asynccontextmanager
async def serving(programs: Sequence[Program]) -> AsyncIterator[None]:
    for program in programs:
        program.start()
    try:
        for program in programs:
            await program.ready()
        yield
    finally:
        for program in programs:
            program.end()
