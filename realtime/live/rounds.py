"""What is looked after in turns: lost bells, who may still be here, who is here, who has fallen silent."""

import asyncio
import datetime as dt
import itertools
import logging
import math
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from mhst.access import sessions
from mhst.access.standing import renew as renew_standing
from mhst.core import clock
from mhst.core.errors import DomainError
from realtime.actions import lease
from realtime.enums import Audience
from realtime.live.database import a_few
from realtime.live.gathering import SERVER
from realtime.live.hub import Seat
from realtime.live.page import MOST_UNSEEN, NOT_HERE, SIGNED_OUT, SILENT, TOO_SLOW, Page
from realtime.protocol import told
from realtime.protocol.writing import refused, text
from realtime.queries import log as logs
from realtime.queries import participant as people
from realtime.queries import seat as seats
from realtime.rules.participant import check_is_here

if TYPE_CHECKING:
    from realtime.live.process import Process

#: Seconds between the rounds.
SWEEP, WATCH, BEAT, PRESENCE = 10.0, 3.0, 25.0, 20.0
#: Whoever takes what it is sent says so at every beat, if not before.
SILENT_FOR, SLOW_FOR = 60.0, BEAT + 15.0
#: At least so many pages are asked about at a time, with a handful of queries each.
WATCHED = 25
#: Of so many conversations is told who is there before anything else has its turn.
AT_A_TIME = 50
HERE_FOR, GONE_AFTER = dt.timedelta(seconds=60), dt.timedelta(seconds=10)
log = logging.getLogger(__name__)


class Rounds:
    """Of one process, over all its pages together: as many queries for many as for one, or nearly."""

    def __init__(self, process: "Process") -> None:
        self._told: dict[UUID, dict[UUID, dt.datetime]] = {}  # of whom here is told, until when each is here
        self._process, self._hub, self._look = process, process.hub, process.database.look

    def all(self) -> list[Awaitable[None]]:
        each: list[tuple[float, Callable[[], Awaitable[None]]]] = [
            (SWEEP, self.sweep), (WATCH, self.watch), (1.0, self.beat), (PRESENCE, self.presence),
        ]  # fmt: skip
        return [every(seconds, do) for seconds, do in each]

    async def sweep(self) -> None:
        """Ring for what no bell told of: the heads of all that is read here, in one query."""
        if self._hub.lines:
            self._hub.rung(await self._look(logs.heads, list(self._hub.lines)))

    async def watch(self) -> None:
        """Close the connections of whoever may not be here any more."""
        async for pages in a_few(list(self._hub.pages), parts=40, least=WATCHED):
            active = {page.session_key for page in pages if self._must_stay(page)}
            verdicts = await self._look(_verdicts, [_held(page) for page in pages], active)
            for page, (code, until) in verdicts.items():
                page.until = until
                if code == SIGNED_OUT:
                    page.push(text(refused("hello", "signed-out")))
                if code:
                    page.close(code)

    async def still_here(self, pages: Iterable[Page]) -> set[Page]:
        """Those of these whose session is not over, and who are in all that they follow; roles as of the last round.
        Two queries, whatever their number."""
        return await self._process.database.run(_still_here, [_held(page) for page in pages])

    def _must_stay(self, page: Page) -> bool:
        """Whether its session is to be told that somebody was there: as seldom as pages tell it, or near its end."""
        now = self._process.time()
        is_time = now >= page.stay_at or page.until - clock.now() < sessions.WARN_BEFORE
        if not page.was_active or not is_time:
            return False
        page.was_active, page.stay_at = False, now + sessions.WRITTEN_EVERY.total_seconds()
        return True

    async def beat(self) -> None:
        """Each page hears from us every 25 seconds, the pages spread over them; who is silent or slow is closed, and
        whoever waits to be let in where the database was away is tried again."""
        now = self._process.time()
        at = clock.now()
        for page in list(self._hub.pages):
            if now - page.heard_at > SILENT_FOR:
                page.close(SILENT)
            elif page.unseen > MOST_UNSEEN and now - page.seen_at > SLOW_FOR:
                page.close(TOO_SLOW)
            elif now >= page.beat_at:
                page.beat_at = now + BEAT
                page.tell(told.Beat(at, {s.conversation: self._heads(s) for s in page.seats.values()}))
            if now >= page.again_at:
                page.again_at = math.inf
                self._process.later(page.try_again())

    def _heads(self, seat: Seat) -> dict[Audience, int]:
        return {audience: seat.sent[stream] or 0 for audience, stream in seat.streams.items()}

    async def presence(self) -> None:
        """Renew the leases of who is here, and tell who else is."""
        here = [seat for page in self._hub.pages for seat in page.seats.values()]
        conversations = {seat.conversation for seat in here}
        self._told = {one: told for one, told in self._told.items() if one in conversations}
        if here:
            await self._look(_renew, [seat.participant for seat in here], clock.now() + HERE_FOR)
            await self._tell_presence(await self._look(seats.presence, conversations))

    def came(self, seat: Seat) -> None:
        """Somebody is here from now on, and learns who else is."""
        if known := self._told.get(seat.conversation):
            seat.page.push_quietly(told.Presence(seat.conversation, known))
        self._process.later(self._lease([seat], clock.now() + HERE_FOR))

    def insist(self, conversation: UUID, participant: UUID, until: dt.datetime) -> None:
        """Somebody goes, it is said by another process, or was by this one: not while they have a page here."""
        if until < clock.now() + HERE_FOR / 2:
            mine = [seat for seat in self._hub.seats_in(conversation) if seat.participant == participant]
            if mine:
                self._process.later(self._lease(mine[:1], clock.now() + HERE_FOR))

    def went_away(self, gone: Iterable[Seat]) -> None:
        """Their connection is over; they may be back at once, and count as here for a moment more."""
        away = [s for s in gone if not any(o.participant == s.participant for o in self._hub.seats_in(s.conversation))]
        if away:
            self._process.later(self._lease(away, clock.now() + GONE_AFTER))

    async def _lease(self, whose: list[Seat], until: dt.datetime) -> None:
        await self._process.database.run(_renew, [seat.participant for seat in whose], until)
        for seat in whose:
            self._process.here(seat.conversation, seat.participant, until)
            self.insist(seat.conversation, seat.participant, until)

    def tell_here(self, conversation: UUID, participant: UUID, until: dt.datetime) -> None:
        """That they go on being here, or will soon be away, is no reason to wake whoever waits for news."""
        now, seats = clock.now(), self._hub.seats_in(conversation)
        if not seats:
            return
        known = self._told.setdefault(conversation, {})
        is_news = known.get(participant, now) <= now < until
        known[participant] = until
        frame = text(told.Presence(conversation, {participant: until}))
        for seat in seats:
            if seat.participant != participant:
                seat.page.pass_on(frame, is_news=is_news)

    async def _tell_presence(self, found: dict[UUID, dict[UUID, dt.datetime]]) -> None:
        """Where it is not known already; a few at a time, so that nobody's words wait for it."""
        soon = clock.now() + dt.timedelta(seconds=PRESENCE * 1.25)
        for number, (conversation, until) in enumerate(found.items()):
            if number % AT_A_TIME == AT_A_TIME - 1:
                await asyncio.sleep(0)
            if _is_known(self._told.get(conversation, {}), until, soon):
                continue
            self._told[conversation] = until
            frame = text(told.Presence(conversation, until))
            for seat in self._hub.seats_in(conversation):
                seat.page.pass_on(frame, is_news=False)

    def has_read(self, participant: UUID, seq: int) -> None:
        lease.read(participant=participant, seq=seq, by=SERVER)


async def every(seconds: float, do: Callable[[], Awaitable[None]]) -> None:
    """Again and again; a round that fails is told of, and the next one comes all the same."""
    while True:
        await asyncio.sleep(seconds)
        try:
            await do()
        except Exception as error:
            log.warning("The round %s failed: %s", getattr(do, "__name__", do), error)


def _is_known(told: dict[UUID, dt.datetime], found: dict[UUID, dt.datetime], soon: dt.datetime) -> bool:
    """Whether it was told, as far as anybody can tell before the next round."""
    return told.keys() == found.keys() and all(
        told[id] == until or min(told[id], until) > soon for id, until in found.items()
    )


def _renew(participants: list[UUID], until: dt.datetime) -> None:
    lease.renew(participants=participants, until=until, by=SERVER)


Held = tuple[Page, str, dt.datetime, list[UUID]]
Verdict = tuple[int, dt.datetime]


def _held(page: Page) -> Held:
    return page, page.session_key, page.until, [seat.participant for seat in page.seats.values()]


def _still_here(held: list[Held]) -> set[Page]:
    alive = sessions.alive({key for _, key, _, _ in held})
    who = people.by_id(itertools.chain.from_iterable(seated for *_, seated in held))
    return {page for page, key, _, seated in held if key in alive and not _why_not(seated, who, page)}


def _why_not(seated: list[UUID], who: dict[UUID, Any], page: Page) -> str:
    """Why somebody may follow these no more, as a code."""
    try:
        for id in seated:
            check_is_here(who.get(id), page.user)
    except DomainError as error:
        return error.code
    return ""


def _verdicts(held: list[Held], active: set[str]) -> dict[Page, Verdict]:
    """Of each page with which code it must close, if it must, and until when its session lasts."""
    alive = sessions.alive({key for _, key, _, _ in held})
    who = people.by_id(itertools.chain.from_iterable(seated for *_, seated in held))
    renew_standing(page.user for page, *_, seated in held if any(id in who and who[id].is_staff for id in seated))
    now = clock.now()
    renewed = _renewed({key for _, key, until, _ in held if now >= until}, active)
    return {
        page: _verdict(page, renewed.get(key, until) if key in alive else None, until, seated, who)
        for page, key, until, seated in held
    }


def _renewed(over: set[str], active: set[str]) -> dict[str, dt.datetime | None]:
    """Until when these sessions last now, None where they are `over` indeed; where somebody is `active`, from now."""
    held = {key: sessions.holder(key) for key in over | active}
    sessions.stay(*(found[0] for key, found in held.items() if found and key in active))
    now = clock.now()
    return {key: now + sessions.time_left(*found) if found else None for key, found in held.items()}


def _verdict(
    page: Page, until: dt.datetime | None, before: dt.datetime, seated: list[UUID], who: dict[UUID, Any]
) -> Verdict:
    if until is None:
        return SIGNED_OUT, before
    if why := _why_not(seated, who, page):
        return (SIGNED_OUT if why == "signed-out" else NOT_HERE), until
    return 0, until
