"""Whose turn it is to write, on SQLite.

Its own queue is none: who waits asks again every tenth of a second, and who writes one thing after another is always
back first, so that the others wait until they give up with "database is locked". The kernel wakes the next in line.
"""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def turn() -> Iterator[None]:
    """Wait for the others who write this database, then be the only one. Servers of databases see to it themselves.

    What follows a commit may write as well, before the turn is over: whoever has it does not wait for itself.
    """
    if _ours.has_it or connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]
        yield
        return
    with open(f"{connection.settings_dict['NAME']}-turn", "w") as queue:
        fcntl.flock(queue, fcntl.LOCK_EX)
        _ours.has_it = True
        try:
            yield
        finally:
            _ours.has_it = False


class _Thread(threading.local):
    """Per thread, as connections are."""

    has_it = False


_ours = _Thread()
