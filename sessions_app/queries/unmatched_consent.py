"""Answers about consent that came without a link, and whom on record each may be about."""

from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from mhst.access import check
from mhst.access.models import User
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.models import YoungPerson
from mhst.people.queries import young_person as young_people
from sessions_app.models import UnmatchedConsent
from sessions_app.queries.duplicate import Likely, Named, likely

A_PAGE, SHOWN = 25, 10


def waiting(viewer: User, *, page: int | str = 1) -> Page[UnmatchedConsent]:
    """Those that nobody has settled, the oldest first. Two queries."""
    return Paginator(_visible(viewer).unsettled().order_by("arrived_at", "pk"), A_PAGE).get_page(page)


def set_aside(viewer: User, *, page: int | str = 1) -> Page[UnmatchedConsent]:
    """Those that count for nobody, with who said so and why, the last first. Two queries."""
    rows = _visible(viewer).filter(set_aside_because__isnull=False).select_related("settled_by")
    return Paginator(rows.order_by("-settled_at", "pk"), A_PAGE).get_page(page)


def count_waiting(viewer: User) -> int:
    """How many wait for the viewer, who may settle them."""
    if not viewer.can(Permission.CONSENT_RECORD):
        return 0
    count: int = _visible(viewer).unsettled().count()
    return count


def get_visible(id: UUID, viewer: User) -> UnmatchedConsent:
    """Raises: NotFound once it is settled, too."""
    found = _visible(viewer).unsettled().filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that answer. Somebody may have settled it.")
    return found


def suggested(unmatched: UnmatchedConsent, viewer: User) -> list[Likely]:
    """Those on record whom it may be about, the likeliest first. Two queries; a person decides."""
    names = Named(unmatched.given_name, unmatched.family_name, unmatched.birth_date)
    return likely(names, viewer)[:SHOWN]


def searched(unmatched: UnmatchedConsent, viewer: User, text: str) -> list[YoungPerson]:
    """Pupils of the school named so, for when nobody suggested is the one."""
    if not text.strip():
        return []
    people = young_people.visible_to(viewer).filter(school=unmatched.school_id).named(text)
    return list(people.order_by("family_name", "given_name")[:SHOWN])


def _visible(viewer: User) -> Any:
    rows = UnmatchedConsent.objects.select_related("school")
    return check.visible(rows, viewer, Permission.REFERRAL_VIEW)
