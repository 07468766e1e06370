"""Whom one may ask, at which places, and who has not been looked through this term."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.core.requests import Viewer
from mhst.places.models import School, Team
from mhst.places.queries.whom_to_ask import Whom
from school_link.models import NamedContact
from school_link.queries import term
from school_link.queries.term import is_due, is_overdue
from sessions_app.queries.todo.line import Todo, counted


@dataclass(frozen=True)
class Shown:
    """A contact, and how it stands with looking through."""

    contact: NamedContact
    is_due: bool
    is_overdue: bool


@dataclass(frozen=True)
class Place:
    """A school or a team with those who can be asked there."""

    place: School | Team
    contacts: tuple[Shown, ...]
    may_keep: bool

    @property
    def kind(self) -> str:
        return "schools" if isinstance(self.place, School) else "teams"

    @property
    def overdue(self) -> int:
        return sum(one.is_overdue for one in self.contacts)


def get_visible(id: UUID, viewer: User) -> NamedContact:
    """Raises: NotFound."""
    rows = check.visible(NamedContact.objects.current(), viewer, Permission.CONTACT_VIEW)
    found: NamedContact | None = rows.filter(pk=id).select_related("school", "team").first()
    if found is None:
        raise NotFound("We could not find that contact.")
    return found


def get_place(kind: str, id: UUID, viewer: User) -> Any:
    """A school or a team at which the viewer keeps contacts. Raises: NotFound."""
    rows: Any = School.objects if kind == "schools" else Team.objects
    found = rows.within(viewer.reach(Permission.CONTACT_VIEW)).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that place.")
    return found


def places(viewer: User) -> list[Place]:
    """Every place the viewer reaches, with its contacts: those with somebody overdue first."""
    seen, kept = viewer.reach(Permission.CONTACT_VIEW), viewer.reach(Permission.CONTACT_KEEP)
    rows = check.visible(NamedContact.objects.current(), viewer, Permission.CONTACT_VIEW)
    by_place: dict[UUID, list[Shown]] = defaultdict(list)
    for one in _shown(rows.select_related("school", "team")):
        by_place[one.contact.place.pk].append(one)
    teams = Team.objects.within(seen) | Team.objects.filter(pk__in=by_place)
    found = [
        *(Place(t, tuple(by_place[t.pk]), kept.everywhere or t.pk in kept.teams) for t in teams.order_by("name")),
        *(
            Place(s, tuple(by_place[s.pk]), kept.everywhere or s.pk in kept.schools)
            for s in School.objects.open().within(seen).order_by("name")
        ),
    ]
    return sorted(found, key=lambda each: not each.overdue)


def whom_to_ask(viewer: Viewer, schools: Sequence[School]) -> list[Whom]:
    """Those at these schools and at the teams that serve them; the teams' first. For pages of any room."""
    schools = [school for school in schools if viewer.can(Permission.CONTACT_VIEW, school)]
    if not schools:
        return []
    rows = NamedContact.objects.current().at_or_serving(school.pk for school in schools)
    rows = rows.select_related("school", "team").order_by("school__name", "team__name", "name")
    return [
        Whom(one.name, str(one.place), one.about, one.phone, one.email, one.reached, one.cover)
        for one in sorted(rows, key=lambda one: one.school_id is not None)
    ]


def overdue_for(viewer: User) -> int:
    """How many contacts that the viewer keeps were not looked through this term."""
    kept = viewer.reach(Permission.CONTACT_KEEP)
    if not kept:
        return 0
    rows = NamedContact.objects.current().kept_within(kept).select_related("school", "team")
    return sum(one.is_overdue for one in _shown(rows))


def todo(viewer: User) -> list[Todo]:
    """A line for the first page."""
    count = overdue_for(viewer)
    sentence = f"Check that {counted(count, 'named contact')} still {'answers' if count == 1 else 'answer'}"
    return [Todo(f"{sentence}: not looked at this term", reverse("link-contacts"))] if count else []


def _shown(rows: Iterable[NamedContact]) -> list[Shown]:
    contacts, today = list(rows), clock.today()
    began: dict[Any, dt.date] = {
        **term.began_at({one.school for one in contacts if one.school}),
        **term.began_for({one.team_id for one in contacts if one.team_id}),
    }
    return [
        Shown(
            one,
            is_due(one.verified_on, began.get(one.place.pk)),
            is_overdue(one.verified_on, began.get(one.place.pk), today),
        )
        for one in contacts
    ]
