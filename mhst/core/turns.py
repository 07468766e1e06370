"""Whose turn it is to write, on SQLite.

Its own queue is none: who waits asks again every tenth of a second, and who writes one thing after another is always
back first, so that the others wait until they give up with "database is locked". The kernel wakes the next in line.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections


@contextmanager
def turn() -> Iterator[None]:
    """Wait for the others who write this database, then be the only one. Servers of databases see to it themselves.

    What follows a commit may write as well, before the turn is over: whoever has it does not wait for itself.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if _ours.has_it or database.vendor != "sqlite" or database.is_in_memory_db():  # type: ignore[attr-defined]
        yield
        return
    queue = _ours.waited(f"{database.settings_dict['NAME']}-turn")
    _ours.has_it = True
    try:
        yield
    finally:
        _ours.has_it = False
        fcntl.flock(queue.number, fcntl.LOCK_UN)


class _Queue:
    """The file of one database at which those who write it wait, opened by one thread of one process."""

    def __init__(self, path: str) -> None:
        self.path, self.process = path, os.getpid()
        self.number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        self.stat = os.fstat(self.number)

    def __del__(self) -> None:
        os.close(self.number)

    def wait(self, path: str) -> bool:
        """For one's turn there. False where that is another file by now: it goes with its database, and a process that
        was forked shares its parent's turn."""
        if (self.path, self.process) != (path, os.getpid()):
            return False
        fcntl.flock(self.number, fcntl.LOCK_EX)
        try:
            return os.path.samestat(os.stat(path), self.stat)
        except FileNotFoundError:
            return False


class _Thread(threading.local):
    """Per thread, as connections are. The file stays open: to open it anew takes as long as a statement."""

    has_it = False
    queue: _Queue | None = None

    def waited(self, path: str) -> _Queue:
        """Where one's turn has come."""
        while self.queue is None or not self.queue.wait(path):
            self.queue = _Queue(path)
        return self.queue


_ours = _Thread()
