"""The production settings on a PostgreSQL and a Redis that speak TLS, with the certificates of docker/."""

import json
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from docker import servers
from docker.sample import sample
from mhst.settings.environment import ROOT
from tests.support.processes import clean_environment

SERVERS = ("MHST_DATABASE_URL", "MHST_REDIS_URL")
TALK = """
import asyncio, json
import django
django.setup()
from channels.layers import get_channel_layer
from django.core.cache import cache
from django.db import connection

connection.settings_dict["OPTIONS"].pop("pool", None)  # it tries ten seconds whether a server can be believed after all
with connection.cursor() as cursor:
    cursor.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    encrypted = cursor.fetchone()[0]
cache.set("greeting", "hello", 5)

async def ring():
    layer = get_channel_layer()
    ear = await layer.new_channel()
    await layer.send(ear, {"type": "doorbell"})
    return await asyncio.wait_for(layer.receive(ear), 10)

print(json.dumps([encrypted, cache.get("greeting"), asyncio.run(ring())]))
"""


def port_of(address: str) -> int:
    return int(urlsplit(address).port or 0)


@pytest.fixture(scope="module")
def variables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A complete environment of a service whose servers have certificates of their own."""
    made = tmp_path_factory.mktemp("certificates")
    subprocess.run([ROOT / "docker" / "make_certificates", made, "localhost"], check=True)
    with servers.postgres(certificates=made) as database, servers.redis(certificates=made) as redis:
        where = f"mhst@localhost:{port_of(database)}/postgres"
        yield {
            **clean_environment(**sample()),
            "DJANGO_SETTINGS_MODULE": "mhst.settings.production",
            "MHST_DATABASE_URL": f"postgres://{where}?sslmode=verify-full&sslrootcert={made / 'ca.pem'}",
            "MHST_REDIS_URL": f"rediss://localhost:{port_of(redis)}/0?ssl_ca_certs={made / 'ca.pem'}",
        }


@pytest.fixture(scope="module")
def told(variables: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str, str]]:
    """How it went with the right certificates, and with another authority's for one server: all at once."""
    another = tmp_path_factory.mktemp("another-authority")
    subprocess.run([ROOT / "docker" / "make_certificates", another, "localhost"], check=True)
    wrong = {name: f"{variables[name].rpartition('=')[0]}={another / 'ca.pem'}" for name in SERVERS}
    talks = {"": _talk(variables), **{name: _talk({**variables, name: wrong[name]}) for name in SERVERS}}
    said = {name: talk.communicate() for name, talk in talks.items()}
    return {name: (talk.returncode, *said[name]) for name, talk in talks.items()}


def _talk(variables: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", TALK], cwd=ROOT, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_rows_cache_and_doorbells_go_over_tls(told: dict[str, tuple[int, str, str]]) -> None:
    _, said, complained = told[""]
    assert complained == ""
    assert json.loads(said) == [True, "hello", {"type": "doorbell"}]


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_with_another_authoritys_certificate_is_not_believed(
    told: dict[str, tuple[int, str, str]], name: str
) -> None:
    ended, _, complained = told[name]
    assert ended == 1
    assert "certificate verify failed" in complained
