"""How long others waited: the honest range for somebody who waits now, from the visits of the last weeks."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import Q

from mhst.core import clock
from realtime.enums import HELD_VISITS
from realtime.models import Service, Visit
from realtime.queries import hours

WEEKS = dt.timedelta(weeks=8)
#: With fewer waits than this a range would be a guess.
ENOUGH = 20
#: Parts of the day that are alike: from one hour to the next.
BANDS = ((0, 12), (12, 15), (15, 18), (18, 20), (20, 22), (22, 24))
#: How long a chat takes, where too few are known.
USUAL_CHAT = 45


@dataclass(frozen=True)
class Range:
    """Half of those who came waited up to `from_minutes`, and nine in ten up to `to_minutes`.

    `to_minutes` is None where more than one in ten had waited longer than anybody whom we reached.
    """

    from_minutes: int
    to_minutes: int | None
    counsellors: int


def range_of(visit: Visit) -> Range | None:
    """Of those who came at such an hour with so many on shift; None while too few are known."""
    first, last = next(band for band in BANDS if band[0] <= visit.hour < band[1])
    rows = Visit.objects.filter(
        Q(claimed_at__isnull=False) | Q(ended_at__isnull=False),
        service=visit.service_id, staffed=visit.staffed, hour__gte=first, hour__lt=last,
        joined_at__gte=clock.now() - WEEKS,
    ).order_by("-joined_at")  # fmt: skip
    found = rows.values_list("joined_at", "claimed_at", "ended_at")[:500]
    waits = [((claimed or ended) - joined, claimed is not None) for joined, claimed, ended in found]
    if sum(was_reached for _, was_reached in waits) < ENOUGH:
        return None
    half, most = waited_by(waits, 0.5), waited_by(waits, 0.9)
    if half is None:
        return None
    return Range(_to_five(half), max(_to_five(most), _to_five(half) + 5) if most is not None else None, visit.staffed)


def waited_by(waits: Sequence[tuple[dt.timedelta, bool]], part: float) -> float | None:
    """The minutes within which this part was reached; None where it never was.

    Who was not reached waited at least so long, and counts as waiting until then (the estimate of Kaplan and Meier):
    left out, they would make it look shorter than it is.
    """
    wait_still = 1.0
    in_order = sorted(waits, key=lambda each: (each[0], not each[1]))
    for before, (wait, was_reached) in enumerate(in_order):
        wait_still *= 1 - was_reached / (len(in_order) - before)
        if wait_still <= 1 - part + 1e-9:
            return wait.total_seconds() / 60
    return None


def may_not_be_reached(service: Service, place: int) -> dt.datetime | None:
    """When it closes, if by then there may be no turn for somebody at this place; else None."""
    now = clock.now()
    closes = hours.opening(service, now).closes_at
    on = hours.on_shift(service, now)
    if closes is None or not on:
        return closes
    at_once = sum(shift.most for shift in on)
    held = Visit.objects.filter(service=service, state__in=HELD_VISITS).count()
    rounds = int((closes - now).total_seconds() / 60 // _chat_minutes(service))
    return closes if place > max(0, at_once - held) + at_once * rounds else None


def _chat_minutes(service: Service) -> float:
    rows = Visit.objects.filter(
        service=service, claimed_at__isnull=False, ended_at__isnull=False, joined_at__gte=clock.now() - WEEKS
    ).order_by("-joined_at")
    lengths = [(end - start).total_seconds() / 60 for start, end in rows.values_list("claimed_at", "ended_at")[:200]]
    return max(5.0, median(lengths)) if len(lengths) >= ENOUGH else USUAL_CHAT


def _to_five(minutes: float) -> int:
    """Upwards to five minutes: nobody is promised less."""
    return max(5, 5 * math.ceil(minutes / 5))
