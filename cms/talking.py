"""Whether somebody can talk with a counsellor now. This site knows no counselling; whoever does tells it here."""

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from mhst.core import clock

log = logging.getLogger(__name__)
#: No page says for longer than this what may have changed.
MOST_SECONDS = 60


class Door(Protocol):
    """One service: whom it is for, how it stands, and when that changes by itself."""

    @property
    def areas(self) -> list[str]: ...

    @property
    def opening(self) -> Any: ...

    @property
    def changes_at(self) -> dt.datetime | None: ...


_sources: list[Callable[[], Sequence[Door]]] = []


def told_by(source: Callable[[], Sequence[Door]]) -> None:
    """Called once, when the room that knows starts."""
    _sources[:] = [source]


def now() -> list[Door]:
    """What is broken costs these sentences and never the page."""
    try:
        return [door for source in _sources for door in source()]
    except Exception:
        log.exception("nobody can say whether counselling is open")
        return []


def holds_for(doors: Sequence[Door]) -> int:
    """For how many seconds a page that says this of them stays true."""
    changes = [door.changes_at for door in doors]
    left = [int((change - clock.now()).total_seconds()) for change in changes if change]
    return max(0, min([MOST_SECONDS, *left]))
