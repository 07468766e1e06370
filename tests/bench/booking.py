"""Booking when everybody wants the same people and rooms at once."""

import time

from sessions_app.models import Series
from tests.bench.baseline import BARE_QUERY, bare_query
from tests.bench.registry import Figure, measurement
from tests.support import race

PROCESSES, ATTEMPTS = 8, 100


@measurement("booking.contention")
def contention() -> Figure:
    """Attempts a second, from eight processes at once, each a whole booking or a whole refusal."""
    race.crowded_world()
    baseline = bare_query()
    began = time.perf_counter()
    race.run(race.bookings, [(seed, ATTEMPTS) for seed in range(PROCESSES)])
    taken = time.perf_counter() - began
    assert Series.objects.exists()
    return Figure(PROCESSES * ATTEMPTS / taken, "per s", BARE_QUERY, baseline)
