"""What lies between a page and a server on a bad day: a proxy that does to each connection what it is told to."""

import asyncio
import random
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

#: What may happen to a connection. After a while, one is cut; one is closed in the direction of the server; one is
#: deaf: nothing comes back any more, and nobody is told. All chunks of one are late. Single frames of one come twice.
#: Of one, websockets are not let through.
PLAIN, LATE, TWICE, CUT, HALF, DEAF, BLOCKED = "plain", "late", "twice", "cut", "half", "deaf", "blocked"
UPGRADE = re.compile(rb"(?im)^(upgrade|connection|sec-websocket-[a-z]+):.*\r\n")


class Proxy:
    """In front of one port of this machine. `met` counts the connections by what happened to them."""

    def __init__(self, to: int, kinds: Sequence[str]) -> None:
        self._to, self._kinds = to, kinds
        self._server: asyncio.Server | None = None
        self.met: Counter[str] = Counter()
        self.port = 0

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        if self._server:
            self._server.close()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        kind = random.choice(self._kinds)
        self.met[kind] += 1
        ends = [writer]
        try:
            back, there = await asyncio.open_connection("127.0.0.1", self._to)
            ends.append(there)
            await asyncio.gather(_pass(reader, there, kind, True), _pass(back, writer, kind, False))
        except OSError:
            pass
        finally:
            for end in ends:
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


def is_one_frame(chunk: bytes) -> bool:
    """Whether these bytes are exactly one frame of text of a websocket."""
    if len(chunk) < 2 or chunk[0] != 0x81:
        return False
    masked, length, head = chunk[1] >> 7, chunk[1] & 0x7F, 2
    if length >= 126:
        head = 4 if length == 126 else 10
        length = int.from_bytes(chunk[2:head])
    return len(chunk) == head + 4 * masked + length
