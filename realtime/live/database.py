"""The database, for the event loop: few threads of its own, so that many connections never mean many of the database's.

Nothing here goes through asgiref's one thread that all synchronous code of a process shares.
"""

import asyncio
import math
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import Error, connection

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

READERS = 4
#: In seconds, between the parts of what takes long.
BREATH = 0.01


class Database:
    """One thread writes what gathers, one looks after what comes in turns; a few do all else."""

    def __init__(self) -> None:
        self._rounds = ThreadPoolExecutor(1, thread_name_prefix="conversation-rounds")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="conversation-writer")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="conversation")

    async def write(self, do: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Commit what gathered."""
        return await self._in(self._writer, do, *args, **kwargs)

    async def look(self, do: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """For the rounds: in time, however many pages arrive at once."""
        return await self._in(self._rounds, do, *args, **kwargs)

    async def run(self, do: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Everything else."""
        return await self._in(self._readers, do, *args, **kwargs)

    async def _in(self, threads: ThreadPoolExecutor, do: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        return await asyncio.get_running_loop().run_in_executor(threads, lambda: _ask(do, *args, **kwargs))

    def close(self) -> None:
        """Take nothing more, and wait until what runs has come to its end: none of it outlives its process here."""
        for threads in (self._rounds, self._writer, self._readers):
            threads.submit(connection.close)
            threads.shutdown()


async def a_few(of: Sequence[T], parts: int, least: int = 1) -> AsyncIterator[Sequence[T]]:
    """One of so many parts of these, at least so many, and after a breath the next.

    A thread that computes has the interpreter to itself half of the time, and whoever sends meanwhile waits for it at
    each statement of a commit: done at once, it makes everybody late who sends within it.
    """
    at_a_time = max(least, math.ceil(len(of) / parts))
    for first in range(0, len(of), at_a_time):
        if first:
            await asyncio.sleep(BREATH)
        yield of[first : first + at_a_time]


def _ask(do: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """A connection that has failed is not used again."""
    try:
        return do(*args, **kwargs)
    except Error:
        connection.close()
        raise
