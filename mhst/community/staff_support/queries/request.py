"""Requests for staff support, as those who answer may see them. Nobody else sees that there are any."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from mhst.access.models import User
from mhst.community.staff_support.enums import OfferKind, OfferState, State
from mhst.community.staff_support.models import Assessment, Known, Note, Offer, Request
from mhst.community.staff_support.queries.worker import check_door, held_by_nobody, holder_of, places_of, workers_of
from mhst.core.errors import NotFound
from mhst.places.models import Team

A_PAGE = 25


@dataclass(frozen=True)
class Mine:
    """One line of those whom the viewer supports."""

    request: Request
    has_written: bool  # and nobody has answered yet
    time: Offer | None  # what was chosen


def waiting(viewer: User, page: int | str = 1) -> "Page[Request]":
    """Those whom the viewer may take: of their teams, not known to them, and no wish against them."""
    places = places_of([viewer])[viewer.pk]
    rows = _untaken(viewer).order_by("created_at", "pk")
    return Paginator([one for one in rows if suits(one, places)], A_PAGE).get_page(page)


def mine(viewer: User) -> list[Mine]:
    """Whom the viewer supports: those who have written first."""
    rows = Request.objects.filter(worker=viewer, state=State.TAKEN, team__in=check_door(viewer))
    found = rows.order_by("created_at").prefetch_related("notes", "offers")
    return sorted(map(_line, found), key=lambda line: not line.has_written)


def get_visible(id: UUID, viewer: User) -> Request:
    """Raises: NotFound, also for what is somebody else's, or is about somebody whom the viewer knows."""
    own = Request.objects.filter(pk=id, worker=viewer, team__in=check_door(viewer)).select_related("team").first()
    if own is not None:
        return own
    found: Request | None = _untaken(viewer).filter(pk=id).select_related("team").first()
    if found is None or not suits(found, places_of([viewer])[viewer.pk]):
        raise NotFound
    return found


def get_checked(id: UUID, viewer: User) -> Request:
    """As `get_visible`, once the viewer has said that they do not know them. Raises: NotFound."""
    found = get_visible(id, viewer)
    if not is_checked(found, viewer):
        raise NotFound
    return found


def is_checked(request: Request, viewer: User) -> bool:
    """Whether the viewer has said that they do not know who asks."""
    return Known.objects.filter(request=request, worker=viewer, knows=False).exists()


def suits(request: Request, places: frozenset[str]) -> bool:
    """Whether somebody who belongs to these places may answer: not where somebody from outside is wanted."""
    return not request.wants_outsider or (bool(places) and request.works_at not in places)


def could_help(team: Team, works_at: str, wants_outsider: bool, request: Request | None = None) -> list[User]:
    """Those who may answer such a request, and do not know who asks."""
    workers = workers_of(team)
    knowing = set(Known.objects.filter(request=request, knows=True).values_list("worker", flat=True))
    asked = Request(team=team, works_at=works_at, wants_outsider=wants_outsider)
    places = places_of(workers)
    return [one for one in workers if one.pk not in knowing and suits(asked, places[one.pk])]


def has_nobody(request: Request) -> bool:
    """Whether nobody here could answer: everybody knows them, or is from where they work."""
    still = request.is_open and holder_of(request) is None
    return still and not could_help(request.team, request.works_at, request.wants_outsider, request)


def assessment_of(request: Request) -> Assessment | None:
    return Assessment.objects.filter(request=request).first()


def offers_of(request: Request) -> list[Offer]:
    return list(request.offers.all())


def open_times(request: Request) -> list[Offer]:
    """What the person can choose from."""
    return list(request.offers.filter(kind=OfferKind.TIME, state=OfferState.OPEN))


def times_to_come(request: Request) -> list[Offer]:
    """What was offered or chosen, and is kept for the person."""
    kept = (OfferState.OPEN, OfferState.CHOSEN)
    return list(request.offers.filter(kind=OfferKind.TIME, state__in=kept))


def get_offer(request: Request, id: UUID | str) -> Offer:
    """Raises: NotFound."""
    found: Offer | None = request.offers.filter(pk=id).first()
    if found is None:
        raise NotFound
    return found


def notes_of(request: Request) -> list[Note]:
    return list(request.notes.all())


def _untaken(viewer: User) -> Any:
    """Nobody's, or of somebody who does not answer here any more; without those about whom the viewer knows."""
    teams = check_door(viewer)
    knows = Known.objects.filter(worker=viewer, knows=True).values("request")
    return Request.objects.filter(held_by_nobody(teams), team__in=teams).exclude(pk__in=knows)


def _line(request: Request) -> Mine:
    notes, offers = list(request.notes.all()), list(request.offers.all())
    chosen = next((one for one in offers if one.state == OfferState.CHOSEN), None)
    return Mine(request, bool(notes) and not notes[-1].is_workers, chosen)
