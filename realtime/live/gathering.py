"""Messages that arrive together are committed together: while one transaction commits, the next batch gathers."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from functools import partial

from mhst.core.actors import Machine
from realtime.actions import message as messages
from realtime.actions.message import Answer, Outgoing
from realtime.live.database import Database

SERVER = Machine("conversation server")
#: One transaction holds the locks of its conversations for some milliseconds at this size.
MOST = 400
LATER = Answer(code="later")
log = logging.getLogger(__name__)

Done = Callable[[Answer], None]


class Gathering:
    """`add` never waits; `done` is called with the answer, after the commit."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[Outgoing, Done]] = []
        self._task: asyncio.Task[None] | None = None

    def add(self, one: Outgoing, done: Done) -> None:
        self._waiting.append((one, done))
        if self._task is None:
            self._task = asyncio.ensure_future(self._commit())

    async def _commit(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                answers = await self._answers([one for one, _ in batch])
                for (_, done), answer in zip(batch, answers, strict=True):
                    _tell(done, answer)
        finally:
            self._task = None

    async def _answers(self, batch: Sequence[Outgoing]) -> list[Answer]:
        """Of a batch that could not be committed each message has its own try, so that one cannot fail the others."""
        try:
            return await self._database.write(partial(messages.send, messages=batch, by=SERVER))
        except Exception as error:  # whatever it was, nobody is told that it was kept
            log.warning("%s messages could not be committed: %s", len(batch), error)
        if len(batch) == 1:
            return [LATER]
        return [answer for one in batch for answer in await self._answers([one])]


def _tell(done: Done, answer: Answer) -> None:
    """One page that cannot be answered keeps no other from its answer; it sends again and is answered then."""
    try:
        done(answer)
    except Exception as error:
        log.warning("An answer could not be given: %s", error)
