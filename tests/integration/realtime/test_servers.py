"""The product behind a server of its own, either of them: what people write to each other is nowhere but in its sealed
rows, and it would be found wherever it is looked for."""

import asyncio
import re
import socket
import subprocess
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django_tasks_db.models import DBTaskResult

from mhst.access import tasks
from mhst.access.models import User
from mhst.access.session_store import SessionStore
from tests.support import programs
from tests.support.connected import signed_in
from tests.support.conversation import Room, one_to_one
from tests.support.hiding import is_in
from tests.support.loops import run
from tests.support.storm import Client

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]
EACH = 3
#: As they write most: each address that is asked for.
TALKATIVE = {
    "daphne": ("daphne", "-v", "1", "-b", "127.0.0.1", "-p", "{port}"),
    "uvicorn": ("uvicorn", "--log-level", "info", "--access-log", "--host", "127.0.0.1", "--port", "{port}"),
}
PLANTED = f"planted-{uuid4()}"


def everything(directory: Path) -> dict[str, bytes]:
    """All that is kept, by its place: the database as it lies on the disk or is dumped, what stands packed in it, what
    was logged, and what Redis was told and holds."""
    logs = {path.stem: path.read_bytes() for path in directory.glob("*.log")}
    jobs = repr(list(DBTaskResult.objects.values())).encode()
    sessions = repr([SessionStore(row.pk).load() for row in Session.objects.all()]).encode()
    return {"database": _database(), "jobs": jobs, "sessions": sessions, **logs, "dump": _dump(directory)}


def _database() -> bytes:
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        return b"".join(path.read_bytes() for path in Path(name).parent.glob(f"{Path(name).name}*"))
    return subprocess.run(["pg_dump", "-d", programs.database_url()], capture_output=True, check=True).stdout


def _dump(directory: Path) -> bytes:
    return (directory / "dump.rdb").read_bytes()


def places_of(words: str, kept: dict[str, bytes]) -> set[str]:
    return {place for place, held in kept.items() if is_in(words, held)}


def plant(room: Room) -> None:
    """Something harmless, where the words must not be."""
    robin = room.user("Robin")
    User.objects.filter(pk=robin.pk).update(first_name=PLANTED)
    tasks.send_notice.enqueue(str(robin.pk), PLANTED)
    session = SessionStore(signed_in(robin))
    session["said"] = [PLANTED] * 9
    session.save()


def ask_for_it(port: int) -> None:
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"http://localhost:{port}/{PLANTED}/", timeout=20)


@pytest.mark.parametrize("server_kind", TALKATIVE)
def test_two_talk_and_their_words_are_nowhere_in_the_clear(tmp_path: Path, server_kind: str) -> None:
    room, canary = one_to_one(), f"canary-{uuid4()}"
    keys = {name: signed_in(room.user(name)) for name in ("Robin", "Cleo")}
    plant(room)
    connection.close()

    def page(name: str, server: programs.Program) -> Client:
        epoch = 1 if name == "Cleo" else None
        return Client(f"{canary} {name}", keys[name], room.conversation.pk, [server.port], EACH, epoch)

    async def talk(server: programs.Program) -> list[Client]:
        clients = [page("Robin", server), page("Cleo", server)]
        clients[1].is_blocked = True
        async with programs.serving([server]):
            await asyncio.gather(*(client.write_all() for client in clients))
            for client in clients:
                await client.read_up_to(3 + 2 * EACH)  # two have joined, and one was assigned
                client.hang_up()
            await asyncio.to_thread(ask_for_it, server.port)
        return clients

    with programs.redis(tmp_path) as redis, (tmp_path / "redis.log").open("wb") as heard:
        run(redis.ready())

        def tell_redis(*words: str) -> None:
            subprocess.run(["redis-cli", "-p", str(redis.port), *words], check=True, stdout=subprocess.DEVNULL)

        monitor = subprocess.Popen(["redis-cli", "-p", str(redis.port), "monitor"], stdout=heard)
        log = tmp_path / "server.log"
        clients = run(talk(programs.server(f"redis://127.0.0.1:{redis.port}/0", TALKATIVE[server_kind], log)))
        for words in (("config", "set", "rdbcompression", "no"), ("set", PLANTED, PLANTED), ("save",)):
            tell_redis(*words)
        monitor.terminate()
        monitor.wait()

    for client in clients:
        assert len(client.shown) == 2 * EACH
        assert all(words.startswith(canary) for _, _, words in client.shown)
    kept = everything(tmp_path)
    assert b"PUBLISH" in kept["redis"].upper()
    assert places_of(PLANTED, kept) == kept.keys() == {"database", "jobs", "sessions", "server", "redis", "dump"}
    assert places_of(canary, kept) == set()


@pytest.mark.parametrize("server_kind", TALKATIVE)
def test_who_asks_for_the_headers_of_a_long_page_gets_no_words_of_it(server_kind: str) -> None:
    """What is left of a body would be the beginning of the next answer on that connection."""
    room = one_to_one()
    for _ in range(40):
        assert room.say("Robin", "I do not know where to start. " * 100).state == "stored"
    key, server = signed_in(room.user("Robin")), programs.server("", TALKATIVE[server_kind])
    page = f"/conversations/{room.conversation.pk}/"
    connection.close()

    def ask() -> bytes:
        """For the headers, and then for something else."""
        asked = "".join(
            f"{method} {path} HTTP/1.1\r\nHost: localhost:{server.port}\r\nCookie: sessionid={key}\r\n{more}\r\n"
            for method, path, more in (("HEAD", page, ""), ("GET", "/robots.txt", "Connection: close\r\n"))
        )
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
            line.sendall(asked.encode())
            return b"".join(iter(lambda: line.recv(65536), b""))

    async def answers() -> bytes:
        async with programs.serving([server]):
            return await asyncio.to_thread(ask)

    headers, _, rest = run(answers()).partition(b"\r\n\r\n")
    (length,) = re.findall(rb"(?i)\r\ncontent-length: (\d+)", headers)
    assert int(length) > 64 * 1024
    assert rest.startswith(b"HTTP/1.1 200 ")
    assert b"where to start" not in rest
