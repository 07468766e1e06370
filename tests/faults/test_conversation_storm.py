"""Servers and Redis are killed while people write: acknowledged words are never lost, nor shown twice, nor moved."""

import asyncio
import os
import random
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection

from realtime.enums import Audience, EventKind
from realtime.models import Event, Stream
from tests.support import programs
from tests.support.connected import signed_in
from tests.support.conversation import Room, one_to_one
from tests.support.loops import run
from tests.support.programs import Program
from tests.support.storm import Client, faults

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]

#: 5,000 in all in `make test`, 100,000 in `make soak`.
CONVERSATIONS = int(os.environ.get("MHST_STORM_CONVERSATIONS", "20"))
EACH = int(os.environ.get("MHST_STORM_MESSAGES", "125"))


def rooms(count: int) -> list[Room]:
    return [one_to_one() for _ in range(count)]


def writers(rooms: list[Room], servers: list[Program], each: int) -> list[Client]:
    ports = [server.port for server in servers]
    return [
        Client(name, signed_in(room.user(name)), room.conversation.pk, ports, each, 1 if name == "Cleo" else None)
        for room in rooms
        for name in ("Robin", "Cleo")
    ]


def kept(rooms: list[Room]) -> dict[UUID, list[tuple[int, UUID]]]:
    found: dict[UUID, list[tuple[int, UUID]]] = {}
    for room in rooms:
        told = Event.objects.filter(stream__conversation=room.conversation, stream__audience=Audience.OPEN)
        rows = told.filter(kind=EventKind.MESSAGE).order_by("seq")
        found[room.conversation.pk] = list(rows.values_list("seq", "message__mid"))
    return found


def heads(rooms: list[Room]) -> dict[UUID, int]:
    """How far the open streams have come, in a thread of its own."""
    try:
        rows = Stream.objects.filter(conversation__in=[r.conversation for r in rooms], audience=Audience.OPEN)
        return dict(rows.values_list("conversation_id", "head"))
    finally:
        connection.close()


async def all_read(clients: list[Client], rooms: list[Room]) -> None:
    """After the storm, not during."""
    found = await asyncio.to_thread(heads, rooms)
    await asyncio.gather(*(client.read_up_to(found[client.conversation]) for client in clients))
    for client in clients:
        client.hang_up()


@pytest.fixture
def only_on_servers() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("two servers share one PostgreSQL; SQLite is for one")


def test_nothing_acknowledged_is_lost_or_shown_twice_while_servers_and_redis_are_killed(
    only_on_servers: None, tmp_path: Path
) -> None:
    talks = rooms(CONVERSATIONS)
    print("seed", seed := random.randrange(10**6))
    random.seed(seed)

    async def weather(servers: list[Program], redis: Program, writing: "asyncio.Future[object]") -> int:
        """Until all have written: now one server, now the other; once Redis."""
        killed = 0
        while not writing.done():
            victim = servers[killed % 2]
            await asyncio.wait({writing}, timeout=1)
            victim.end()
            killed += 1
            if killed == 1:
                redis.end()
            await asyncio.wait({writing}, timeout=1)
            victim.start()
            if killed >= 2 and redis.process is not None and redis.process.poll() is not None:
                redis.start()
            await victim.ready()
        return killed

    async def evening(redis: Program) -> tuple[list[Client], int]:
        servers = [programs.server(f"redis://127.0.0.1:{redis.port}/0") for _ in range(2)]
        clients = await asyncio.to_thread(writers, talks, servers, EACH)
        async with programs.serving(servers):
            writing = asyncio.gather(*(client.write_all() for client in clients))
            killed = await weather(servers, redis, writing)
            await writing
            await all_read(clients, talks)
        return clients, killed

    with programs.redis(tmp_path) as redis:
        clients, killed = run(evening(redis))

    rows = kept(talks)
    assert faults(clients, rows) == []
    assert sum(map(len, rows.values())) == CONVERSATIONS * 2 * EACH
    assert killed >= 1
    assert sum(client.returns for client in clients) > 2 * CONVERSATIONS  # they did lose their connections


def test_the_checker_finds_a_server_that_acknowledges_what_it_does_not_keep(
    only_on_servers: None, tmp_path: Path
) -> None:
    talks = rooms(2)

    async def evening(redis: Program) -> list[Client]:
        servers = [programs.server(f"redis://127.0.0.1:{redis.port}/0", programs.BROKEN)]
        clients = await asyncio.to_thread(writers, talks, servers, 25)
        async with programs.serving(servers):
            await asyncio.gather(*(client.write_all() for client in clients))
            await all_read(clients, talks)
        return clients

    with programs.redis(tmp_path) as redis:
        clients = run(evening(redis))

    assert any("acknowledged messages are lost" in fault for fault in faults(clients, kept(talks)))


@pytest.mark.django_db(transaction=False)
def test_the_checker_finds_each_thing_that_can_go_wrong() -> None:
    conversation, mids = uuid4(), [uuid4() for _ in range(3)]
    rows = [(seq, mid) for seq, mid in enumerate(mids, start=4)]
    shown = [(seq, mid, "Hello") for seq, mid in rows]

    async def judged() -> dict[str, list[str]]:
        good = Client("Robin", "", conversation, [], 3, acked=set(mids), shown=shown)
        told = {
            "good": (good, rows),
            "lost": (replace(good, acked={*mids[:2], uuid4()}), rows),
            "twice": (replace(good, shown=[*shown, shown[-1]]), rows),
            "never": (replace(good, shown=shown[:2]), rows),
            "moved": (replace(good, shown=[shown[1], shown[0], shown[2]]), rows),
            "unanswered": (replace(good, to_write=4), rows),
            "gap": (good, [rows[0], rows[2]]),
            "kept twice": (good, [*rows, (7, mids[0])]),
        }  # fmt: skip
        return {name: faults([client], {conversation: found}) for name, (client, found) in told.items()}

    found = run(judged())
    assert {name for name, sentences in found.items() if not sentences} == {"good"}
    assert "Robin: 1 acknowledged messages are lost" in found["lost"]
    assert "Robin: 1 messages were shown twice" in found["twice"]
    assert f"{conversation}: the sequence has a gap" in found["gap"]
