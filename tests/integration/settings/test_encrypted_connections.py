"""The production settings on a PostgreSQL and a Redis that speak TLS, with the certificates of docker/."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from docker import servers
from docker.sample import sample
from mhst.settings.environment import ROOT
from tests.support.processes import clean_environment

pytestmark = pytest.mark.both_engines
TALK = """
import asyncio, json
import django
django.setup()
from channels.layers import get_channel_layer
from django.core.cache import cache
from django.db import connection

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


def talk(variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", TALK], cwd=ROOT, env=variables, capture_output=True, text=True)


def test_rows_cache_and_doorbells_go_over_tls(variables: dict[str, str]) -> None:
    done = talk(variables)
    assert done.stderr == ""
    assert json.loads(done.stdout) == [True, "hello", {"type": "doorbell"}]


@pytest.mark.parametrize("name", ["MHST_DATABASE_URL", "MHST_REDIS_URL"])
def test_a_server_with_another_authoritys_certificate_is_not_believed(
    variables: dict[str, str], name: str, tmp_path: Path
) -> None:
    subprocess.run([ROOT / "docker" / "make_certificates", tmp_path, "localhost"], check=True)
    address, _, _ = variables[name].rpartition("=")
    done = talk({**variables, name: f"{address}={tmp_path / 'ca.pem'}"})
    assert done.returncode == 1
    assert "certificate verify failed" in done.stderr
