"""Servers, Redis and PostgreSQL are killed while people write through bad networks: acknowledged words are never lost,
nor shown twice, nor moved."""

import asyncio
import os
import random
import signal
import statistics
import threading
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection

from mhst.access import sessions
from mhst.access.session_store import SessionStore
from realtime.enums import Audience, EventKind
from realtime.models import Event, Stream
from realtime.rules.kind import KINDS
from tests.support import programs
from tests.support.connected import signed_in
from tests.support.consultation import Link, a_link
from tests.support.conversation import Room, one_to_one
from tests.support.loops import run
from tests.support.programs import Program
from tests.support.proxy import BLOCKED, CUT, DEAF, HALF, LATE, PLAIN, TWICE, Proxy
from tests.support.storm import Client, faults

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]

#: 5,000 in all in `make test`, 100,000 in `make soak`.
CONVERSATIONS = int(os.environ.get("MHST_STORM_CONVERSATIONS", "50"))
EACH = int(os.environ.get("MHST_STORM_MESSAGES", "50"))

#: Seconds after which a page says that something is not sent yet.
PAGE_SAYS_SO = 8

#: So many of them are rooms of consultations: other parts, a door that asks who one is, and nobody who is assigned.
CONSULTATIONS = 2


def rooms(count: int) -> list[Room]:
    try:
        chats, link = [one_to_one() for _ in range(count - CONSULTATIONS)], a_link()
        return [*chats, *(a_consultation(link) for _ in range(CONSULTATIONS))]
    finally:
        connection.close()  # its server may be killed


def a_consultation(link: Link) -> Room:
    """Between a school and a specialist, under the names of the storm."""
    people = {who.user_id: who for who in link.taken().conversation.participants.select_related("user")}
    talk = next(iter(people.values())).conversation
    return Room(talk, {"Robin": people[link.sam.pk], "Cleo": people[link.spec.pk]})


def key_of(room: Room, name: str) -> str:
    """Of a session that has come in by the door, where there is one."""
    key = signed_in(room.user(name))
    if KINDS[room.conversation.kind].is_entered:
        session = SessionStore(key)
        sessions.enter(session, room.conversation.pk)
        session.save(must_create=False)
    return key


def epoch_of(room: Room, name: str) -> int | None:
    return 1 if name == "Cleo" and KINDS[room.conversation.kind].one_helps else None


def writers(rooms: list[Room], ports: list[int], each: int) -> list[Client]:
    try:
        return [
            Client(name, key_of(room, name), room.conversation.pk, ports, each, epoch_of(room, name))
            for room in rooms
            for name in ("Robin", "Cleo")
        ]
    finally:
        connection.close()


Kept = dict[UUID, list[tuple[int, UUID]]]


def kept(rooms: list[Room]) -> Kept:
    found: Kept = {}
    for room in rooms:
        told = Event.objects.filter(stream__conversation=room.conversation, stream__audience=Audience.OPEN)
        rows = told.filter(kind=EventKind.MESSAGE).order_by("seq")
        found[room.conversation.pk] = list(rows.values_list("seq", "message__mid"))
    connection.close()
    return found


def heads(rooms: list[Room]) -> dict[UUID, int]:
    """How far the open streams have come, in a thread of its own."""
    try:
        rows = Stream.objects.filter(conversation__in=[r.conversation for r in rooms], audience=Audience.OPEN)
        return dict(rows.values_list("conversation_id", "head"))
    finally:
        connection.close()


def slowest_commit(over: threading.Event) -> float:
    """Of one after another until then, in seconds: what the machine itself takes, whoever writes."""
    slowest = 0.0
    try:
        with connection.cursor() as cursor:
            while not over.wait(0.1):
                begun = time.monotonic()
                cursor.execute("SELECT pg_logical_emit_message(true, 'storm', '')")
                slowest = max(slowest, time.monotonic() - begun)
    finally:
        connection.close()
    return slowest


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


@dataclass
class Evening:
    """What a storm is made of."""

    servers: list[Program]
    redis: Program
    postgres: Program
    over: asyncio.Event = field(default_factory=asyncio.Event)
    restarts: list[tuple[float, float, float]] = field(default_factory=list)

    async def weather(self, writing: list[Client]) -> None:
        """Killed without a word: a server and Redis, then PostgreSQL. Then a server is replaced as on a working day,
        which is not begun while others are still coming up."""
        one, other = self.servers
        await self._again(one, self.redis)
        await self._again(self.postgres)
        await self._all_have_written(writing)
        over = threading.Event()
        commits = asyncio.create_task(asyncio.to_thread(slowest_commit, over))
        begun = time.monotonic()
        await asyncio.to_thread(other.end, signal.SIGTERM)
        ended = time.monotonic()
        other.start()
        await other.ready()
        await self._all_have_written(writing)
        over.set()
        self.restarts.append((begun, ended, await commits))

    async def _all_have_written(self, writing: list[Client]) -> None:
        """Until everybody has written something since."""
        since = time.monotonic()
        async with asyncio.timeout(120):
            while not all(client.has_written_since(since) for client in writing):
                await asyncio.sleep(0.05)

    async def _again(self, *programs: Program) -> None:
        for program in programs:
            program.end()
        await asyncio.sleep(0.5)  # a machine takes a moment to notice
        for program in programs:
            program.start()
        for program in programs:
            await program.ready()


def test_nothing_acknowledged_is_lost_or_shown_twice_in_a_storm(only_on_servers: None, tmp_path: Path) -> None:
    print("seed", seed := random.randrange(10**6))
    random.seed(seed)

    async def storm_of(evening: Evening, writing: list[Client]) -> None:
        everybody = asyncio.gather(*(client.write_all(evening.over) for client in writing))
        while not evening.over.is_set():
            await evening.weather(writing)
            if all(client.has_written_enough for client in writing):
                evening.over.set()
        await everybody

    async def whole(evening: Evening) -> tuple[list[Client], Counter[str], Kept]:
        bad = [Proxy(server.port, [PLAIN, PLAIN, PLAIN, LATE, TWICE, CUT, HALF, DEAF]) for server in evening.servers]
        shut = [Proxy(server.port, [BLOCKED]) for server in evening.servers]
        for proxy in [*bad, *shut]:
            await proxy.open()
        clients = await asyncio.to_thread(writers, talks, [proxy.port for proxy in bad], EACH)
        for client in clients[::10]:
            client.ports = [proxy.port for proxy in shut]
        async with programs.serving(evening.servers):
            await storm_of(evening, clients)
            await all_read(clients, talks)
            rows = await asyncio.to_thread(kept, talks)  # a program ends with the thread that started it
        for proxy in [*bad, *shut]:
            proxy.close()
        return clients, sum((proxy.met for proxy in [*bad, *shut]), Counter()), rows

    with programs.redis(tmp_path) as redis, programs.postgres() as postgres:
        talks = rooms(CONVERSATIONS)
        evening = Evening([programs.server(f"redis://127.0.0.1:{redis.port}/0") for _ in range(2)], redis, postgres)
        clients, met, rows = run(whole(evening))

    assert faults(clients, rows) == []
    assert sum(map(len, rows.values())) >= CONVERSATIONS * 2 * EACH
    assert set(met) == {PLAIN, LATE, TWICE, CUT, HALF, DEAF, BLOCKED}
    assert {client.is_blocked for client in clients[::10]} == {True}
    assert set().union(*(client.refused for client in clients)) == set()
    # While a server is replaced pages do not say that what is written is not sent yet. Of some they may: their line
    # came back deaf or cut, time and again, while other tests had the machine. Nor is it the restart's doing where
    # nobody's commit comes through.
    waited = sorted(
        wait - slowest
        for client in clients
        for begun, ended, slowest in evening.restarts
        for wait in client.waited(begun, ended)
    )
    print("slowest commits", [round(slowest, 1) for _, _, slowest in evening.restarts])
    print("written meanwhile, waited longer than that by", [round(wait, 1) for wait in waited])
    assert statistics.median(waited or [0]) < PAGE_SAYS_SO


def test_the_checker_finds_a_server_that_acknowledges_what_it_does_not_keep(
    only_on_servers: None, tmp_path: Path
) -> None:
    talks = rooms(2 + CONSULTATIONS)

    async def evening(redis: Program) -> list[Client]:
        servers = [programs.server(f"redis://127.0.0.1:{redis.port}/0", programs.BROKEN)]
        clients = await asyncio.to_thread(writers, talks, [server.port for server in servers], 25)
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
