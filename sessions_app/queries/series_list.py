"""Finding runs."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from mhst.access.models import User
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.places.models import School, TeamSchool
from sessions_app.enums import SeriesState, SessionState
from sessions_app.models import Series, SupportSession
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
    is_left: bool = False


def find(viewer: User, wanted: Narrowed, *, page: int | str = 1) -> Page[Series]:
    """A page of the runs the viewer may see, `with_left`. Four queries, however many."""
    rows = with_left(queries.visible_to(viewer))
    for word in wanted.text.split():
        rows = rows.filter(Q(programme__name__icontains=word) | Q(school__name__icontains=word))
    if wanted.school:
        rows = rows.filter(school=wanted.school)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.kind:
        rows = rows.filter(programme__kind=wanted.kind)
    if wanted.is_left:
        rows = rows.filter(left__gt=0)
    return Paginator(rows, A_PAGE).get_page(page)


def with_left(rows: Any) -> Any:
    """Runs with how many of their sessions are `left`: booked after the last day of their team at the school."""
    mine = after_last_day().filter(series=OuterRef("pk")).order_by().values("series")
    return rows.annotate(left=Coalesce(Subquery(mine.annotate(count=Count("pk")).values("count")), 0))


def after_last_day() -> Any:
    """The sessions to come, whoever's, that `Ground.left` marks."""
    today, minute = clock.today(), clock.minute_of(clock.now().astimezone(clock.LONDON).time())
    begun = TeamSchool.objects.filter(
        team=OuterRef("series__team"), school=OuterRef("series__school"), starts_on__lte=OuterRef("date")
    )
    serves = begun.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("date")))
    to_come = Q(date__gt=today) | Q(date=today, end_minute__gt=minute)
    return SupportSession.objects.filter(to_come, Exists(begun), ~Exists(serves), state=SessionState.PLANNED)


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
