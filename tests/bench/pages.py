"""Pages of somebody signed in: asked for in this process, and as they are served over a connection that stays open."""

import asyncio
import http.client
import statistics
from typing import Any

from django.conf import settings
from django.test import Client

from mhst.access import sessions
from tests.bench.chat import serving
from tests.support.programs import Program

ROUNDS, PAGES = 5, 150


def reader(user: Any) -> Client:
    """Their browser, in this process."""
    client = Client()
    client.force_login(user)
    session = client.session
    sessions.note_second_factor(session, user)
    session.save()
    return client


def a_core(app: str, server: str, path: str, key: str) -> float:
    """Pages for each second of the server's processor time; what the machine does besides does not count."""
    return asyncio.run(_a_core(app, server, path, {"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"}))


async def _a_core(app: str, server: str, path: str, headers: dict[str, str]) -> float:
    async with serving(app, server) as program:
        return await asyncio.to_thread(_measured, program, path, headers)


def _measured(program: Program, path: str, headers: dict[str, str]) -> float:
    """The median of some rounds, after one that only warms up."""
    reader = http.client.HTTPConnection("127.0.0.1", program.port)
    _read(reader, path, headers)
    rates = []
    for _ in range(ROUNDS):
        before = program.cpu()
        _read(reader, path, headers)
        rates.append(PAGES / (program.cpu() - before))
    return statistics.median(rates)


def _read(reader: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> None:
    for _ in range(PAGES):
        reader.request("GET", path, headers=headers)
        answer = reader.getresponse()
        answer.read()
        assert answer.status == 200, f"{path}: {answer.status}"
