"""The directory as everybody sees it. Whoever asks sees the same, so no viewer is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.urls import reverse
from wagtail.search.backends import get_search_backend

from cms import asked
from cms import nearby as nearby_places
from cms.directory.enums import Capacity, Way
from cms.directory.models import Service
from cms.directory.queries.place import Place
from mhst.core.errors import NotFound

A_SCREENFUL = 10
#: Full text tells how well each fits; more than so many nobody reads.
MOST = 500


@dataclass(frozen=True)
class Wanted:
    """What somebody is looking for."""

    words: str = ""
    place: Place | None = None
    age: int | None = None
    free: bool = False
    myself: bool = False
    places_now: bool = False


@dataclass(frozen=True)
class Found:
    """An entry, and how far away it is, if that can be told."""

    service: Service
    kilometres: float | None


def get(id: int) -> Service:
    """An entry that is shown. Raises: NotFound."""
    service = Service.objects.listed().filter(pk=id).first()
    if service is None:
        raise NotFound("We could not find that service. It may have closed.")
    return service


def by_external_id(external_id: str) -> Service:
    """As other directories know it. Raises: NotFound."""
    service = Service.objects.listed().filter(external_id=external_id).first()
    if service is None:
        raise NotFound("There is no such service here.")
    return service


def is_known(external_id: str) -> bool:
    """Whether there is an entry of this id, shown or not."""
    return Service.objects.filter(external_id=external_id).exists()


def listed() -> list[Service]:
    """Every entry that is shown, by name: for those who choose one to refer somebody to."""
    return list(Service.objects.listed())


def chosen(ids: Sequence[int]) -> list[Service]:
    """These of the shown entries, in the order of their names."""
    return list(Service.objects.listed().filter(pk__in=ids))


def search(wanted: Wanted, *, number: str | int | None = 1) -> Page[Found]:
    """What fits: the best words first, or else the nearest, or else by name. What is full comes last."""
    rows = _fitting(wanted)
    found = _by_words(rows, wanted.words) if wanted.words else list(rows)
    told = [Found(service, _distance(service, wanted.place)) for service in found]
    if not wanted.words:
        told.sort(key=lambda one: one.kilometres if one.kilometres is not None else float("inf"))
    told.sort(key=lambda one: one.service.capacity == Capacity.FULL)
    return Paginator(told, A_SCREENFUL).get_page(number)


def nearby(words: str) -> list[nearby_places.Place]:
    """What fits best, for the search of the site."""
    found = (one.service for one in search(Wanted(words=words)))
    return [
        nearby_places.Place(each.name, each.summary, reverse("directory-service", args=[each.pk])) for each in found
    ]


def page_of_all(number: int, size: int, *, words: str = "") -> Page[Service]:
    """For whoever takes the whole directory over, a stretch at a time; or what fits some words, the best first."""
    rows = Service.objects.listed().order_by("pk")
    return Paginator(_by_words(rows, words) if words else rows, size).get_page(number)


def _fitting(wanted: Wanted) -> Any:
    rows = Service.objects.listed()
    if wanted.age is not None:
        rows = rows.filter(Q(youngest__isnull=True) | Q(youngest__lte=wanted.age))
        rows = rows.filter(Q(oldest__isnull=True) | Q(oldest__gte=wanted.age))
    if wanted.place:
        served = (Q(area_keys__contains=f"|{name}|") for name in sorted(wanted.place.names))
        rows = rows.filter(reduce(or_, served, Q(areas="")))
    if wanted.free:
        rows = rows.filter(is_free=True)
    if wanted.myself:
        rows = rows.filter(way=Way.ANYONE)
    return rows.exclude(capacity=Capacity.FULL) if wanted.places_now else rows


def _by_words(rows: Any, words: str) -> list[Service]:
    """Those that hold all of the words that matter, then those that hold any, each best first."""
    wanted = " ".join(asked.words(words))
    if not wanted:
        return []
    fitting = {service.pk: service for service in rows}
    every, backend = Service.objects.filter(is_listed=True), get_search_backend()
    ranked = [
        found.pk for operator in ("and", "or") for found in backend.search(wanted, every, operator=operator)[:MOST]
    ]
    return [fitting[pk] for pk in dict.fromkeys(ranked) if pk in fitting]


def _distance(service: Service, place: Place | None) -> float | None:
    return place.kilometres_to(service.easting, service.northing) if place else None
