"""Who settles what is due to be destroyed."""

from typing import Any

from mhst.access.models import User
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from mhst.places.models import Team
from realtime.enums import RetentionKind
from realtime.models import RetentionClass
from realtime.queries import retention as queries

LONGEST = 100 * 366


def check_days(days: int) -> None:
    """Raises: Refused."""
    if not 1 <= days <= LONGEST:
        raise Refused("Words are kept for a day at least and a hundred years at most.", code="days", field="days")


def check_settles(kept: RetentionClass, team: Team | None) -> None:
    """Only what belongs to no team is given to one, and that counsels. Raises: Refused."""
    if team is not None and (kept.kind != RetentionKind.POST or team not in queries.settling()):
        raise Refused("Choose a team that counsels.", code="team", field="settled_by")


def check_can_settle(destruction: Any, by: User) -> None:
    """Raises: Refused, Conflict."""
    by.require(Permission.CONVERSATION_ERASE, destruction)
    if destruction.done_at is not None:
        raise Conflict("That has been destroyed already.", code="done")
    if destruction.kept_because:
        raise Conflict("Somebody has said why that is kept.", code="kept")


def check_is_another(destruction: Any, by: User) -> None:
    """Raises: Refused."""
    if destruction.first_by_id == by.pk:
        raise Refused("You have agreed already. A second person agrees before anything is destroyed.", code="second")
