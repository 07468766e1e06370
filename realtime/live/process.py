"""All that one process keeps, begun with its first request and ended with it."""

import asyncio
import datetime as dt
import logging
import random
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType
from typing import Any
from uuid import UUID, uuid4

from mhst.access import sessions
from realtime.events import Words
from realtime.live.checking import Checking
from realtime.live.database import Database
from realtime.live.doorbell import Doorbell
from realtime.live.gathering import Gathering
from realtime.live.hub import Hub, Seat
from realtime.live.late import Seldom
from realtime.live.page import ASKS, DRAINING, SENDS
from realtime.live.rounds import Rounds
from realtime.live.writers import Writers
from realtime.protocol import told
from realtime.protocol.writing import text
from realtime.rules import refuse
from realtime.rules.flood import Buckets

#: Pages are told to come back within so many milliseconds, spread; and the process waits so long for its last answers.
SPREAD, GRACE = 4000, 1.0
log = logging.getLogger(__name__)

Told = dict[int, list[dict[str, Any]]]


class Process:
    """Everything that belongs to one event loop."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.id = uuid4().hex
        self.time: Callable[[], float] = time.monotonic
        self.database = Database()
        self.hub = Hub(self.database)
        self.gathering = Gathering(self.database)
        self.doorbell = Doorbell(self._heard)
        self.checking = Checking(self.database)
        self.rounds = Rounds(self)
        self.asks, self.sends = Buckets(ASKS), Buckets(SENDS)
        self.seldom = Seldom()
        self.writers = Writers(self, self._writes)
        self.is_draining = False
        self.answered: dict[tuple[Any, ...], float] = {}  # when pages that ask by request had their last answer
        self._tasks: set[asyncio.Future[Any]] = set()

    def start(self) -> None:
        # While a thread commits, the loop waits for its turn no longer than this, instead of five milliseconds.
        sys.setswitchinterval(0.0005)
        for work in (
            self.hub.tell(),
            self.doorbell.listen(),
            self.doorbell.send(),
            self.checking.go_on(),
            *self.rounds.all(),
        ):
            self.later(work)

    def later(self, work: Any) -> None:
        """Have this done beside everything else."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Future[Any]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.warning("Work beside failed: %s", error)

    async def stop(self) -> None:
        """Nothing of it goes on."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.database.close()

    def ring(self, heads: dict[int, int], told: Told | None = None) -> None:
        """Something was committed. From any thread."""
        self.loop.call_soon_threadsafe(self._rung, heads, told or {})

    def _rung(self, heads: dict[int, int], told: Told) -> None:
        self.hub.committed(told)
        self.hub.rung(heads)
        self.doorbell.ring(heads)

    def look_through(self, messages: Sequence[Words]) -> None:
        """These were just kept. From any thread."""
        self.loop.call_soon_threadsafe(self.checking.add, messages)

    def _writes(self, seat: Seat) -> None:
        """Somebody writes: for those who may know. Nobody can tell from it that a post was held."""
        self._tell_writing(seat.conversation, seat.participant, staff_only=seat.holds_posts and not seat.is_staff)
        about = {"conversation": str(seat.conversation), "participant": str(seat.participant)}
        self._say("writing", **about, staff_only=seat.holds_posts and not seat.is_staff)

    def here(self, conversation: UUID, participant: UUID, until: dt.datetime) -> None:
        """Somebody is here until then."""
        self.rounds.tell_here(conversation, participant, until)
        self._say("here", conversation=str(conversation), participant=str(participant), until=until.isoformat())

    def look_again(self) -> None:
        """Somebody's sessions or roles, or the people of a conversation, are not what they were. From any thread."""
        self.loop.call_soon_threadsafe(self._look, True)

    def _look(self, is_ours: bool) -> None:
        self.later(self.rounds.watch())
        if is_ours:
            self._say("look")

    def _say(self, what: str, **about: Any) -> None:
        self.doorbell.say({"what": what, "from": self.id, **about})

    def _heard(self, message: dict[str, Any]) -> None:
        self.hub.rung({int(stream): head for stream, head in message["heads"].items()})
        for other in message["others"]:
            if other["from"] != self.id:
                self._hear(other)

    def _hear(self, other: dict[str, Any]) -> None:
        if other["what"] == "look":
            return self._look(False)
        conversation, participant = UUID(other["conversation"]), UUID(other["participant"])
        if other["what"] == "writing":
            return self._tell_writing(conversation, participant, staff_only=other["staff_only"])
        until = dt.datetime.fromisoformat(other["until"])
        self.rounds.tell_here(conversation, participant, until)
        return self.rounds.insist(conversation, participant, until)

    def _tell_writing(self, conversation: UUID, participant: UUID, *, staff_only: bool) -> None:
        frame = text(told.Writing(conversation, participant))
        for seat in self.hub.seats_in(conversation):
            if seat.participant != participant and (seat.is_staff or not staff_only):
                seat.page.pass_on(frame)

    def in_session(self, key: str, do: Callable[[], None]) -> None:
        """Do it under a session that is not over. Raises: Refused."""
        if not sessions.alive({key}):
            refuse("signed-out")
        do()

    def drain(self) -> None:
        """The process is about to be replaced: every page is told to come back, spread over some seconds."""
        self.is_draining = True
        for page in list(self.hub.pages):
            page.tell(self.closing())
            page.close(DRAINING)

    def closing(self) -> told.Closing:
        """Come back, but not all at once."""
        return told.Closing(random.randrange(SPREAD))  # noqa: S311 only spreads


_here: dict[asyncio.AbstractEventLoop, Process] = {}


def here() -> Process:
    """This process's, begun when it is first asked for."""
    loop = asyncio.get_running_loop()
    if loop not in _here:
        for old in [one for one in _here if one.is_closed()]:
            del _here[old]
        process = _here[loop] = Process()
        process.start()
        _drain_before_the_end(process)
    return _here[loop]


async def stop() -> None:
    """End what `here` began."""
    if process := _here.pop(asyncio.get_running_loop(), None):
        await process.stop()


def ring(heads: dict[int, int], told: Told | None = None) -> None:
    """Tell the pages of this process, and the other processes. Where no page is served, the others sweep."""
    for process in list(_here.values()):
        if process.loop.is_running():
            process.ring(heads, told)


def look_through(messages: Sequence[Words]) -> None:
    """Look for danger words in these. Where no page is served, the worker does."""
    if process := next((one for one in list(_here.values()) if one.loop.is_running()), None):
        process.look_through(messages)


def look_again() -> None:
    """Ask at once who may still be here."""
    for process in list(_here.values()):
        if process.loop.is_running():
            process.look_again()


def _drain_before_the_end(process: Process) -> None:
    """When the server is asked to end: first the pages are told, then the server goes on as it would."""
    before = signal.getsignal(signal.SIGTERM)

    def end(number: int, frame: FrameType | None) -> None:
        process.drain()
        process.loop.call_later(GRACE, _as_before, before, number, frame)

    if callable(before):
        with suppress(ValueError):  # signals are the main thread's alone
            signal.signal(signal.SIGTERM, lambda number, frame: process.loop.call_soon_threadsafe(end, number, frame))


def _as_before(before: Any, number: int, frame: FrameType | None) -> None:
    before(number, frame)
