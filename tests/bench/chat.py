"""The conversation under load: authorised, sealed, numbered, committed, acknowledged, and both readers served.

A hundred rooms of three: two who write to each other, and somebody who looks in. Rooms that it is measured against
have three as well. What a message costs is the CPU that the server has used, so that a machine which also does other
things tells the same; the load comes from another process.
"""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from django.db import connection

from docker.servers import answers, free_port
from mhst.access.enums import RoleName
from realtime.enums import Part
from realtime.live.checking import check
from realtime.routing import LIVE
from tests.bench.registry import Figure, measurement
from tests.factories import member_of
from tests.support import programs
from tests.support.connected import signed_in
from tests.support.conversation import one_to_one
from tests.support.processes import clean_environment
from tests.support.programs import Program
from tests.support.websocket import Websocket, connect

ROOMS, IN_FLIGHT, WARM, SECONDS, PAIRS = 100, 2, 1.0, 5.0, 3
NAMES, WRITERS = ("Robin", "Cleo", "Sacha"), 2
A_SECOND = 200
IDLE = 3000
WORDS = "I do not know where to start, but I wanted to tell somebody about this week. " * 2


class Member:
    """One of the three in a room. `got` is called with each message's words, once for each delivery."""

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
    rooms = [[Member(got) for _ in NAMES] for _ in range(ROOMS)]
    for number, members in enumerate(rooms):
        for member in members:
            member.path = f"/room{number}/"
    return rooms


@cache
def talks() -> list[list[tuple[str, str, int | None]]]:
    """Conversations with three in each, signed in."""
    rooms = [one_to_one() for _ in range(ROOMS)]
    for room in rooms:
        room.join("Sacha", member_of(room.team, RoleName.SUPERVISOR), Part.OBSERVER)
    return [
        [(signed_in(r.user(name)), str(r.conversation.pk), 1 if name == "Cleo" else None) for name in NAMES]
        for r in rooms
    ]


def of_ours(got: Callable[[Member, str], None]) -> list[list[Member]]:
    return [[Ours(got, *whose) for whose in three] for three in talks()]


@asynccontextmanager
async def serving(app: str, server: str, redis_url: str = "") -> AsyncIterator[Program]:
    """This server with this application, and nothing else but Redis, where it is to have it."""
    port = free_port()
    environment = clean_environment(
        DJANGO_SETTINGS_MODULE="mhst.settings.demo", MHST_DATABASE_URL=programs.database_url(),
        MHST_MESSAGES_A_MINUTE="1000000", MHST_REDIS_URL=redis_url,
    )  # fmt: skip
    command = [sys.executable, "-m", "tests.bench.serve", server, app, str(port)]
    program = Program(command, environment, port, answers)
    async with programs.serving([program]):
        yield program


Measure = Callable[[Program, list[list[Member]], list[Any]], Awaitable[Any]]


async def _with(app: str, server: str, measure: Measure, redis_url: str = "") -> Any:
    """Measure with all members arrived. `got` notes each delivery in a list that is measured from."""
    got: list[Any] = []
    make = of_ours if app == "ours" else of_a_room
    rooms = make(lambda member, words: got.append((member, words, time.perf_counter())))
    async with serving(app, server, redis_url) as program:
        for members in rooms:
            await asyncio.gather(*(member.arrive(program.port) for member in members))
        found = await measure(program, rooms, got)
        for members in rooms:
            for member in members:
                if member.socket:
                    member.socket.abort()
    return found


async def _most(program: Program, rooms: list[list[Member]], got: list[Any]) -> float:
    """Messages for each second of the server's CPU, each delivered to all, with so many of each writer's on their
    way."""
    writes: dict[str, Member] = {}
    for members in rooms:
        for member in members[:WRITERS]:
            for number in range(IN_FLIGHT):
                token = f"{id(member)}-{number}"
                writes[token] = member
                member.say(f"{token} {WORDS}")
    delivered, spent, end = 0, 0.0, time.perf_counter() + WARM + SECONDS
    while (now := time.perf_counter()) < end:
        await asyncio.sleep(0.0005)
        batch, got[:] = list(got), []
        if now < end - SECONDS:
            spent = program.cpu()
        else:
            delivered += len(batch)
        for member, words, _ in batch:
            token = words.split(" ", 1)[0]
            if writes[token] is member:
                member.say(f"{token} {WORDS}")
    return delivered / len(NAMES) / (program.cpu() - spent)


async def _delays(program: Program, rooms: list[list[Member]], got: list[Any]) -> list[float]:
    """Milliseconds from send to each of the others, at 200 a second whatever comes back."""
    begun, sent = time.perf_counter(), 0
    writers = [members[0] for members in rooms]
    readers = {member for members in rooms for member in members[1:]}
    while (now := time.perf_counter()) < begun + WARM + SECONDS:
        while sent < (now - begun) * A_SECOND:
            writers[sent % len(writers)].say(f"{time.perf_counter()} {WORDS}")
            sent += 1
        await asyncio.sleep(0.001)
    await asyncio.sleep(0.5)
    seen = [(at - float(words.split(" ", 1)[0])) * 1000 for member, words, at in got if member in readers]
    assert len(seen) == sent * 2, f"{len(seen)} of {sent * 2} were seen"
    return sorted(seen[int(WARM * A_SECOND * 2) :])


def _begin() -> None:
    """Every figure begins with a database of its own."""
    talks.cache_clear()
    talks()
    connection.close()


@cache
def _delays_of(app: str, server: str) -> list[float]:
    return list(asyncio.run(_with(app, server, _delays)))


def _durable(server: str) -> Figure:
    """Messages a second and core, committed and both readers served, against the tutorial's room in memory."""
    return _compared("stock", server, "the tutorial's room in memory, nothing kept")


def _durable_redis(server: str) -> Figure:
    """The same where there may be several processes: with Redis between them, as the tutorial has it."""
    with TemporaryDirectory() as directory, programs.redis(directory) as redis:
        asyncio.run(redis.ready())
        url = f"redis://127.0.0.1:{redis.port}/0"
        return _compared("stock_redis", server, "the tutorial's room over Redis, nothing kept", url)


def _compared(other: str, server: str, baseline: str, redis_url: str = "") -> Figure:
    _begin()
    pairs = [[_alone(app, server, redis_url) for app in (other, "ours")] for _ in range(PAIRS)]
    stock, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
    return Figure(ours, "per core", baseline, stock)


def _alone(app: str, server: str, redis_url: str) -> float:
    """What the last run has left to look through for danger words is no work of this one."""
    while check():
        pass
    connection.close()
    return float(asyncio.run(_with(app, server, _most, redis_url)))


def _late(share: float, server: str) -> Figure:
    """What so many of a hundred wait less than from send to seen, against a bare fan-out."""
    _begin()
    ours, bare = (_delays_of(app, server) for app in ("ours", "bare"))
    at = int(len(bare) * share)
    return Figure(ours[at], "ms", "bare fan-out, 200 a second", bare[at])


measurement("chat.durable")(partial(_durable, "daphne"))
measurement("chat.durable_redis")(partial(_durable_redis, "daphne"))
measurement("chat.p50")(partial(_late, 0.5, "daphne"))
measurement("chat.p99")(partial(_late, 0.99, "daphne"))
measurement("chat.durable_uvicorn")(partial(_durable, "uvicorn"))
measurement("chat.durable_redis_uvicorn")(partial(_durable_redis, "uvicorn"))
measurement("chat.p99_uvicorn")(partial(_late, 0.99, "uvicorn"))


@measurement("chat.idle_kib")
def idle() -> Figure:
    """KiB of the server for each connected page that nothing happens on, at three thousand."""
    _begin()
    return Figure(asyncio.run(_idle("ours", of_ours)), "KiB", "bare sockets", asyncio.run(_idle("bare", of_a_room)))


async def _idle(app: str, make: Make) -> float:
    async with serving(app, "daphne") as program:
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
