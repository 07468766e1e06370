"""The database, for the event loop: few threads of its own, so that many connections never mean many of the database's.

Nothing here goes through asgiref's one thread that all synchronous code of a process shares.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import Error, connection

P = ParamSpec("P")
R = TypeVar("R")

READERS = 4


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


def _ask(do: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """A connection that has failed is not used again."""
    try:
        return do(*args, **kwargs)
    except Error:
        connection.close()
        raise
