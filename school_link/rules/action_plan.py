"""Who writes a point of the plan, and who says how it stands."""

from typing import Any

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission


def check_can_write(workshop: Any, attendees: Any, by: Actor) -> None:
    """The host, and everybody who is in the workshop. Raises: Refused."""
    if by.can(Permission.LINK_HOST, workshop.cohort) or _is_among(attendees, by):
        return
    raise Refused("Points are written by those who are in the workshop, and by its host.", code="not-in-workshop")


def check_can_review(point: Any, by: Actor) -> None:
    """Its owner and the host. Raises: Refused."""
    if by.can(Permission.LINK_HOST, point.workshop.cohort) or _is_among([point.owner], by):
        return
    raise Refused("How a point stands is for its owner or the host to say.", code="not-owner")


def _is_among(attendees: Any, by: Actor) -> bool:
    return any(by.audit_id == f"user:{one.user_id}" for one in attendees)
