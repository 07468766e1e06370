"""A page where websockets are blocked: it posts frames, and is answered as soon as there is something to tell."""

import asyncio
import datetime as dt
from typing import TYPE_CHECKING, Any

from realtime.consumers.door import Scope, header, holder, is_ours, session_key, stay
from realtime.live import process
from realtime.live.page import ASKS_A_SECOND, HELLO, Page
from realtime.live.process import Process
from realtime.protocol import MOST_BYTES, Unreadable, asked
from realtime.protocol.reading import read_all
from realtime.protocol.writing import refused, text

if TYPE_CHECKING:
    from mhst.access.models import User

#: Below what proxies cut off.
WAIT = 20.0
#: What happens together is told together.
LINGER = 0.01
#: An answer that lets nobody in takes so long, or a page that asks again at once would ask without end; and so, more
#: shortly, where the process is about to be replaced.
NOBODY, DRAINED = 3.0, 0.25
#: A page that has its answer asks again within this time. Whoever comes later has been away, and hears at once that
#: there is a connection.
GOES_ON = 5.0
HEADERS = [
    (b"content-type", b"application/json"), (b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"),
]  # fmt: skip


class PollPage(Page):
    """Keeps what it is told until it is answered."""

    def __init__(self, run: Process, user: "User", key: str, until: dt.datetime) -> None:
        super().__init__(run, user, key, until)
        self.told: list[str] = []
        self.news = asyncio.Event()
        self.is_flooded = False

    async def take(self, frame: asked.Frame) -> None:
        """Every request says hello: where that comes too often it waits for its turn."""
        if isinstance(frame, asked.Hello):
            await asyncio.sleep(self._asks.wait(self.process.time(), ASKS_A_SECOND, HELLO))
        if self.is_flooded:
            self.flooded(frame)
        else:
            await super().take(frame)

    def flooded(self, frame: asked.Frame) -> None:
        """Nothing more of this request is done, and all of it may be asked again."""
        self.is_flooded = True
        about = {name: getattr(frame, name, None) for name in ("conversation", "mid")}
        self.refuse(frame.NAME, "slow-down", **about)

    def push(self, frame: str) -> None:
        self.told.append(frame)
        self.news.set()

    def pass_on(self, frame: str, *, is_news: bool = True) -> None:
        self.told.append(frame)
        if is_news:
            self.news.set()

    def push_quietly(self, frame: Any) -> None:
        self.told.append(text(frame))

    def settled(self) -> None:
        self.news.set()

    def close(self, code: int) -> None:
        self.news.set()

    def goes_on(self) -> bool:
        """Whether an answer to the same page has just gone out."""
        last = self.process.answered.get((self.session_key, *self.seats))
        return last is not None and self.process.time() - last < GOES_ON

    def gone(self) -> None:
        now, answered = self.process.time(), self.process.answered
        while answered and now - next(iter(answered.values())) >= GOES_ON:
            answered.pop(next(iter(answered)))
        answered.pop(name := (self.session_key, *self.seats), None)
        answered[name] = now
        super().gone()

    async def wait(self) -> None:
        """Until there is news, and every message of the request has its answer."""
        if not self.seats:
            await asyncio.sleep(NOBODY)
        await self.news.wait()
        while self.owed:
            self.news.clear()
            await self.news.wait()
        await asyncio.sleep(LINGER)


async def poll(scope: Scope, receive: Any, send: Any) -> None:
    """One request."""
    if scope["method"] != "POST" or not is_ours(scope) or header(scope, b"content-type") != "application/json":
        return await _answer(send, 403, [])
    body = await _body(receive)
    run, key = process.here(), session_key(scope)
    if run.is_draining:
        await asyncio.sleep(DRAINED)
        return await _answer(send, 200, [text(run.closing())])
    held = await run.database.run(holder, key)
    if held is None or key is None:
        return await _answer(send, 401, [text(refused("hello", "signed-out"))])
    try:
        frames = read_all(body)
    except Unreadable as error:
        return await _answer(send, 400, [text(refused("frame", error.code))])
    if sum(isinstance(frame, asked.Hello) for frame in frames) > 1:
        return await _answer(send, 400, [text(refused("hello", "wrong"))])
    page = PollPage(run, held[0], key, held[1])
    try:
        await _follow(page, frames, receive)
    finally:
        page.gone()
    return await _answer(send, 200, page.told)


async def _follow(page: PollPage, frames: list[asked.Frame | Unreadable], receive: Any) -> None:
    """Take the frames; then wait until there is news, time is up, or nobody waits any more."""
    for frame in frames:
        if isinstance(frame, Unreadable):
            page.unreadable(frame)
        else:
            await page.take(frame)
    if not page.goes_on():
        page.news.set()
    if page.was_active:  # no round comes by here while it lasts
        await page.process.database.run(stay, page.session_key)
    gone = asyncio.ensure_future(receive())
    news = asyncio.ensure_future(page.wait())
    await asyncio.wait({gone, news}, timeout=WAIT, return_when=asyncio.FIRST_COMPLETED)
    for task in (gone, news):
        task.cancel()


async def _body(receive: Any) -> bytes:
    """As far as it may be read."""
    body, more = b"", True
    while more and len(body) <= MOST_BYTES:
        event = await receive()
        body, more = body + event.get("body", b""), event.get("more_body", False)
    return body


async def _answer(send: Any, status: int, frames: list[str]) -> None:
    body = f"[{','.join(frames)}]".encode()
    headers = [*HEADERS, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
