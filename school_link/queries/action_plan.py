"""Points of plans: of a cohort, of one person, and those that nobody has looked at this term."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from mhst.access import check
from mhst.access.models import User
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from school_link.enums import SHOWN_IN
from school_link.models import Cohort, PlanPoint, Workshop
from school_link.queries import term
from school_link.queries.term import is_due
from sessions_app.queries.todo.line import Todo, counted

WITH = ("owner__user", "owner__school", "owner__team", "workshop__cohort__team")


def get_visible(id: UUID, viewer: User) -> PlanPoint:
    """Raises: NotFound."""
    rows = check.visible(PlanPoint.objects.all(), viewer, Permission.LINK_VIEW)
    found: PlanPoint | None = rows.filter(pk=id).select_related(*WITH).first()
    if found is None:
        raise NotFound("We could not find that point of a plan.")
    return found


def points_of(cohort: Cohort) -> list[PlanPoint]:
    """The whole plan of a cohort, with how each point stood when it was looked at. Two queries."""
    rows = PlanPoint.objects.filter(workshop__cohort=cohort).select_related(*WITH)
    return list(rows.prefetch_related("reviews"))


def todo(viewer: User) -> list[Todo]:
    """A line for the first page of somebody with points to look at."""
    mine = PlanPoint.objects.open().filter(owner__user=viewer)
    points = [point for point, _ in due(mine.select_related(*WITH))]
    if not points:
        return []
    what = (
        f"Say how {counted(len(points), 'point')} of your plan with others {'stands' if len(points) == 1 else 'stand'}"
    )
    where = points[0].workshop.cohort_id
    return [Todo(what, f"{reverse('link-cohort', args=[where])}#plan", is_urgent=any(one.is_late for one in points))]


def to_remind_of() -> list[tuple[PlanPoint, dt.date]]:
    """For the worker: every open point that nobody has looked at this term, and when the term began."""
    return due(PlanPoint.objects.open().select_related(*WITH))


def due(points: Iterable[PlanPoint]) -> list[tuple[PlanPoint, dt.date]]:
    """Those to look at: not looked at this term, or since the cohort's second workshop. A few queries for all."""
    points = list(points)
    if not points:
        return []
    since = _since({point.workshop.cohort for point in points})
    found = [(point, since.get(point.workshop.cohort_id)) for point in points]
    return [(point, began) for point, began in found if began and is_due(point.reviewed_on, began)]


def _since(cohorts: set[Cohort]) -> dict[UUID, dt.date]:
    """By cohort, the beginning of its schools' term, or the day of a second workshop that came after it."""
    pairs = Cohort.schools.through.objects.filter(cohort__in=cohorts).select_related("school")
    taking_part = [(pair.cohort_id, pair.school) for pair in pairs]
    begun = term.began_at({school for _, school in taking_part})
    found: dict[UUID, dt.date] = {}
    for cohort, school in taking_part:
        if school.pk in begun:
            found[cohort] = max(begun[school.pk], found.get(cohort, dt.date.min))
    held = Workshop.objects.filter(cohort__in=cohorts, number__gte=2, state__in=SHOWN_IN)
    for cohort, day in held.values_list("cohort", "held_on"):
        found[cohort] = max(day, found.get(cohort, dt.date.min))
    return found
