"""Who may give a role, and who may take it back."""

import datetime as dt
from typing import Any

from mhst.access.enums import HeldAt, RoleName
from mhst.access.models import Membership, User, held_at
from mhst.access.queries.giving import giving_reach
from mhst.access.roles import ROLES
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.core.reach import Reach


def check_may_give(by: Actor, user: User, role: str, place: Any) -> None:
    """Raises: Refused unless `by` has a role that gives this one, in reach of this place, to somebody else."""
    check_fits(role, place)
    if not isinstance(by, User):
        return by.require(Permission.MEMBERSHIP_EDIT, place)
    if by == user:
        raise Refused("You cannot change your own roles. Ask a colleague who may.", code="role-own")
    if not _covers(giving_reach(by, role), place):
        raise Refused(
            f"You cannot give the role of {ROLES[role].in_words} there.", code="role-beyond-reach", field="place"
        )
    return None


def check_may_change(by: Actor, membership: Membership) -> None:
    """Raises: Refused. What somebody may give, they may also change and take back, while it is not over."""
    if membership.is_over:
        raise Refused("This role has already ended.", code="role-over")
    check_may_give(by, membership.user, membership.role, membership.place)


def check_fits(role: str, place: Any) -> None:
    """Raises: Refused when the role is not one that is held at this kind of place."""
    kinds = ROLES[role].held_at
    if held_at(place) not in kinds:
        where = " or ".join(kind.label for kind in HeldAt if kind in kinds)
        raise Refused(f"The role of {ROLES[role].in_words} is held at {where}.", code="role-place", field="place")


def check_dates(starts_on: dt.date, ends_on: dt.date | None) -> None:
    """Raises: Refused when the last day is before the first, or already past."""
    if ends_on is not None and ends_on < max(starts_on, clock.today()):
        raise Refused(
            "The last day must be today or later, and not before the first.", code="role-dates", field="ends_on"
        )


def check_not_held_already(user: User, role: str, place: Any) -> None:
    """Raises: Refused for a role that the person has there, or will have."""
    where = {held_at(place): place} if place is not None else {}
    if Membership.objects.to_come_or_current().filter(user=user, role=role, **where).exists():
        raise Refused(f"{user.name} already has this role there.", code="role-held", field="role")


def check_somebody_stays(leaving: User, role: str = RoleName.SYSTEM_ADMINISTRATOR) -> None:
    """Raises: Refused for the last system administrator: nobody could give the role again."""
    keepers = Membership.objects.current().filter(role=RoleName.SYSTEM_ADMINISTRATOR, user__is_active=True)
    is_last = set(keepers.values_list("user", flat=True)) == {leaving.pk}
    if role == RoleName.SYSTEM_ADMINISTRATOR and is_last:
        raise Refused("They are the only system administrator. Give the role to somebody else first.", code="role-last")


def _covers(reach: Reach, place: Any) -> bool:
    if place is None:
        return reach.everywhere
    return Membership(**{held_at(place): place}).is_within(reach)
