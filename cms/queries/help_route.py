"""The ways to get help now. Public, so nobody's permission is asked; and never without an answer."""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import asdict, fields

from django.core.cache import cache

from cms.help_ways import BUILT_IN, CACHE_KEY, HelpWay
from cms.models import HelpRoute
from mhst.core import clock

#: Pages of other processes follow an editor's change within a minute.
KEPT_FOR = 60
log = logging.getLogger(__name__)
_last_read: list[HelpWay] = []


def shown() -> list[HelpWay]:
    """What pages show: as kept in the cache, else as in the database, else as last read, else as built in.

    Whatever is broken must not break help, so every fault here ends in an answer.
    """
    try:
        kept = cache.get(CACHE_KEY)
        if kept:
            return [HelpWay(**values) for values in kept]
    except Exception:
        log.exception("help now: the cache does not answer")
    try:
        return _read()
    except Exception:
        log.exception("help now: the database does not answer")
        return _last_read or list(BUILT_IN)


def built_in() -> list[HelpWay]:
    """What an error page shows: asks neither cache nor database, which may be what has failed."""
    return _last_read or list(BUILT_IN)


def overdue(on: dt.date) -> list[HelpRoute]:
    """Shown, and not checked by anybody for too long. For editors and for the health page."""
    return list(HelpRoute.objects.overdue(on))


def state() -> str:
    """For whoever watches the service: a number that nobody has tried may lead nowhere."""
    if not HelpRoute.objects.shown().exists():
        return "none"
    return "overdue" if overdue(clock.today()) else "ok"


def lock() -> None:
    """Whoever would change the list waits for whoever does, until the transaction ends."""
    list(HelpRoute.objects.select_for_update().order_by("pk").values_list("pk"))


def left_without(routes: Sequence[HelpRoute]) -> int:
    """How many are shown besides these."""
    return HelpRoute.objects.shown().exclude(pk__in=[route.pk for route in routes]).count()


def _read() -> list[HelpWay]:
    columns = [field.name for field in fields(HelpWay)]
    found = [HelpWay(**values) for values in HelpRoute.objects.shown().values(*columns)]
    _last_read[:] = found
    _keep(found)
    return found or list(BUILT_IN)


def _keep(found: list[HelpWay]) -> None:
    try:
        cache.set(CACHE_KEY, [asdict(way) for way in found], KEPT_FOR)
    except Exception:
        log.exception("help now: the cache takes nothing")
