"""What may be written about support for a team: nothing of anybody in it."""

import datetime as dt
from typing import Any

from mhst.community.staff_support.enums import FEWEST_COUNTED, State
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused


def check_can_take(support: Any) -> None:
    """Raises: Conflict."""
    if support.state != State.WAITING:
        raise Conflict("Somebody else supports this team already.", code="taken-already")


def check_is_mine(support: Any, by: Actor) -> None:
    """Raises: Refused."""
    if by.audit_id != f"user:{support.worker_id}":
        raise Refused("Only whoever supports this team does that.", code="not-mine")
    if support.state == State.CLOSED:
        raise Refused("This is finished.", code="finished")


def check_held_on(day: dt.date) -> None:
    """Raises: Refused."""
    if day > clock.today():
        raise Refused("Write a session down when it has been held.", code="to-come", field="held_on")


def counted(attended: int) -> int | None:
    """What is kept of how many came."""
    return attended if attended >= FEWEST_COUNTED else None
