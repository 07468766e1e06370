"""Whether the time that answers take tells anything that they do not show."""

import math
import random
import time

from django.test import Client, override_settings

from mhst.reporting.models import Contact
from tests.bench import pages
from tests.bench.registry import Figure, measurement
from tests.support.figures import BOY, DAY, girls_alone, publish

#: So often each of two quarters is asked for.
ASKED = 400
PATHS = ("", "gender/", "gender.json")


@measurement("timing.hidden_people")
def hidden_people() -> Figure:
    """How likely it is that answers about two quarters which look the same, one with nobody in a hidden cell and one
    with four, take as long: page, table and file of each, four hundred times in any order."""
    quarters = [_quarter(many) for many in (0, 4)]
    took: tuple[list[float], list[float]] = ([], [])
    turns = [0, 1] * ASKED
    random.Random(1).shuffle(turns)
    with override_settings(DEBUG=False):
        for client, path in quarters:
            _ask(client, path)
        for which in turns:
            took[which].append(_ask(*quarters[which]))
    return Figure(by_chance(*took), "p", "one in a hundred", 0.01)


def _quarter(boys: int) -> tuple[Client, str]:
    """Of a team that saw twelve by day in January, all girls but for so many, as its commissioner reads it."""
    there = girls_alone()
    by_day = Contact.objects.filter(team=there.team, on__month=1, hour=DAY.hour).order_by("pk")
    Contact.objects.filter(pk__in=list(by_day.values_list("pk", flat=True)[:boys])).update(gender=BOY)
    return pages.reader(there.commissioner), f"/figures/{publish(there).pk}/"


def _ask(client: Client, quarter: str) -> float:
    began = time.perf_counter()
    answers = [client.get(f"{quarter}{path}").status_code for path in PATHS]
    took = time.perf_counter() - began
    assert answers == [200] * len(PATHS)
    return took


def by_chance(some: list[float], others: list[float]) -> float:
    """How likely it is that neither is slower than the other, by the test of Mann and Whitney: of so many that their
    ranks are as good as normal."""
    ranked = sorted([(value, True) for value in some] + [(value, False) for value in others])
    ranks = sum(rank for rank, (_, is_one) in enumerate(ranked, 1) if is_one)
    m, n = len(some), len(others)
    z = (ranks - m * (m + n + 1) / 2) / math.sqrt(m * n * (m + n + 1) / 12)
    return math.erfc(abs(z) / math.sqrt(2))
