"""What lies between a page and a server on a bad day: a proxy that does to each connection what it is told to."""

import asyncio
import random
import re
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

#: What may happen to a connection. After a while, one is cut; one is closed in the direction of the server; one is
#: deaf: nothing comes back any more, and nobody is told. All chunks of one are late. Single frames of one come twice.
#: Of one, websockets are not let through.
PLAIN, LATE, TWICE, CUT, HALF, DEAF, BLOCKED = "plain", "late", "twice", "cut", "half", "deaf", "blocked"
#: Of one, everything takes its time, and what is lost is sent again, as TCP does.
FAR = "far"
#: Websockets may open, and then nothing gets through in either direction: so do some filters.
MUTE = "mute"
UPGRADE = re.compile(rb"(?im)^(upgrade|connection|sec-websocket-[a-z]+):.*\r\n")


@dataclass
class Distance:
    """How far the other side is: seconds one way, and every how-manieth piece is lost on the way. Can be changed."""

    seconds: float = 0.0
    loses_every: int = 0
    pieces: int = 0
    lost: int = 0

    def takes(self) -> float:
        """The next piece; a lost one comes when it is missed and sent again."""
        self.pieces += 1
        is_lost = self.loses_every > 0 and self.pieces % self.loses_every == 0
        self.lost += is_lost
        return self.seconds * (3 if is_lost else 1)


class Proxy:
    """In front of one port of this machine. `met` counts the connections by what happened to them."""

    def __init__(self, to: int, kinds: Sequence[str], distance: Distance | None = None) -> None:
        self._to, self._kinds, self._distance = to, kinds, distance or Distance()
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self.met: Counter[str] = Counter()
        self.port = 0

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        if self._server:
            self._server.close()

    def cut(self) -> None:
        """Every connection that is open now, without a word."""
        for end in self._open:
            end.transport.abort()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        kind = random.choice(self._kinds)
        self.met[kind] += 1
        ends = [writer]
        try:
            back, there = await asyncio.open_connection("127.0.0.1", self._to)
            ends.append(there)
            self._open.update(ends)
            if kind == MUTE:
                await _only_the_door(reader, there, back, writer)
            elif kind == FAR:
                await asyncio.gather(_carry(reader, there, self._distance), _carry(back, writer, self._distance))
            else:
                await asyncio.gather(_pass(reader, there, kind, True), _pass(back, writer, kind, False))
        except OSError:
            pass
        finally:
            for end in ends:
                self._open.discard(end)
                end.transport.abort()


async def _pass(source: asyncio.StreamReader, sink: asyncio.StreamWriter, kind: str, is_asked: bool) -> None:
    """One direction. Raises: OSError where the connection is cut."""
    lasts = random.randint(5, 60)
    while chunk := await source.read(65536):
        lasts -= 1
        if kind == BLOCKED and is_asked:
            chunk = UPGRADE.sub(b"", chunk)
        elif kind == LATE:
            await asyncio.sleep(random.uniform(0, 0.1))
        elif kind == TWICE and is_one_frame(chunk):
            chunk += chunk
        elif kind == CUT and lasts < 0:
            raise ConnectionResetError
        elif kind == HALF and lasts < 0 and is_asked:
            break
        elif kind == DEAF and lasts < 0 and not is_asked:
            continue
        sink.write(chunk)
        await sink.drain()
    with suppress(OSError):
        sink.write_eof()


async def _only_the_door(
    reader: asyncio.StreamReader, there: asyncio.StreamWriter, back: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """What is asked and answered passes; of a websocket, what is said before it is open."""
    with suppress(asyncio.IncompleteReadError):  # a browser opens connections before it needs them
        asked = await reader.readuntil(b"\r\n\r\n")
        there.write(asked)
        if b"upgrade: websocket" not in asked.lower():
            await asyncio.gather(_pass(reader, there, PLAIN, True), _pass(back, writer, PLAIN, False))
            return
        writer.write(await back.readuntil(b"\r\n\r\n"))
        await asyncio.gather(_swallow(reader), _swallow(back))


async def _swallow(source: asyncio.StreamReader) -> None:
    while await source.read(65536):
        pass


async def _carry(source: asyncio.StreamReader, sink: asyncio.StreamWriter, distance: Distance) -> None:
    """One direction of a long way: pieces are under way together and arrive in order. Raises: OSError."""
    loop, last = asyncio.get_running_loop(), 0.0
    while chunk := await source.read(65536):
        last = max(last, loop.time() + distance.takes())
        loop.call_at(last, _put, sink, chunk)
    loop.call_at(max(last, loop.time()), _end, sink)


def _put(sink: asyncio.StreamWriter, chunk: bytes) -> None:
    if not sink.is_closing():
        sink.write(chunk)


def _end(sink: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        sink.write_eof()


@contextmanager
def running(proxy: Proxy) -> Iterator[asyncio.AbstractEventLoop]:
    """In a thread of its own, for tests that are not on a loop."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(proxy.open(), loop).result(5)
    try:
        yield loop
    finally:
        asyncio.run_coroutine_threadsafe(_end_all(proxy), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)


async def _end_all(proxy: Proxy) -> None:
    proxy.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def is_one_frame(chunk: bytes) -> bool:
    """Whether these bytes are exactly one frame of text of a websocket."""
    if len(chunk) < 2 or chunk[0] != 0x81:
        return False
    masked, length, head = chunk[1] >> 7, chunk[1] & 0x7F, 2
    if length >= 126:
        head = 4 if length == 126 else 10
        length = int.from_bytes(chunk[2:head])
    return len(chunk) == head + 4 * masked + length
