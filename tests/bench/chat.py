"""The conversation under load: authorised, sealed, numbered, committed, acknowledged, and both readers served."""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connection

from docker.servers import free_port
from realtime.routing import LIVE
from tests.bench.registry import Figure, measurement
from tests.support import storm
from tests.support.connected import signed_in
from tests.support.conversation import one_to_one
from tests.support.processes import clean_environment
from tests.support.storm import Program
from tests.support.websocket import Websocket, connect

ROOMS, IN_FLIGHT, WARM, SECONDS = 100, 2, 1.0, 5.0
A_SECOND = 200
IDLE = 3000
WORDS = "I do not know where to start, but I wanted to tell somebody about this week. " * 2


class Member:
    """One of the two in a room. `got` is called with each message's words, once for each delivery."""

    def __init__(self, got: Callable[["Member", str], None]) -> None:
        self.got = got
        self.socket: Websocket | None = None

    async def arrive(self, port: int) -> None:
        self.socket = await connect(port, self.path, None, self.heard, lambda code: None)

    path = "/"

    def heard(self, text: str) -> None:
        self.got(self, json.loads(text)["words"])

    def say(self, words: str) -> None:
        assert self.socket is not None
        self.socket.send(json.dumps({"type": "send", "mid": str(uuid4()), "words": words}))


class Ours(Member):
    def __init__(self, got: Callable[[Member, str], None], key: str, conversation: str, epoch: int | None) -> None:
        super().__init__(got)
        self.key, self.conversation, self.epoch = key, conversation, epoch
        self.seen = 0

    async def arrive(self, port: int) -> None:
        self.live = asyncio.get_running_loop().create_future()
        self.socket = await connect(port, LIVE, self.key, self.heard, lambda code: None)
        talk = {"conversation": self.conversation, "cursors": {}}
        self.socket.send(json.dumps({"type": "hello", "version": 1, "talks": [talk]}))
        await asyncio.wait_for(self.live, 60)

    def heard(self, text: str) -> None:
        frame = json.loads(text)
        if frame["type"] == "events":
            for event in frame["events"]:
                self._event(event)
        elif frame["type"] == "refused":
            raise RuntimeError(text)
        elif frame["type"] == "live" and not self.live.done():
            self.live.set_result(None)

    def _event(self, event: dict[str, Any]) -> None:
        self.got(self, event["words"])
        self.seen += 1
        if self.seen % 20 == 0 and self.socket:
            seen = {"type": "seen", "conversation": self.conversation, "heads": {"open": event["seq"]}}
            self.socket.send(json.dumps(seen))

    def say(self, words: str) -> None:
        assert self.socket is not None
        frame = {"type": "send", "conversation": self.conversation, "mid": str(uuid4()), "words": words}
        self.socket.send(json.dumps(frame | {"epoch": self.epoch}))


Make = Callable[[Callable[[Member, str], None]], list[list[Member]]]


def of_a_room(got: Callable[[Member, str], None]) -> list[list[Member]]:
    rooms = [[Member(got), Member(got)] for _ in range(ROOMS)]
    for number, members in enumerate(rooms):
        for member in members:
            member.path = f"/room{number}/"
    return rooms


@cache
def talks() -> list[list[tuple[str, str, int | None]]]:
    """Conversations with two in each, signed in."""
    rooms = [one_to_one() for _ in range(ROOMS)]
    return [
        [(signed_in(r.user(n)), str(r.conversation.pk), 1 if n == "Cleo" else None) for n in ("Robin", "Cleo")]
        for r in rooms
    ]


def of_ours(got: Callable[[Member, str], None]) -> list[list[Member]]:
    return [[Ours(got, *whose) for whose in pair] for pair in talks()]


@asynccontextmanager
async def serving(app: str) -> AsyncIterator[Program]:
    """Daphne with this application, and nothing else."""
    port = free_port()
    environment = clean_environment(
        DJANGO_SETTINGS_MODULE="mhst.settings.demo", MHST_DATABASE_URL=storm.database_url(),
        MHST_MESSAGES_A_MINUTE="1000000", MHST_REDIS_URL="",
    )  # fmt: skip
    command = [sys.executable, "-m", "tests.bench.daphne_of", app, str(port)]
    program = Program(command, environment, port)
    async with storm.serving([program]):
        yield program


async def _with(app: str, make: Make, measure: Callable[[list[list[Member]], list[Any]], Awaitable[Any]]) -> Any:
    """Measure with all members arrived. `got` notes each delivery in a list that is measured from."""
    got: list[Any] = []
    rooms = make(lambda member, words: got.append((member, words, time.perf_counter())))
    async with serving(app) as program:
        for members in rooms:
            await asyncio.gather(*(member.arrive(program.port) for member in members))
        found = await measure(rooms, got)
        for members in rooms:
            for member in members:
                if member.socket:
                    member.socket.abort()
    return found


async def _most(rooms: list[list[Member]], got: list[Any]) -> float:
    """Messages a second, each delivered to both, with so many of each member's on their way."""
    partner: dict[str, Member] = {}
    flights = {member: IN_FLIGHT for members in rooms for member in members}
    for member, flight in flights.items():
        for number in range(flight):
            token = f"{id(member)}-{number} "
            partner[token] = member
            member.say(token + WORDS)
    delivered, begun, until = 0, 0.0, time.perf_counter() + WARM + SECONDS
    counted = 0
    while (now := time.perf_counter()) < until:
        await asyncio.sleep(0)
        if not got:
            await asyncio.sleep(0.0005)
            continue
        batch, got[:] = list(got), []
        for member, words, _ in batch:
            token = words.split(" ", 1)[0] + " "
            if partner.get(token) is member:
                member.say(token + WORDS)
        if now > until - SECONDS:
            begun = begun or now
            counted += len(batch)
    delivered = counted
    return delivered / 2 / (time.perf_counter() - begun)


async def _delays(rooms: list[list[Member]], got: list[Any]) -> list[float]:
    """Milliseconds from send to the other reader, at 200 a second whatever comes back."""
    begun, sent = time.perf_counter(), 0
    writers = [members[0] for members in rooms]
    readers = {members[1] for members in rooms}
    while (now := time.perf_counter()) < begun + WARM + SECONDS:
        while sent < (now - begun) * A_SECOND:
            writers[sent % len(writers)].say(f"{time.perf_counter()} {WORDS}")
            sent += 1
        await asyncio.sleep(0.001)
    await asyncio.sleep(0.5)
    seen = [(at - float(words.split(" ", 1)[0])) * 1000 for member, words, at in got if member in readers]
    assert len(seen) == sent, f"{len(seen)} of {sent} were seen"
    return sorted(seen[int(WARM * A_SECOND) :])


def _begin() -> None:
    """Every figure begins with a database of its own."""
    talks.cache_clear()
    talks()
    connection.close()


def _run(app: str, make: Make, measure: Any) -> Any:
    return asyncio.run(_with(app, make, measure))


@cache
def _delays_of(app: str) -> list[float]:
    return list(_run(app, of_ours if app == "ours" else of_a_room, _delays))


def _at(delays: list[float], share: float) -> float:
    return delays[min(len(delays) - 1, int(len(delays) * share))]


@measurement("chat.durable")
def durable() -> Figure:
    """Messages a second on one core of Daphne, committed and both readers served, against the tutorial's room."""
    _begin()
    pairs = [(_run("stock", of_a_room, _most), _run("ours", of_ours, _most)) for _ in range(2)]
    stock, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
    return Figure(ours, "per s", "the tutorial's room, nothing kept", stock)


@measurement("chat.p50")
def middle() -> Figure:
    _begin()
    return Figure(_at(_delays_of("ours"), 0.5), "ms", "bare fan-out, 200 a second", _at(_delays_of("bare"), 0.5))


@measurement("chat.p99")
def worst() -> Figure:
    _begin()
    return Figure(_at(_delays_of("ours"), 0.99), "ms", "bare fan-out, 200 a second", _at(_delays_of("bare"), 0.99))


@measurement("chat.idle_kib")
def idle() -> Figure:
    """KiB of the server for each connected page that nothing happens on, at three thousand."""
    _begin()
    return Figure(asyncio.run(_idle("ours", of_ours)), "KiB", "bare sockets", asyncio.run(_idle("bare", of_a_room)))


async def _idle(app: str, make: Make) -> float:
    async with serving(app) as program:
        members = [m for room in make(lambda member, words: None) for m in room]
        for member in members:
            await member.arrive(program.port)
        before = _kib(program)
        many = IDLE // len(members)
        later = [m for _ in range(many) for room in make(lambda member, words: None) for m in room]
        for first in range(0, len(later), 20):
            await asyncio.gather(*(member.arrive(program.port) for member in later[first : first + 20]))
        await asyncio.sleep(2)
        grown = (_kib(program) - before) / len(later)
        for member in [*members, *later]:
            assert member.socket is not None
            member.socket.abort()
        return grown


def _kib(program: Program) -> float:
    """Resident memory of the process."""
    assert program.process is not None
    status = Path(f"/proc/{program.process.pid}/status").read_text()
    return float(status.split("VmRSS:")[1].split()[0])
