"""Danger words are looked for beside the conversation: after the commit, and never before somebody is told anything."""

import asyncio
import logging
from contextlib import suppress

from mhst.core import clock
from mhst.core.actors import Machine
from realtime.actions import flag as actions
from realtime.actions import group_room as posts
from realtime.live.database import Database
from realtime.queries import flag as queries
from realtime.queries import group_room as rooms

CHECKER = Machine("danger words")
#: What is written within this time is looked through together.
GATHER = 0.3
ANYWAY = 15.0
log = logging.getLogger(__name__)


def check() -> int:
    """Look through what waits, and tell of what nobody has looked at. Returns how many messages were looked through."""
    if looked := queries.looked_through():
        actions.keep(looked=looked, by=CHECKER)
    return len(looked)


def tell_late() -> None:
    """Of each mark that nobody has answered in time, those whom it is then for."""
    for step, after in enumerate(actions.TELLS, 1):
        for id in queries.unanswered(after, step):
            actions.tell(flag_id=id, step=step, by=CHECKER)


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
        self._written = asyncio.Event()
        self._looked_at_held = 0.0

    def soon(self) -> None:
        """Something was written here."""
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
            looked = queries.AT_ONCE
            while looked == queries.AT_ONCE:
                looked = await self._database.run(check)
            await self._database.run(tell_late)
            await self._tell_held()
        except Exception as error:
            log.warning("Messages could not be looked through: %s", type(error).__name__)

    async def _tell_held(self) -> None:
        """Posts wait for minutes: looked at every few seconds, however much is written meanwhile."""
        now = asyncio.get_running_loop().time()
        if now - self._looked_at_held >= ANYWAY:
            self._looked_at_held = now
            await self._database.run(tell_held)
