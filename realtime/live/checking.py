"""Danger words are looked for beside the conversation: after the commit, and never before somebody is told anything."""

import asyncio
import datetime as dt
import logging
from collections.abc import Sequence
from contextlib import suppress

from mhst.core import clock
from mhst.core.actors import Machine
from realtime.actions import flag as actions
from realtime.actions import group_room as posts
from realtime.actions import marked
from realtime.events import Words
from realtime.live.database import Database, a_few
from realtime.queries import flag as queries
from realtime.queries import room_post as rooms
from realtime.queries.marked import unanswered

CHECKER = Machine("danger words")
#: What is written within this time is looked through together, in few commits: whoever writes meanwhile waits for them.
GATHER = 0.75
#: At least so many in one transaction, and at most so many in hand: what is over waits for the sweep.
TOGETHER, MOST = 50, 10_000
#: How often the database is asked what nobody has looked through, of what was written so long ago.
ANYWAY, MISSED = 15.0, dt.timedelta(seconds=2)
log = logging.getLogger(__name__)


def check() -> int:
    """Look through what waits. Returns how many messages were looked through."""
    return _keep(queries.looked_through())


def check_missed() -> int:
    """Of what is not being looked through already."""
    return _keep(queries.looked_through(before=clock.now() - MISSED))


def _keep(looked: Sequence[queries.Looked]) -> int:
    if looked:
        actions.keep(looked=looked, by=CHECKER)
    return len(looked)


def tell_late() -> None:
    """Of each mark that nobody has answered in time, in a chat, beside one and before one, those whom it is then for.
    One that fails keeps nobody from being told of the others."""
    for step, after in enumerate(marked.TELLS, 1):
        for one in unanswered(after, step):
            try:
                marked.tell(marked=one, step=step, by=CHECKER)
            except Exception:
                log.exception("Nobody could be told of mark %s", one.pk)


def tell_held() -> None:
    """Of posts that wait: a second moderator after two minutes, who supervises after five."""
    now = clock.now()
    for id in rooms.late(now, rooms.SECOND):
        posts.ask_for_second(message_id=id, by=CHECKER)
    for id in rooms.late(now, rooms.SUPERVISOR):
        posts.tell_of_held(message_id=id, by=CHECKER)


class Checking:
    """Of one process: one look at a time, soon after something was written here, and every few seconds anyway."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._in_hand: list[Words] = []
        self._written = asyncio.Event()
        self._swept_at = self._told_at = -ANYWAY

    def add(self, messages: Sequence[Words]) -> None:
        """These were kept just now."""
        self._in_hand += messages[: MOST - len(self._in_hand)]
        self._written.set()

    async def go_on(self) -> None:
        while True:
            # Not `wait_for`: in Python 3.11 it swallows being cancelled as its time runs out, and this never ended.
            with suppress(TimeoutError):
                async with asyncio.timeout(ANYWAY):
                    await self._written.wait()
            await asyncio.sleep(GATHER)
            self._written.clear()
            await self._round()

    async def _round(self) -> None:
        """What fails is told of, and stays for the next round or the worker's sweep."""
        try:
            await self._look()
            await self._tell()
        except Exception as error:
            self._swept_at = -ANYWAY  # what was in hand is found there
            log.warning("Messages could not be looked through: %s", type(error).__name__)

    async def _look(self) -> None:
        in_hand, self._in_hand = self._in_hand, []
        matcher = await self._database.run(queries.matcher_in_force) if in_hand else None
        looked: list[queries.Looked] = []
        async for some in a_few(in_hand, parts=40):
            looked += await self._database.run(queries.looked_at, some, matcher)
        async for found in a_few(looked, parts=4, least=TOGETHER):
            await self._database.run(_keep, found)
        now = asyncio.get_running_loop().time()
        if now - self._swept_at >= ANYWAY:
            missed = queries.AT_ONCE
            while missed == queries.AT_ONCE:
                missed = await self._database.run(check_missed)
            self._swept_at = now

    async def _tell(self) -> None:
        """Marks and posts wait for minutes: looked at every few seconds, however much is written meanwhile."""
        now = asyncio.get_running_loop().time()
        if now - self._told_at >= ANYWAY:
            self._told_at = now
            await self._database.run(tell_late)
            await self._database.run(tell_held)
