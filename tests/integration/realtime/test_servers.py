"""The product behind a server of its own: it runs under uvicorn too, and what people write to each other is nowhere but
in its sealed rows."""

import asyncio
import subprocess
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from mhst.access.models import User
from tests.support import programs
from tests.support.connected import signed_in
from tests.support.conversation import one_to_one
from tests.support.loops import run
from tests.support.storm import Client

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]
EACH = 3


def everything(directory: Path) -> bytes:
    """All that is kept: the database as it lies on the disk or is dumped, and what was logged or passed Redis."""
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        kept = b"".join(path.read_bytes() for path in Path(name).parent.glob(f"{Path(name).name}*"))
    else:
        kept = subprocess.run(["pg_dump", "-d", programs.database_url()], capture_output=True, check=True).stdout
    return kept + b"".join(path.read_bytes() for path in directory.glob("*.log"))


def is_in(words: str, kept: bytes) -> bool:
    """As it is, or as dumps write bytes."""
    return words.encode() in kept or words.encode().hex().encode() in kept.lower()


def test_two_talk_over_uvicorn_and_their_words_are_nowhere_in_the_clear(tmp_path: Path) -> None:
    room, canary = one_to_one(), f"canary-{uuid4()}"
    keys = {name: signed_in(room.user(name)) for name in ("Robin", "Cleo")}
    User.objects.filter(pk=room.user("Robin").pk).update(first_name="seen-where-it-is-looked")
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
        return clients

    with programs.redis(tmp_path) as redis, (tmp_path / "redis.log").open("wb") as heard:
        run(redis.ready())
        monitor = subprocess.Popen(["redis-cli", "-p", str(redis.port), "monitor"], stdout=heard)
        server = programs.server(f"redis://127.0.0.1:{redis.port}/0", programs.UVICORN, tmp_path / "server.log")
        clients = run(talk(server))
        monitor.terminate()
        monitor.wait()

    for client in clients:
        assert len(client.shown) == 2 * EACH
        assert all(words.startswith(canary) for _, _, words in client.shown)
    kept = everything(tmp_path)
    assert b"PUBLISH" in kept.upper()
    assert is_in("seen-where-it-is-looked", kept)
    assert not is_in(canary, kept)
