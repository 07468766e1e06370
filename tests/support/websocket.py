"""A websocket from the other side, by hand: quick enough to measure with, and able to behave badly."""

import asyncio
import base64
import os
import struct
from collections.abc import Callable
from typing import Any

from django.conf import settings

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA


class Refused(Exception):
    """The server did not open it; holds the status line."""


class Websocket(asyncio.Protocol):
    """Calls `heard(text)` for each frame and `over(code)` once at the end."""

    def __init__(self, heard: Callable[[str], None], over: Callable[[int], None]) -> None:
        self.heard, self.over = heard, over
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._buffer = b""
        self._transport: Any = None
        self._code = 1006

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def greet(self, host: str, path: str, key: str | None) -> None:
        cookie = f"Cookie: {settings.SESSION_COOKIE_NAME}={key}\r\n" if key else ""
        nonce = base64.b64encode(os.urandom(16)).decode()
        self._transport.write(
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {nonce}\r\n{cookie}\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self.opened.done():
            self._open()
        while self.opened.done() and (frame := self._frame()) is not None:
            self._take(*frame)

    def _open(self) -> None:
        head, end, rest = self._buffer.partition(b"\r\n\r\n")
        if end and b" 101 " in head.split(b"\r\n")[0]:
            self._buffer = rest
            self.opened.set_result(None)
        elif end:
            self.opened.set_exception(Refused(head.split(b"\r\n")[0].decode()))
            self._buffer = b""  # a page that says so, and no frames
            self.abort()

    def _frame(self) -> tuple[int, bytes] | None:
        data = self._buffer
        if len(data) < 2:
            return None
        length, at = data[1] & 0x7F, 2
        if length >= 126:
            size = 2 if length == 126 else 8
            if len(data) < 2 + size:
                return None
            length, at = int.from_bytes(data[2 : 2 + size]), 2 + size
        if len(data) < at + length:
            return None
        self._buffer = data[at + length :]
        return data[0] & 0xF, data[at : at + length]

    def _take(self, kind: int, body: bytes) -> None:
        if kind == TEXT:
            self.heard(body.decode())
        elif kind == PING:
            self._write(PONG, body)
        elif kind == CLOSE:
            self._code = int.from_bytes(body[:2]) if len(body) >= 2 else 1005
            self._transport.close()

    def send(self, text: str) -> None:
        self._write(TEXT, text.encode())

    def _write(self, kind: int, body: bytes) -> None:
        """Masked with zeros, which is allowed and costs nothing."""
        size = len(body)
        if size < 126:
            head = struct.pack("!BB", 0x80 | kind, 0x80 | size)
        else:
            head = struct.pack("!BBH", 0x80 | kind, 0x80 | 126, size)
        self._transport.write(head + b"\0\0\0\0" + body)

    def abort(self) -> None:
        """Gone without a word, as a phone in a tunnel."""
        if self._transport:
            self._transport.abort()

    def forget(self) -> None:
        """It never opened: how it ends is nobody's business, least of all of who has another by then."""
        self.heard = self.over = lambda told: None
        self.abort()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(Refused("gone"))
        self.over(self._code)


async def post(port: int, path: str, key: str, body: str, patience: float) -> str:
    """What a server answers that the browser of this session posts JSON to. Raises: OSError, TimeoutError."""
    host = f"localhost:{port}"
    head = [
        f"POST {path} HTTP/1.0", f"Host: {host}", f"Origin: http://{host}", "Content-Type: application/json",
        f"Cookie: {settings.SESSION_COOKIE_NAME}={key}", f"Content-Length: {len(body.encode())}",
    ]  # fmt: skip
    async with asyncio.timeout(patience):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write("\r\n".join([*head, "", body]).encode())
            answer = await reader.read()
        finally:
            writer.transport.abort()
    return answer.partition(b"\r\n\r\n")[2].decode()


async def connect(
    port: int, path: str, key: str | None, heard: Callable[[str], None], over: Callable[[int], None]
) -> Websocket:
    """An open websocket. Raises: OSError, Refused, TimeoutError."""
    loop, socket = asyncio.get_running_loop(), Websocket(heard, over)
    try:
        async with asyncio.timeout(5):
            await loop.create_connection(lambda: socket, "127.0.0.1", port)
            socket.greet(f"localhost:{port}", path, key)
            await socket.opened
    except (OSError, Refused, TimeoutError):
        socket.forget()
        raise
    return socket
