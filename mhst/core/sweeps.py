"""What the worker does by itself every minute: the doorbells that were lost are rung again.

Rows in the database are the truth, and a job is only their doorbell; a sweep finds the rows that nobody came for.
Apps add theirs when they start: `sweeps.add(notice_sweep)`. What may take minutes says so: it has a thread of its own
beside the others, since alarms that are promised within minutes come from those. A job would not do: letters and links
to new passwords would wait behind it.
"""

import logging
from collections.abc import Callable
from threading import Event, Thread

from django.db import connections

Sweep = Callable[[], object]

EVERY_SECONDS = 60.0
log = logging.getLogger(__name__)
_sweeps: list[Sweep] = []
_long: list[Sweep] = []


def add(sweep: Sweep, *, is_long: bool = False) -> None:
    """Have this done every minute; once, however often an app starts. Long ones hold up nothing but each other."""
    sweeps = _long if is_long else _sweeps
    if sweep not in sweeps:
        sweeps.append(sweep)


def sweep_once(*, long_ones: bool = False) -> None:
    """Do each in turn. One that fails is logged and tried again at the next time; the others are done all the same."""
    for sweep in _long if long_ones else _sweeps:
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
        self._threads = [
            Thread(target=self._go_on, args=(long_ones,), name=name, daemon=True)
            for name, long_ones in (("sweeper", False), ("long sweeper", True))
        ]

    def __enter__(self) -> None:
        for thread in self._threads:
            thread.start()

    def __exit__(self, *ended_by: object) -> None:
        """Lets the sweeps that are under way come to their end, as far as ten seconds are enough for that."""
        self._enough.set()
        for thread in self._threads:
            thread.join(timeout=10)

    def _go_on(self, long_ones: bool) -> None:
        ended = False
        while not ended:  # at least once, however short the work is
            sweep_once(long_ones=long_ones)
            connections.close_all()  # this thread's own; a minute is long to hold one for nothing
            ended = self._enough.wait(self.every)
