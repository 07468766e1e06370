"""The catalogue: what the team offers, and who uses it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from sessions_app.enums import SeriesState, SessionState
from sessions_app.models import PlannedContent, Programme, Referral, Series, SupportSession, TriageDecision

A_PAGE = 20
IN_USE, RETIRED = "in-use", "retired"


@dataclass(frozen=True)
class Narrowed:
    """What the list is narrowed to; nothing given, nothing left out."""

    text: str = ""
    kind: str = ""
    state: str = ""


def visible_to(viewer: Actor) -> Any:
    """The catalogue is one for the whole service; who may see it sees all of it."""
    return Programme.objects.all() if viewer.can(Permission.PROGRAMME_VIEW) else Programme.objects.none()


def find(viewer: Actor, wanted: Narrowed, *, page: int | str = 1) -> Page[Programme]:
    """A page of programmes, each with how many runs of it are `running`. Two queries."""
    rows = visible_to(viewer)
    for word in wanted.text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(summary__icontains=word))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.state:
        rows = rows.filter(is_offered=wanted.state == IN_USE)
    count = _going_on().filter(programme=OuterRef("pk")).order_by().values("programme").annotate(n=Count("pk"))
    rows = rows.annotate(running=Coalesce(Subquery(count.values("n")), 0, output_field=IntegerField()))
    return Paginator(rows.order_by("name", "pk"), A_PAGE).get_page(page)


def get_visible(id: UUID, viewer: Actor) -> Programme:
    """Raises: NotFound."""
    found: Programme | None = visible_to(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that programme.")
    return found


def contents_of(programme: Programme) -> list[PlannedContent]:
    """What new runs of it do, session by session."""
    return list(programme.contents.filter(edition=programme.edition).order_by("number"))


def plan_of(programme: Programme) -> tuple[tuple[str, str], ...]:
    """The same as it is written down: what each session is about, and what is due then."""
    return tuple((content.title, content.due) for content in contents_of(programme))


def running(programme: Programme) -> int:
    """How many runs of it have sessions to come, or may go on."""
    return int(_going_on().filter(programme=programme).count())


def was_used(programme: Programme) -> bool:
    """Whether anything was ever booked or decided with it."""
    return any(
        rows.filter(programme=programme).exists() for rows in (Series.objects, Referral.objects, TriageDecision.objects)
    )


def _going_on() -> Any:
    """Runs that are paused or have a session to come. One stays booked after its last session."""
    ahead = SupportSession.objects.filter(series=OuterRef("pk"), state=SessionState.PLANNED, date__gte=clock.today())
    return Series.objects.filter(Q(state=SeriesState.PAUSED) | Q(Exists(ahead), state=SeriesState.CONFIRMED))
