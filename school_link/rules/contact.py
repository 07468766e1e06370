"""Who keeps a place's named contacts."""

from typing import Any

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission


def check_can_keep(place: Any, by: Actor) -> None:
    """Raises: Refused."""
    by.require(Permission.CONTACT_KEEP, place)


def check_can_be_reached(phone: str, email: str) -> None:
    """Raises: Refused."""
    if not phone and not email:
        raise Refused("Give a phone number or an email address.", code="no-way", field="phone")
