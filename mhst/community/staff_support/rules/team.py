"""What may be written about support for a team: nothing of anybody in it."""

import datetime as dt

from mhst.community.staff_support.enums import FEWEST_COUNTED
from mhst.core import clock
from mhst.core.errors import Refused


def check_held_on(day: dt.date) -> None:
    """Raises: Refused."""
    if day > clock.today():
        raise Refused("Write a session down when it has been held.", code="to-come", field="held_on")


def counted(attended: int) -> int | None:
    """What is kept of how many came."""
    return attended if attended >= FEWEST_COUNTED else None
