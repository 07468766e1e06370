"""Safeguarding concerns: who sees which, and how much of it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q

from mhst.access import check
from mhst.access.models import User
from mhst.core.actors import Actor
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.models import YoungPerson
from mhst.people.queries import young_person as people
from mhst.places.models import School
from sessions_app.enums import ConcernEntryKind
from sessions_app.models import Concern, ConcernDraft, ConcernEntry, ConcernStep

A_PAGE = 20
OPEN, CLOSED, OWN = "open", "closed", "own"


@dataclass(frozen=True)
class Shown:
    """What one person sees of a concern. Who only raised it reads what they wrote themselves, and where it stands."""

    concern: Concern
    steps: tuple[ConcernStep, ...]
    entries: tuple[ConcernEntry, ...]
    reads_all: bool

    @property
    def is_closed(self) -> bool:
        return self.concern.closed_at is not None

    @property
    def nobody_was_told(self) -> bool:
        return not any(step.user_id for step in self.steps)


def visible_to(viewer: User) -> Any:
    """Those that the viewer reads in full: of their team, of the school that they lead in this, and naming them."""
    reached = check.visible(Concern.objects.order_by(), viewer, Permission.CONCERN_VIEW)
    return _rows().filter(Q(pk__in=reached.values("pk")) | Q(pk__in=naming(viewer).values("pk")))


def naming(viewer: User) -> Any:
    """Those of which a step names the viewer, whatever their role, while they work where the concern was raised."""
    held = viewer.current_memberships if viewer.is_active else []
    here = (
        Q(team__in=[each.team_id for each in held if each.team_id])
        | Q(school__in=[each.school_id for each in held if each.school_id])
        | Q(team__led_by__in=[each.organisation_id for each in held if each.organisation_id])
    )
    named = ConcernStep.objects.filter(user=viewer).order_by()
    return Concern.objects.filter(here, pk__in=named.values("concern")).order_by()


def reads_any(viewer: User) -> bool:
    """Whether the viewer's role reads concerns somewhere, or one names them."""
    return viewer.can(Permission.CONCERN_VIEW) or bool(naming(viewer).exists())


def raised_by(viewer: User) -> Any:
    """Those that the viewer raised, as long as they may raise one there."""
    return check.visible(_rows().filter(raised_by=viewer), viewer, Permission.CONCERN_RAISE)


def get_visible(id: UUID, viewer: User) -> Concern:
    """Raises: NotFound."""
    found = visible_to(viewer).filter(pk=id).first() or raised_by(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that concern.")
    return found


def step_of(concern: Concern, id: UUID) -> ConcernStep:
    """Raises: NotFound."""
    found = concern.steps.filter(pk=id).select_related("user").first()
    if found is None:
        raise NotFound()
    return found


def shown(concern: Concern, viewer: User) -> Shown:
    reads_all = reads_in_full(concern, viewer)
    entries = concern.entries.select_related("written_by")
    return Shown(
        concern=concern,
        steps=tuple(concern.steps.select_related("user", "acknowledged_by")),
        entries=tuple(entries if reads_all else entries.filter(written_by=viewer)),
        reads_all=reads_all,
    )


def reads_in_full(concern: Concern, by: Actor) -> bool:
    if by.can(Permission.CONCERN_VIEW, concern):
        return True
    return isinstance(by, User) and bool(naming(by).filter(pk=concern.pk).exists())


def is_closed(concern: Concern) -> bool:
    return bool(concern.entries.filter(kind=ConcernEntryKind.CLOSED).exists())


def unanswered(concern: Concern) -> list[ConcernStep]:
    """Those who were told and have not said so."""
    return [step for step in concern.steps.select_related("user") if step.is_waiting]


def find(viewer: User, show: str, *, page: int | str = 1) -> Page[Concern]:
    """A page of what the viewer may see. Open ones whose answer is overdue come first, then the newest."""
    if show == OWN:
        rows = raised_by(viewer).with_closing()
    else:
        rows = visible_to(viewer).with_closing().filter(closed_at__isnull=show != CLOSED)
    late = ConcernStep.objects.late().filter(concern=OuterRef("pk"))
    steps = Prefetch("steps", ConcernStep.objects.select_related("user"))
    rows = rows.annotate(is_late=Exists(late)).prefetch_related(steps).order_by("-is_late", "-raised_at", "pk")
    return Paginator(rows, A_PAGE).get_page(page)


def waiting_for(viewer: User) -> list[ConcernStep]:
    """The steps that the viewer is to acknowledge, the most urgent first."""
    seen = visible_to(viewer).order_by().values("pk")
    found = ConcernStep.objects.filter(user=viewer, acknowledged_at__isnull=True, concern__in=seen)
    return list(found.select_related("concern").order_by("due_at"))


def overdue_with_others(viewer: User) -> int:
    """How many concerns somebody else has not answered in time, of those that the viewer may answer for them."""
    answers_for = check.visible(Concern.objects.order_by(), viewer, Permission.CONCERN_CLOSE).values("pk")
    late = ConcernStep.objects.late().exclude(user=viewer)
    return int(late.filter(concern__in=answers_for).values("concern").distinct().count())


def about(id: str, viewer: User) -> YoungPerson | None:
    """The young person of this id, if the viewer may know them."""
    try:
        return people.visible_to(viewer).filter(pk=UUID(id)).first()
    except ValueError:
        return None


def is_one_open(person: YoungPerson | None, viewer: User) -> bool:
    """Whether a concern about them is still open, of those that the viewer reads or raised."""
    if person is None:
        return False
    known = (visible_to(viewer), raised_by(viewer))
    return any(rows.filter(young_person=person, closed_at__isnull=True).exists() for rows in known)


def people_named(text: str, viewer: User, *, page: int | str = 1) -> Page[YoungPerson]:
    rows = people.visible_to(viewer).named(text).order_by("family_name", "given_name", "pk")
    return Paginator(rows if text.strip() else rows.none(), A_PAGE).get_page(page)


def schools_for(viewer: User) -> list[School]:
    """Where the viewer may raise a concern."""
    return list(check.visible(School.objects.open(), viewer, Permission.CONCERN_RAISE).order_by("name"))


def own_drafts(viewer: User) -> list[ConcernDraft]:
    """What the viewer began to write down and has not sent."""
    return list(ConcernDraft.objects.filter(owner=viewer).select_related("young_person", "school"))


def own_draft(id: str, viewer: User) -> ConcernDraft:
    """Raises: NotFound."""
    found = next((draft for draft in own_drafts(viewer) if str(draft.pk) == id), None)
    if found is None:
        raise NotFound("We could not find what you began. It may have been sent already.")
    return found


def colleague(id: str) -> User | None:
    """Whoever a form was made for, if they are still here. The form's own signature says that it was."""
    return User.objects.filter(pk=id, is_active=True).first()


def due_steps() -> list[UUID]:
    """Steps that nobody answered in time and that have not climbed, the longest waiting first. For the worker."""
    late = ConcernStep.objects.late().filter(escalated_at__isnull=True)
    return list(late.order_by("due_at").values_list("pk", flat=True))


def _rows() -> Any:
    return Concern.objects.with_closing().select_related("young_person", "school", "team", "raised_by")
