"""Django's SQLite, with connections that outlive the request which opened them.

Each page is answered in a thread of its own (`django.core.handlers.asgi`), so each would open the file anew; and
whenever it is opened SQLite reads the whole schema, which takes several times what such a page takes otherwise. Django
has a pool for PostgreSQL; this is as much of one as a file needs.
"""

import atexit
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from django.db.backends.sqlite3.base import DatabaseWrapper as OfDjango

#: So many stay open for the next request; any beyond that are closed.
MOST = 8
#: A file is the one that was opened, and not another one put in its place.
File = tuple[int, int]


class Idle:
    """Open connections that nobody uses just now."""

    def __init__(self) -> None:
        self._kept: list[tuple[Any, File]] = []
        self._lock = Lock()
        os.register_at_fork(after_in_child=self._start_anew)

    def take(self, file: File | None) -> Any:
        """One to this file, or None. Those to another one, which lay there before, are closed."""
        with self._lock:
            kept, self._kept = self._kept, [each for each in self._kept if each[1] == file]
            found = self._kept.pop()[0] if self._kept else None
        _close(connection for connection, of in kept if of != file)
        return found

    def keep(self, connection: Any, file: File) -> bool:
        """False where there are enough of them."""
        with self._lock:
            has_room = len(self._kept) < MOST
            if has_room:
                self._kept.append((connection, file))
        return has_room

    def close(self) -> None:
        with self._lock:
            kept, self._kept = self._kept, []
        _close(connection for connection, _ in kept)

    def _start_anew(self) -> None:
        """What was open at a fork belongs to the process that opened it: not even to be closed here."""
        self._forked, self._kept, self._lock = self._kept, [], Lock()


IDLE = Idle()
# The last to close a file carries its log over into it.
atexit.register(IDLE.close)


class DatabaseWrapper(OfDjango):
    file: File | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        path = conn_params["database"]
        self.file = _file(path)
        if idle := IDLE.take(self.file):
            return idle
        opened = super().get_new_connection(conn_params)
        self.file = _file(path)  # that may not have been there before
        return opened

    def _close(self) -> None:
        """Whatever went wrong on a connection, or was left half done, ends with it."""
        is_sound = not (self.in_atomic_block or self.errors_occurred or self.connection.in_transaction)
        if is_sound and self.file and IDLE.keep(self.connection, self.file):
            return
        super()._close()  # type: ignore[misc]

    def close_pool(self) -> None:
        """As the one of PostgreSQL: close what is open for later."""
        IDLE.close()


def _close(connections: Iterable[Any]) -> None:
    for connection in connections:
        connection.close()


def _file(path: str) -> File | None:
    with suppress(OSError):
        found = Path(path).stat()
        return found.st_dev, found.st_ino
    return None
