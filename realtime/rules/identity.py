"""Who may keep who a young person is, and what it takes to open it."""

import datetime as dt
from typing import Any

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from realtime.queries.participant import Who
from realtime.rules import refuse
from realtime.rules.participant import check_is_here

#: So long the two can read it, and so long what was asked can be agreed to.
OPEN_FOR, ASKED_FOR = dt.timedelta(minutes=30), dt.timedelta(hours=24)


def check_can_keep(who: Who | None, user: Any, person: Any | None) -> None:
    """Whoever of the staff is in a conversation with one young person under a nickname. Raises: Refused."""
    check_is_here(who, user)
    assert who is not None
    if not who.is_staff:
        refuse("not-staff")
    if person is None:
        raise Refused("Only who a young person under a nickname is can be kept here.", code="no-nickname")


def check_can_ask(identity: Any, pending: Any | None, by: Actor) -> None:
    """Raises: Refused, Conflict while somebody has asked already."""
    by.require(Permission.IDENTITY_OPEN, identity)
    if identity.words is None:
        refuse("erased")
    if pending is not None:
        raise Conflict(f"{pending.asked_by.name} has asked already. Answer that first.", code="asked-already")


def check_can_answer(opening: Any, by: Actor) -> None:
    """Raises: Refused, Conflict when it is answered already."""
    by.require(Permission.IDENTITY_OPEN, opening.identity)
    if opening.answered_at is not None:
        raise Conflict("That has been answered already. Load the page again to see how it stands.", code="answered")


def check_can_agree(opening: Any, by: Actor) -> None:
    """Never to what one has asked for oneself, nor to what was asked long ago. Raises: Refused, Conflict."""
    check_can_answer(opening, by)
    if by.audit_id == f"user:{opening.asked_by_id}":
        raise Refused("You asked for this. Somebody else must agree to it.", code="own")
    if opening.asked_at + ASKED_FOR < clock.now():
        raise Refused("That was asked more than a day ago. Decline it, and ask again if it is needed.", code="too-old")


def check_can_read(identity: Any, opening: Any | None, by: Actor) -> None:
    """The two who opened it, while it is open. Raises: Refused."""
    by.require(Permission.IDENTITY_OPEN, identity)
    if opening is None:
        raise Refused("It is not open to you. Ask for it with a reason; somebody else must agree.", code="shut")
    if identity.words is None:
        refuse("erased")
