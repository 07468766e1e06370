"""Pages that are connected, inside this process: the product's own ASGI application, without a server."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection

from mhst.access import sessions
from mhst.access.models import User
from mhst.access.session_store import SessionStore
from realtime import routing
from realtime.enums import Audience
from realtime.live import process

PATIENCE = 5.0


def signed_in(user: User) -> str:
    """The key of a new session of this person, second factor shown."""
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "mhst.access.backends.PasswordBackend"
    sessions.begin(session)
    sessions.note_second_factor(session, user)
    session.create()
    return str(session.session_key)


def headers(key: str | None, *, origin: str = "http://localhost", host: str = "localhost") -> list[tuple[bytes, bytes]]:
    found = [(b"host", host.encode()), (b"origin", origin.encode()), (b"content-type", b"application/json")]
    return [*found, (b"cookie", f"{settings.SESSION_COOKIE_NAME}={key}".encode())] if key else found


class Connected:
    """One websocket as a page has it."""

    def __init__(self, key: str | None, **more: str) -> None:
        self.key = key
        self.scope = {"type": "websocket", "path": routing.LIVE, "headers": headers(key, **more)}
        self._to: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._from: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self.frames: list[dict[str, Any]] = []

    def open(self) -> None:
        self._to.put_nowait({"type": "websocket.connect"})
        self._task = asyncio.ensure_future(routing.sockets(self.scope, self._to.get, self._from.put))

    async def event(self) -> dict[str, Any]:
        return await asyncio.wait_for(self._from.get(), PATIENCE)

    def say(self, type: str, **fields: Any) -> None:
        self.raw(text=json.dumps({"type": type, **fields}, default=str))

    def raw(self, **event: Any) -> None:
        self._to.put_nowait({"type": "websocket.receive", **event})

    async def next(self, type: str) -> dict[str, Any]:
        """The next frame of this kind; those before it are kept in `frames`."""
        while (frame := await self.more())["type"] != type:
            pass
        return frame

    async def closed(self) -> int:
        """The code with which it is closed, sooner or later."""
        while (event := await self.event())["type"] != "websocket.close":
            pass
        return int(event["code"])

    async def hello(self, *conversations: UUID, **cursors: Any) -> dict[str, Any]:
        self.say("hello", version=1, talks=[{"conversation": c, "cursors": cursors} for c in conversations])
        return await self.next("live")

    def send(self, conversation: UUID, words: str, **more: Any) -> UUID:
        mid = more.pop("mid", None) or uuid4()
        self.say("send", conversation=conversation, mid=mid, words=words, **more)
        return UUID(str(mid))

    def events(self, stream: str = Audience.OPEN) -> list[dict[str, Any]]:
        """All it was told of one stream, in the order in which it came."""
        found = [f["events"] for f in self.frames if f["type"] == "events" and f["stream"] == stream]
        return [event for events in found for event in events]

    def words(self) -> list[str]:
        return [event["words"] for event in self.events() if event["kind"] == "message"]

    async def kept(self, mid: UUID) -> str:
        """Until it knows that its own message is kept: by an answer, or by being told it. `stored` or `held`."""
        while True:
            for frame in self.frames:
                if frame["type"] == "ack" and frame["mid"] == str(mid):
                    return str(frame["state"])
                if any(e["kind"] == "message" and e["mid"] == str(mid) for e in frame.get("events", ())):
                    return "stored"
            await self.more()

    async def more(self) -> dict[str, Any]:
        """One frame more."""
        event = await self.event()
        assert event["type"] == "websocket.send", event
        self.frames.append(json.loads(event["text"]))
        return self.frames[-1]

    async def until_told(self, words: str) -> None:
        while words not in self.words():
            await self.next("events")

    async def hang_up(self) -> None:
        self._to.put_nowait({"type": "websocket.disconnect", "code": 1006})
        if self._task:
            await asyncio.wait_for(asyncio.gather(self._task, return_exceptions=True), PATIENCE)


def _sign_in(user: User) -> str:
    """In a thread of its own, with a connection that ends with it."""
    try:
        return signed_in(user)
    finally:
        connection.close()


@asynccontextmanager
async def connected(*whose: User | str | None, **more: str) -> AsyncIterator[list[Connected]]:
    """So many pages, open; gone at the end, with all that this process kept for them."""
    keys = [await asyncio.to_thread(_sign_in, one) if isinstance(one, User) else one for one in whose]
    pages = [Connected(key, **more) for key in keys]
    for page in pages:
        page.open()
        assert (await page.event())["type"] == "websocket.accept"
    try:
        yield pages
    finally:
        for page in pages:
            await page.hang_up()
        await process.stop()


async def posted(key: str | None, frames: Any, **more: Any) -> tuple[int, list[dict[str, Any]]]:
    """One request of a page where websockets are blocked: status and frames."""
    body = frames if isinstance(frames, bytes) else json.dumps(frames, default=str).encode()
    scope = {
        "type": "http",
        "path": routing.POLL,
        "method": more.pop("method", "POST"),
        "headers": headers(key, **more),
    }
    told: list[dict[str, Any]] = []
    to: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    to.put_nowait({"type": "http.request", "body": body, "more_body": False})

    async def send(event: dict[str, Any]) -> None:
        told.append(event)

    await asyncio.wait_for(routing.Conversations(None)(scope, to.get, send), PATIENCE)
    return told[0]["status"], json.loads(told[1]["body"])
