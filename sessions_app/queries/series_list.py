"""Finding runs."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q

from mhst.access.models import User
from mhst.core.actors import Actor
from mhst.places.models import School
from sessions_app.enums import SeriesState, SessionState
from sessions_app.models import Series
from sessions_app.planner.offer import Offer
from sessions_app.queries import offer as offers
from sessions_app.queries import series as queries
from sessions_app.queries.days import first_day

A_PAGE = 20


@dataclass(frozen=True)
class Narrowed:
    """What a list is narrowed to; nothing given, nothing left out."""

    text: str = ""
    school: UUID | None = None
    state: str = ""
    kind: str = ""


def find(viewer: User, wanted: Narrowed, *, page: int | str = 1) -> Page[Series]:
    """A page of the runs the viewer may see. Four queries, however many."""
    rows = queries.visible_to(viewer)
    for word in wanted.text.split():
        rows = rows.filter(Q(programme__name__icontains=word) | Q(school__name__icontains=word))
    if wanted.school:
        rows = rows.filter(school=wanted.school)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.kind:
        rows = rows.filter(programme__kind=wanted.kind)
    return Paginator(rows, A_PAGE).get_page(page)


def schools_with_runs(viewer: User) -> list[School]:
    """For the choice of a school above the list."""
    return list(School.objects.filter(series__in=_ids(viewer)).distinct().order_by("name"))


def offers_to_resume(viewer: Actor, series: Series) -> list[Offer]:
    """Times at which a paused run could go on with the same people, for the sessions that are still to come.

    It goes on no sooner than the school's notice lets it.
    """
    done = series.sessions.filter(state__in=[SessionState.PLANNED, SessionState.HELD]).count()
    count = max(1, series.session_count - done)
    return offers.offers(viewer, offers.again(series, first_day(series.school), count=count))


def _ids(viewer: User) -> Any:
    return queries.visible_to(viewer).order_by().values("pk")


STATES = [("", "All"), *SeriesState.choices]
