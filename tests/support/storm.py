"""Pages in a storm: what each wrote, was told and was shown is kept, and judged afterwards."""

import asyncio
import json
import random
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from realtime.protocol.refusals import PASSING
from realtime.routing import LIVE, POLL
from tests.support.websocket import Refused, Websocket, connect, post

#: Seconds that a request may take, as the page has them: one that waits, and one that carries words.
HELD_FOR, CARRIED_IN = 30.0, 8.0
#: What the page waits for longer, so that a storm is over sooner; what is done then is the same. For the answer to its
#: hello, to words, for a sign of life while it is asked for something, and when it was let into nothing.
LIVE_WITHIN, AGAIN_AFTER, SILENT_FOR, FIRST, LONGEST = 1.5, 2.0, 3.0, 0.5, 2.0
#: A line that nobody asks for anything is silent for so long at most.
BEATS_WITHIN = 30.0


@dataclass
class Client:
    """A page that writes so many messages and reads all, and comes back wherever it can, as the browser's does.

    Where its websocket is not let through it posts and waits. `waits` is when each message was first sent, and after
    how many seconds it was acknowledged; `refused` are the codes that a person would have been shown.
    """

    name: str
    key: str
    conversation: UUID
    ports: list[int]
    to_write: int
    epoch: int | None = None
    acked: set[UUID] = field(default_factory=set)
    shown: list[tuple[int, UUID, str]] = field(default_factory=list)
    cursor: list[Any] = field(default_factory=lambda: [0, "00000000"])
    repairs: int = 0
    returns: int = 0
    is_blocked: bool = False
    waits: list[tuple[float, float]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    async def write_all(self, over: "asyncio.Event | None" = None) -> None:
        """Each message until it is acknowledged, whatever happens meanwhile; then the next. At least so many, and as
        long as the storm is not over."""
        number = 0
        while number < self.to_write or (over is not None and not over.is_set()):
            await self._write(f"{self.name} {number}")
            number += 1
            if number > self.to_write:
                await asyncio.sleep(0.2)
        self.to_write = number

    @property
    def has_written_enough(self) -> bool:
        return len(self.acked) >= self.to_write

    def has_written_since(self, begun: float) -> bool:
        """Whether something that was first sent after this moment is acknowledged."""
        return bool(self.waits) and self.waits[-1][0] >= begun

    def waited(self, begun: float, ended: float) -> list[float]:
        """How long, for what was first sent in this time. In seconds."""
        return [waited for sent, waited in self.waits if begun <= sent <= ended]

    async def _write(self, words: str) -> None:
        mid, begun = uuid4(), time.monotonic()
        frame = {"type": "send", "conversation": str(self.conversation), "mid": str(mid), "words": words,
                 "epoch": self.epoch}  # fmt: skip
        self._asks = mid
        while mid not in self.acked:
            await self._ask(frame)
        self.waits.append((begun, time.monotonic() - begun))

    async def _ask(self, frame: dict[str, Any]) -> None:
        """Once more, on the same line: only one that has said nothing at all for a while is left behind."""
        if self.is_blocked:
            return await self._post(frame)
        if (socket := await self._connected()) is None:
            return None
        self._answered.clear()
        socket.send(json.dumps(frame))
        with suppress(TimeoutError):
            async with asyncio.timeout(AGAIN_AFTER):
                await self._answered.wait()
        self._leave_if_silent()
        return None

    def _leave_if_silent(self, patience: float = SILENT_FOR) -> None:
        if time.monotonic() - self._heard_at > patience:
            self.hang_up()
            self._socket = None  # one that was over before it was known to be open says nothing any more

    async def read_up_to(self, head: int) -> None:
        """Until everything has been shown, or patience ends: the checker says what is missing. Nobody is asked for
        anything meanwhile: a line is silent between the server's beats."""
        with suppress(TimeoutError):
            async with asyncio.timeout(75):
                while self.cursor[0] < head:
                    await (self._post() if self.is_blocked else self._connected())
                    self._leave_if_silent(BEATS_WITHIN)
                    await asyncio.sleep(0.05)

    def hang_up(self) -> None:
        if self._socket:
            self._socket.abort()

    def __post_init__(self) -> None:
        self._socket: Websocket | None = None
        self._live = asyncio.Event()
        self._answered = asyncio.Event()
        self._asks: UUID | None = None
        self._heard_at = 0.0
        self._rests = 0

    async def _connected(self) -> Websocket | None:
        """None where websockets are not let through."""
        while self._socket is None and not self.is_blocked:
            try:
                self._socket = await connect(random.choice(self.ports), LIVE, self.key, self._heard, self._over)
                self._live.clear()  # only now: a line that was left behind may say so until then, and is not this one
                self._heard_at = time.monotonic()
                await self._be_live()
                self.returns += 1
            except (OSError, Refused, TimeoutError) as error:
                self.is_blocked = " 404 " in str(error)
                self.hang_up()
                self._socket = None
                await asyncio.sleep(random.uniform(0.05, 0.4))
        return self._socket

    async def _be_live(self) -> None:
        """Say hello, and again where that had no answer. Raises: TimeoutError when the line is gone."""
        while self._socket and not self._live.is_set():
            self._greet()
            with suppress(TimeoutError):
                async with asyncio.timeout(LIVE_WITHIN * random.uniform(1, 2)):
                    await self._live.wait()
            self._leave_if_silent()
            await asyncio.sleep(0)  # whatever was left is over now
        if not self._socket:
            raise TimeoutError

    async def _post(self, *frames: dict[str, Any]) -> None:
        body, patience = json.dumps([self._hello(), *frames]), CARRIED_IN if frames else HELD_FOR
        try:
            told = json.loads(await post(random.choice(self.ports), POLL, self.key, body, patience))
        except (OSError, ValueError, TimeoutError):  # ValueError: cut off in the middle
            return await asyncio.sleep(random.uniform(0.05, 0.4))
        for frame in told:
            self._heard(json.dumps(frame))
        return await self._rest(told)

    async def _rest(self, told: list[dict[str, Any]]) -> None:
        """Who was let into nothing does not ask again at once."""
        if any(frame["type"] == "live" for frame in told):
            self._rests = 0
            return
        closing = [frame["after"] / 1000 for frame in told if frame["type"] == "closing"]
        await asyncio.sleep(*closing or [random.uniform(0, min(LONGEST, FIRST * 2**self._rests))])
        self._rests += 1

    def _greet(self) -> None:
        if self._socket:
            self._socket.send(json.dumps(self._hello()))

    def _hello(self) -> dict[str, Any]:
        talk = {"conversation": str(self.conversation), "cursors": {"open": self.cursor}}
        return {"type": "hello", "version": 1, "talks": [talk]}

    def _heard(self, text: str) -> None:
        frame = json.loads(text)
        kind, self._heard_at = frame["type"], time.monotonic()
        if kind == "events" and frame["stream"] == "open":
            self._show(frame["events"])
        elif kind == "ack":
            self.acked.add(UUID(frame["mid"]))
            self._answered.set()
        elif kind == "live":
            self._live.set()
        elif kind == "refused" and frame["code"] not in PASSING:
            self.refused.add(frame["code"])
        elif kind == "beat" and self._socket:
            if frame.get("heads", {}).get(str(self.conversation), {}).get("open", 0) > self.cursor[0]:
                self._greet()
            seen = {"type": "seen", "conversation": str(self.conversation), "heads": {"open": self.cursor[0]}}
            self._socket.send(json.dumps(seen))

    def _show(self, events: list[dict[str, Any]]) -> None:
        fresh = [event for event in events if event["seq"] > self.cursor[0]]
        if fresh and fresh[0]["seq"] != self.cursor[0] + 1:
            self.repairs += 1
            return self._greet()
        for event in fresh:
            self.cursor = [event["seq"], event["mark"]]
            if event["kind"] == "message":
                self.shown.append((event["seq"], UUID(event["mid"]), event["words"]))
                if UUID(event["mid"]) == self._asks:  # which says the same as an answer
                    self.acked.add(self._asks)
                    self._answered.set()
        return None

    def _over(self, code: int) -> None:
        self._socket = None
        self._live.set()  # whoever waits need not
        self._answered.set()


def faults(clients: list[Client], kept: dict[UUID, list[tuple[int, UUID]]]) -> list[str]:
    """Everything that is not as promised, in sentences. `kept` is what the database holds, by conversation."""
    found = []
    for client in clients:
        rows = kept[client.conversation]
        mids = [mid for _, mid in rows]
        shown = [mid for _, mid, _ in client.shown]
        lost = client.acked - set(mids)
        twice = [mid for mid, times in Counter(shown).items() if times > 1]
        if lost:
            found.append(f"{client.name}: {len(lost)} acknowledged messages are lost")
        if twice:
            found.append(f"{client.name}: {len(twice)} messages were shown twice")
        if missing := set(mids) - set(shown):
            found.append(f"{client.name}: {len(missing)} messages were never shown")
        if [(seq, mid) for seq, mid, _ in client.shown] != rows:
            found.append(f"{client.name}: not what is kept, in its order")
        if len(client.acked) != client.to_write:
            found.append(f"{client.name}: {client.to_write - len(client.acked)} messages had no answer")
    for conversation, rows in kept.items():
        if [seq for seq, _ in rows] != list(range(rows[0][0], rows[0][0] + len(rows))):
            found.append(f"{conversation}: the sequence has a gap")
        if len({mid for _, mid in rows}) != len(rows):
            found.append(f"{conversation}: a message is kept twice")
    return found
