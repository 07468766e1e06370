"""One connected page, by whatever transport: takes its frames, and is told what happens."""

import asyncio
import datetime as dt
import logging
import math
import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import Error as DatabaseError

from mhst.core.errors import DomainError
from mhst.core.signs import without_hidden
from mhst.settings.environment import environment
from realtime.actions import message as messages
from realtime.actions import pause as pauses
from realtime.actions import visit as visits
from realtime.actions.message import Answer, Outgoing
from realtime.enums import Audience
from realtime.live.arriving import arrive
from realtime.live.hub import Seat
from realtime.live.late import Late
from realtime.protocol import REFUSALS, Unreadable, asked, told
from realtime.protocol.writing import refused, text

if TYPE_CHECKING:
    from mhst.access.models import User
    from realtime.live.process import Process

#: After so many frames that cannot be read the page itself must be wrong.
PATIENCE = 20
#: What somebody may ask besides `send`, on all their pages, at once and a second. A hello reads whole conversations and
#: takes more of it.
ASKS, ASKS_A_SECOND, HELLO = 200.0, 20.0, 7.0
#: So many messages at once are looked at: more than may be new, for a page that sends again what it has no answer to.
SENDS = 40.0
#: So many bytes may be on their way to a page that has not said what it has: for a while, and beside what it asked.
MOST_UNSEEN, FAR_TOO_MUCH = 256 * 1024, 4 * 1024 * 1024
#: Once in so many seconds it is told on that somebody writes; a page says it every three.
TYPING = 2.0
SIGNED_OUT, NOT_HERE, SILENT, UNREADABLE, DRAINING, TOO_SLOW = 4001, 4003, 4004, 4008, 4012, 4029
Asks = asked.Withdraw | asked.Decide | asked.Moment | asked.Leave | asked.Read
log = logging.getLogger(__name__)


class Page(ABC):
    """What all transports share. `push` sends text to the page; `close` ends the connection with a code."""

    def __init__(self, process: "Process", user: "User", session_key: str, until: dt.datetime) -> None:
        self.process, self.user, self.session_key, self.until = process, user, session_key, until
        self.seats: dict[UUID, Seat] = {}
        self._late = Late()  # could not be opened just now: tried again
        self._opening, self.again_at = asyncio.Lock(), math.inf
        self.heard_at = process.time()
        self.beat_at = self.heard_at + random.uniform(1, 25)  # noqa: S311 only spreads
        self.was_active = False
        self.stay_at = self.heard_at + random.uniform(15, 30)  # noqa: S311 only spreads
        self.unseen, self.allowed = 0, float(FAR_TOO_MUCH)
        self.seen_at = self.heard_at
        self.owed = 0  # messages that were taken and not answered yet
        self._wrong = 0
        self._sends, self._asks = (each.of(user.pk, self.heard_at) for each in (process.sends, process.asks))
        if (oldest := process.hub.came(self)) is not None:
            oldest.close(TOO_SLOW)

    @abstractmethod
    def push(self, frame: str) -> None: ...

    @abstractmethod
    def close(self, code: int) -> None: ...

    def tell(self, frame: Any) -> None:
        self.push(text(frame))

    def settled(self) -> None:  # noqa: B027 most need do nothing
        """A message has its answer in what was pushed before."""

    def push_quietly(self, frame: Any) -> None:
        """Something that is no reason to wake whoever waits for news."""
        self.tell(frame)

    @abstractmethod
    def pass_on(self, frame: str, *, is_news: bool = True) -> None:
        """Something that only matters now: the first thing to be dropped."""

    def refuse(self, of: str, code: str, **about: UUID | None) -> None:
        self.tell(refused(of, code, **about))

    def unreadable(self, error: Unreadable) -> None:
        """A frame that is none: said so, and after too many of them the page is closed."""
        self._wrong += 1
        self.refuse(error.of, error.code, **error.about)
        if self._wrong > PATIENCE:
            self.close(UNREADABLE)

    async def take(self, frame: asked.Frame) -> None:
        """Do what a frame asks; whatever comes of it is pushed. Words are answered later, when they are kept."""
        self.heard_at = now = self.process.time()
        is_hello = isinstance(frame, asked.Hello)
        if not isinstance(frame, asked.Send) and not self._asks.takes(now, ASKS_A_SECOND, HELLO if is_hello else 1.0):
            self.flooded(frame)
        elif isinstance(frame, asked.Hello):
            await self._hello(frame)
        elif (seat := self.seats.get(frame.conversation)) is None:
            code = "later" if frame.conversation in self._late else "not-found"
            self.refuse(frame.NAME, code, conversation=frame.conversation, mid=getattr(frame, "mid", None))
        else:
            await HANDLERS[type(frame)](self, seat, frame)

    def flooded(self, frame: asked.Frame) -> None:
        """More is asked than anybody asks."""
        self.close(TOO_SLOW)

    def gone(self) -> None:
        """The connection is over: nothing is pushed any more."""
        self.process.hub.went(self)
        seats, self.seats = self.seats, {}
        for seat in seats.values():
            self.process.hub.rise(seat)
        self.process.rounds.went_away(seats.values())

    async def _hello(self, hello: asked.Hello) -> None:
        """Whatever it asks for it gets; but not once more before it has taken that."""
        if self.unseen > FAR_TOO_MUCH:
            return self.close(TOO_SLOW)
        async with self._opening:
            for seat in self.seats.values():
                self.process.hub.rise(seat)
            self.seats = {}
            self._late.keep(talk.conversation for talk in hello.talks)
            await self._open(hello.talks)
        return None

    async def try_again(self) -> None:
        """What could not be opened, while the page waits for it; unless it is being opened just now."""
        if self._opening.locked():
            return
        async with self._opening:
            await self._open(self._late.due(self.process.time()))
        if self not in self.process.hub.pages:  # meanwhile
            self.gone()

    async def _open(self, talks: Iterable[asked.Talk]) -> None:
        self.allowed = math.inf
        refusals = [(talk.conversation, code) for talk in talks if (code := await self._why_not(talk))]
        for conversation, code in refusals:
            frame = refused("hello", code, conversation=conversation)
            tell = self.push_quietly if self.seats else self.tell  # who follows others goes on
            tell(frame)
        self.allowed = self.unseen + FAR_TOO_MUCH
        self.again_at = self._late.next_at

    async def _why_not(self, talk: asked.Talk) -> str:
        """Open one; where that cannot be, the code that says why."""
        try:
            await arrive(self, talk)
        except DomainError as error:
            self._late.done(talk.conversation)
            return error.code
        except Exception as error:
            is_passing = isinstance(error, DatabaseError)  # the database is away
            if is_passing:
                log.warning("A page could not be brought up to date: %s", error)
            elif self.process.seldom.is_due(talk.conversation):
                log.error("Conversation %s cannot be opened: %s", talk.conversation, type(error).__name__)
            self._late.add(talk, self.process.time(), is_passing=is_passing)
            return "later" if is_passing else "unopened"
        self._late.done(talk.conversation)
        return ""

    async def _send(self, seat: Seat, frame: asked.Send) -> None:
        if not self._sends.takes(self.process.time(), environment.messages_a_minute / 60):
            return self.refuse("send", "slow-down", conversation=frame.conversation, mid=frame.mid)
        self.was_active = True
        self.owed += 1
        one = Outgoing(
            seat.participant, seat.conversation, self.user, self.session_key, frame.mid, without_hidden(frame.words),
            frame.audience, frame.epoch,
        )  # fmt: skip
        self.process.gathering.add(one, partial(self._answer, frame))
        return None

    def _answer(self, frame: asked.Send, answer: Answer) -> None:
        """What this page has been told already, as an event among the others, needs no answer of its own."""
        self.owed -= 1
        if answer.state and self._has_been_told(frame.conversation, answer):
            self.settled()
        elif answer.state:
            self.tell(told.Ack(frame.conversation, frame.mid, answer.state))
        else:
            self.refuse("send", answer.code, conversation=frame.conversation, mid=frame.mid)

    def _has_been_told(self, conversation: UUID, answer: Answer) -> bool:
        seat = self.seats.get(conversation)
        return seat is not None and 0 < answer.seq <= (seat.sent.get(answer.stream) or 0)

    async def _withdraw(self, seat: Seat, frame: asked.Withdraw) -> None:
        await self._do(frame, partial(messages.withdraw, conversation=seat.conversation, mid=frame.mid, by=self.user))

    async def _decide(self, seat: Seat, frame: asked.Decide) -> None:
        do = partial(
            messages.decide, conversation=seat.conversation, author=frame.author, mid=frame.mid,
            decision=frame.decision, words=frame.words, reason=frame.reason, by=self.user,
        )  # fmt: skip
        await self._do(frame, do)

    async def _leave(self, seat: Seat, frame: asked.Leave) -> None:
        await self._do(frame, partial(visits.leave_talk, conversation=seat.conversation, by=self.user))

    async def _moment(self, seat: Seat, frame: asked.Moment) -> None:
        do = pauses.take_moment if frame.on else pauses.come_back
        await self._do(frame, partial(do, conversation=seat.conversation, by=self.user))

    async def _do(
        self, frame: asked.Withdraw | asked.Decide | asked.Moment | asked.Leave, do: Callable[[], None]
    ) -> None:
        """One command in a transaction of its own."""
        self.was_active = True
        if await self._is_done(frame, do):
            self.tell(told.Done(frame.NAME, frame.conversation, getattr(frame, "mid", None)))

    async def _is_done(self, frame: Asks, do: Callable[[], None]) -> bool:
        """Under a session that is not over; otherwise the page is told why not."""
        mid = getattr(frame, "mid", None)
        try:
            await self.process.database.run(self.process.in_session, self.session_key, do)
        except DomainError as error:
            code = error.code if error.code in REFUSALS else "no-role"
            self.refuse(frame.NAME, code, conversation=frame.conversation, mid=mid)
        except Exception as error:
            log.warning("A command could not be carried out: %s", error)
            self.refuse(frame.NAME, "later", conversation=frame.conversation, mid=mid)
        else:
            return True
        return False

    async def _typing(self, seat: Seat, frame: asked.Typing) -> None:
        if self.heard_at - seat.wrote_at >= TYPING:
            seat.wrote_at = self.heard_at
            self.process.writers.add(seat)

    async def _seen(self, seat: Seat, frame: asked.Seen) -> None:
        self.unseen, self.allowed, self.seen_at = 0, float(FAR_TOO_MUCH), self.heard_at

    async def _read(self, seat: Seat, frame: asked.Read) -> None:
        """No further than this page has been told, and once."""
        seq = min(frame.seq, seat.sent[seat.streams[Audience.OPEN]] or 0)
        if not seat.is_staff or seq <= seat.read:
            return
        do = partial(self.process.rounds.has_read, seat.participant, seq)
        if await self._is_done(frame, do):
            seat.read = seq
            has_read = text(told.ReadBy(seat.conversation, seat.participant, seq))
            for other in self.process.hub.seats_in(seat.conversation):
                if other is not seat:
                    other.page.pass_on(has_read)


HANDLERS: dict[type, Callable[[Page, Seat, Any], Any]] = {
    asked.Send: Page._send,
    asked.Withdraw: Page._withdraw,
    asked.Decide: Page._decide,
    asked.Moment: Page._moment,
    asked.Leave: Page._leave,
    asked.Typing: Page._typing,
    asked.Seen: Page._seen,
    asked.Read: Page._read,
}
