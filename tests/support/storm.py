"""Many conversations while servers and Redis are killed; what every page was told is kept, and judged afterwards."""

import asyncio
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.request import urlopen
from uuid import UUID, uuid4

from django.db import connection

from docker.servers import answers, die_with_parent, free_port
from realtime.routing import LIVE
from tests.copies import ROOT
from tests.support.processes import clean_environment
from tests.support.websocket import Refused, Websocket, connect

AGAIN_AFTER = 2.0


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
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=die_with_parent,
        )  # fmt: skip

    def end(self, how: int = signal.SIGKILL) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait()

    async def ready(self) -> None:
        """Until it serves."""
        async with asyncio.timeout(60):
            while not await asyncio.to_thread(self._serves):
                await asyncio.sleep(0.05)

    def _serves(self) -> bool:
        if "redis-server" in self.command[0]:
            return answers(self.port)
        try:
            with urlopen(f"http://localhost:{self.port}/robots.txt", timeout=5):
                return True
        except OSError:
            return False


def server(redis_url: str, module: str = "daphne") -> Program:
    """One of the product's servers, on the database of the test."""
    port = free_port()
    environment = clean_environment(
        DJANGO_SETTINGS_MODULE="mhst.settings.demo", MHST_DATABASE_URL=database_url(), MHST_REDIS_URL=redis_url,
        MHST_MESSAGES_A_MINUTE="100000", MHST_BASE_URL=f"http://localhost:{port}",
    )  # fmt: skip
    command = [sys.executable, "-m", module, "-v", "0", "-b", "127.0.0.1", "-p", str(port), "mhst.asgi:application"]
    return Program(command, environment, port)


@contextmanager
def redis(directory: Any) -> Iterator[Program]:
    """A Redis of the test's own, which it may kill."""
    port = free_port()
    program = shutil.which("redis-server") or "redis-server"
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(directory)]
    own = Program(command, dict(os.environ), port)
    own.start()
    try:
        yield own
    finally:
        own.end()


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


@dataclass
class Client:
    """A page that writes so many messages and reads all, and comes back wherever it can, as the browser's does."""

    name: str
    key: str
    conversation: UUID
    ports: list[int]
    to_write: int
    epoch: int | None = None
    acked: set[UUID] = field(default_factory=set)
    shown: list[tuple[int, UUID, str]] = field(default_factory=list)
    cursor: list[Any] = field(default_factory=lambda: [0, "00000000"])
    repairs: int = 0
    returns: int = 0
    head: int = 0

    async def write_all(self) -> None:
        """Each message until it is acknowledged, whatever happens meanwhile; then the next."""
        for number in range(self.to_write):
            mid = uuid4()
            while mid not in self.acked:
                socket = await self._connected()
                self._answered.clear()
                frame = {"type": "send", "conversation": str(self.conversation), "mid": str(mid),
                         "words": f"{self.name} {number}", "epoch": self.epoch}  # fmt: skip
                socket.send(json.dumps(frame))
                with suppress(TimeoutError):
                    async with asyncio.timeout(AGAIN_AFTER):
                        await self._answered.wait()

    async def read_up_to(self, head: int) -> None:
        """Until everything has been shown, or patience ends: the checker says what is missing."""
        with suppress(TimeoutError):
            async with asyncio.timeout(30):
                while self.cursor[0] < head:
                    await self._connected()
                    await asyncio.sleep(0.05)

    def hang_up(self) -> None:
        if self._socket:
            self._socket.abort()

    def __post_init__(self) -> None:
        self._socket: Websocket | None = None
        self._live = asyncio.Event()
        self._answered = asyncio.Event()

    async def _connected(self) -> Websocket:
        while self._socket is None:
            self._live.clear()
            port = random.choice(self.ports)
            try:
                self._socket = await connect(port, LIVE, self.key, self._heard, self._over)
                self._greet()
                async with asyncio.timeout(5):
                    await self._live.wait()
                self.returns += 1
            except (OSError, Refused, TimeoutError):
                if self._socket is not None:
                    self._socket.abort()
                self._socket = None
                await asyncio.sleep(random.uniform(0.05, 0.4))
        return self._socket

    def _greet(self) -> None:
        talk = {"conversation": str(self.conversation), "cursors": {"open": self.cursor}}
        assert self._socket is not None
        self._socket.send(json.dumps({"type": "hello", "version": 1, "talks": [talk]}))

    def _heard(self, text: str) -> None:
        frame = json.loads(text)
        kind = frame["type"]
        if kind == "events" and frame["stream"] == "open":
            self._show(frame["events"])
        elif kind == "ack":
            self.acked.add(UUID(frame["mid"]))
            self._answered.set()
        elif kind == "live":
            self._live.set()
        elif kind == "beat" and self._socket:
            seen = {"type": "seen", "conversation": str(self.conversation), "heads": {"open": self.cursor[0]}}
            self._socket.send(json.dumps(seen))

    def _show(self, events: list[dict[str, Any]]) -> None:
        fresh = [event for event in events if event["seq"] > self.cursor[0]]
        if fresh and fresh[0]["seq"] != self.cursor[0] + 1:
            self.repairs += 1
            return self._greet()
        for event in fresh:
            self.cursor = [event["seq"], event["mark"]]
            if event["kind"] == "message":
                self.shown.append((event["seq"], UUID(event["mid"]), event["words"]))
        return None

    def _over(self, code: int) -> None:
        self._socket = None
        self._live.clear()
        self._answered.set()


def faults(clients: list[Client], kept: dict[UUID, list[tuple[int, UUID]]]) -> list[str]:
    """Everything that is not as promised, in sentences. `kept` is what the database holds, by conversation."""
    found = []
    for client in clients:
        rows = kept[client.conversation]
        mids = [mid for _, mid in rows]
        shown = [mid for _, mid, _ in client.shown]
        lost = client.acked - set(mids)
        twice = [mid for mid, times in Counter(shown).items() if times > 1]
        if lost:
            found.append(f"{client.name}: {len(lost)} acknowledged messages are lost")
        if twice:
            found.append(f"{client.name}: {len(twice)} messages were shown twice")
        if missing := set(mids) - set(shown):
            found.append(f"{client.name}: {len(missing)} messages were never shown")
        if [(seq, mid) for seq, mid, _ in client.shown] != rows:
            found.append(f"{client.name}: not what is kept, in its order")
        if len(client.acked) != client.to_write:
            found.append(f"{client.name}: {client.to_write - len(client.acked)} messages had no answer")
    for conversation, rows in kept.items():
        if [seq for seq, _ in rows] != list(range(rows[0][0], rows[0][0] + len(rows))):
            found.append(f"{conversation}: the sequence has a gap")
        if len({mid for _, mid in rows}) != len(rows):
            found.append(f"{conversation}: a message is kept twice")
    return found
