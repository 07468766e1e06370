"""The people somebody looks after: those with a role, now or before, at a place they reach."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from mhst.access.check import visible
from mhst.access.models import Membership, User
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission


@dataclass(frozen=True)
class Wanted:
    """How the list is narrowed. `place` is a field of a membership and an id, like `{"team": id}`."""

    text: str = ""
    role: str = ""
    place: dict[str, UUID] | None = None
    left: bool = False  # those whose roles here are over, instead of those who are here


def listed(viewer: User, wanted: Wanted) -> QuerySet[User]:
    """Those whom `viewer` may see, each with `roles_here`: only the roles at places that `viewer` reaches."""
    roles = _roles_seen_by(viewer)
    if wanted.place:
        roles = roles.filter(**wanted.place)
    if wanted.role:
        roles = roles.filter(role=wanted.role)
    here = Q(pk__in=roles.to_come_or_current().values("user"), is_active=True)
    people = visible(User.objects.all(), viewer, Permission.MEMBERSHIP_VIEW).filter(pk__in=roles.values("user"))
    people = people.exclude(here) if wanted.left else people.filter(here)
    for word in wanted.text.split():
        people = people.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word))
    return people.prefetch_related(_with_roles(viewer))


def get_visible(id: UUID, viewer: User) -> Any:
    """With `roles_here`. Raises: NotFound for somebody who holds nothing where `viewer` may look."""
    people = visible(User.objects.all(), viewer, Permission.MEMBERSHIP_VIEW)
    found: User | None = people.filter(pk=id).prefetch_related(_with_roles(viewer)).first()
    if found is None:
        raise NotFound("We could not find that colleague.")
    return found


def roles_here(colleague: User) -> list[Membership]:
    """What `listed` or `get_visible` has read of their roles."""
    found: list[Membership] = vars(colleague)["roles_here"]
    return found


def get_role(id: UUID, colleague: User, viewer: User) -> Membership:
    """One role of a colleague. Raises: NotFound where `viewer` may not look."""
    found = _roles_seen_by(viewer).filter(pk=id, user=colleague).select_related("user", *PLACES).first()
    if found is None:
        raise NotFound("We could not find that role.")
    return found


PLACES = ("organisation", "team", "school")


def _roles_seen_by(viewer: User) -> Any:
    return Membership.objects.staff().within(viewer.reach(Permission.MEMBERSHIP_VIEW))


def _with_roles(viewer: User) -> Prefetch:
    rows = _roles_seen_by(viewer).select_related("user", *PLACES).order_by("-starts_on", "role")
    return Prefetch("memberships", rows, to_attr="roles_here")
