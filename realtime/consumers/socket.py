"""A page on a websocket. A plain ASGI application: an event costs a call, not a thread hop or a task."""

import asyncio
import datetime as dt
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from realtime.consumers.door import Scope, holder, is_ours, session_key
from realtime.live import process
from realtime.live.page import DRAINING, MOST_UNSEEN, SIGNED_OUT, TOO_SLOW, Page
from realtime.live.process import Process
from realtime.protocol import Unreadable
from realtime.protocol.reading import read
from realtime.protocol.writing import refused, text

if TYPE_CHECKING:
    from mhst.access.models import User

#: So many frames may wait for the network to take them.
MOST_WAITING = 1000


class SocketPage(Page):
    """Frames go out in order and at once; a task sees to those for which the server must wait."""

    def __init__(self, run: Process, user: "User", key: str, until: dt.datetime, send: Any) -> None:
        super().__init__(run, user, key, until)
        self._send_out = send
        self._waiting: deque[dict[str, Any]] = deque()
        self._task: asyncio.Task[None] | None = None
        self.is_closed = False

    def push(self, frame: str) -> None:
        if self.is_closed:
            return None
        self.unseen += len(frame)
        if self.unseen > self.allowed or len(self._waiting) >= MOST_WAITING:
            return self.close(TOO_SLOW)
        return self._out({"type": "websocket.send", "text": frame})

    def pass_on(self, frame: str, *, is_news: bool = True) -> None:
        if not self.is_closed and self.unseen <= MOST_UNSEEN and len(self._waiting) < MOST_WAITING:
            self._out({"type": "websocket.send", "text": frame})

    def close(self, code: int) -> None:
        if not self.is_closed:
            self.is_closed = True
            self._out({"type": "websocket.close", "code": code})
            self.gone()

    def _out(self, message: dict[str, Any]) -> None:
        """A server whose buffers have room never waits, and then a task for each frame would cost more than it."""
        if self._task is not None:
            self._waiting.append(message)
            return
        work = self._send_out(message)
        with suppress(Exception):  # the other side has gone; the server says so to whoever receives
            try:
                waits_for = work.send(None)
            except StopIteration:
                return
            self._task = asyncio.ensure_future(self._drain(work, waits_for))

    async def _drain(self, work: Any, waits_for: Any) -> None:
        try:
            await _rest_of(work, waits_for)
            while self._waiting:
                await self._send_out(self._waiting.popleft())
        except Exception:  # as above
            self._waiting.clear()
        finally:
            self._task = None


async def _rest_of(work: Any, waits_for: Any) -> None:
    """Go on with what was begun without a task, each time what it waits for is there."""
    with suppress(StopIteration):
        while True:
            await (asyncio.wait({waits_for}) if waits_for else asyncio.sleep(0))
            waits_for = work.send(None)


async def socket(scope: Scope, receive: Any, send: Any) -> None:
    """One websocket from its first to its last event."""
    await receive()
    if not is_ours(scope):
        await send({"type": "websocket.close", "code": 4403})
        return
    run, key = process.here(), session_key(scope)
    held = None if run.is_draining else await run.database.run(holder, key)
    await send({"type": "websocket.accept"})
    if held is None or key is None:
        await _turn_away(run, send)
        return
    page = SocketPage(run, held[0], key, held[1], send)
    try:
        while (event := await receive())["type"] == "websocket.receive":
            await _hear(page, event)
    finally:
        page.is_closed = True
        page.gone()


async def _hear(page: SocketPage, event: dict[str, Any]) -> None:
    try:
        frame = read(event.get("text"), event.get("bytes"))
    except Unreadable as error:
        page.unreadable(error)
    else:
        await page.take(frame)


async def _turn_away(run: Process, send: Any) -> None:
    """A browser learns nothing of a socket that was never accepted, so it is, and told why it is closed."""
    frame: Any = run.closing() if run.is_draining else refused("hello", "signed-out")
    await send({"type": "websocket.send", "text": text(frame)})
    await send({"type": "websocket.close", "code": DRAINING if run.is_draining else SIGNED_OUT})
