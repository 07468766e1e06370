"""What the worker does by itself every minute: the doorbells that were lost are rung again.

Rows in the database are the truth, and a job is only their doorbell; a sweep finds the rows that nobody came for.
Apps add theirs when they start: `sweeps.add(notice_sweep)`.
"""

import logging
from collections.abc import Callable
from threading import Event, Thread

from django.db import connections

Sweep = Callable[[], object]

EVERY_SECONDS = 60.0
log = logging.getLogger(__name__)
_sweeps: list[Sweep] = []


def add(sweep: Sweep) -> None:
    """Have this done every minute; once, however often an app starts."""
    if sweep not in _sweeps:
        _sweeps.append(sweep)


def sweep_once() -> None:
    """Do each in turn. One that fails is logged and tried again at the next time; the others are done all the same."""
    for sweep in _sweeps:
        try:
            sweep()
        except Exception:
            log.exception("The sweep %s failed", sweep.__name__)


class Sweeper:
    """Sweeps beside the worker's jobs, from the start of a `with` to its end.

    with Sweeper():
        work()
    """

    def __init__(self, every: float = EVERY_SECONDS) -> None:
        self.every = every
        self._enough = Event()
        self._thread = Thread(target=self._go_on, name="sweeper", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *ended_by: object) -> None:
        """Lets the sweep that is under way come to its end."""
        self._enough.set()
        self._thread.join(timeout=10)

    def _go_on(self) -> None:
        ended = False
        while not ended:  # at least once, however short the work is
            sweep_once()
            connections.close_all()  # this thread's own; a minute is long to hold one for nothing
            ended = self._enough.wait(self.every)
