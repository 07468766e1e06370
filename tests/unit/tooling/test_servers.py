"""The servers of a test run really start, answer and end."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import redis

from docker import servers
from mhst.settings.environment import ROOT

HOLD_A_REDIS = """
import os, sys
from docker import servers
with servers.redis() as address:
    print(address, flush=True)
    sys.stdin.read()
"""


def port_of(address: str) -> int:
    port = urlsplit(address).port
    assert port is not None
    return port


def test_postgresql_answers_while_it_is_wanted_and_not_after() -> None:
    with servers.postgres() as address, psycopg.connect(address) as connection:
        row = connection.execute("SELECT 1 + 1, current_setting('data_directory'), current_setting('fsync')").fetchone()
        assert row is not None
        assert (row[0], row[2]) == (2, "off")
    assert (servers.answers(port_of(address)), Path(row[1]).exists()) == (False, False)


def test_redis_answers_while_it_is_wanted_and_not_after() -> None:
    with servers.redis() as address:
        client = redis.from_url(address)
        assert (client.ping(), client.config_get("save")) == (True, {"save": ""})
    assert servers.answers(port_of(address)) is False


def test_a_server_ends_even_when_the_run_is_killed() -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD_A_REDIS], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    client = redis.from_url(holder.stdout.readline().strip())
    server = os.pidfd_open(client.info("server")["process_id"])
    try:
        holder.send_signal(signal.SIGKILL)
        ended, _, _ = select.select([server], [], [], 20)
        assert ended == [server]
    finally:
        os.close(server)
        holder.communicate()


def test_what_is_not_installed_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(servers.CannotStart, match="Redis is not installed; docker/provision test brings it"):
        servers.redis().__enter__()
