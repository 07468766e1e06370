"""Who may raise that somebody is in danger, do the steps, and close it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from realtime.queries import escalation as queries
from realtime.queries.participant import Who
from realtime.rules import refuse
from realtime.rules.participant import check_is_here


def check_can_raise(who: Who | None, user: Any) -> None:
    """Whoever of the staff is in an open chat. Raises: Refused."""
    check_is_here(who, user)
    assert who is not None
    if not who.is_staff:
        refuse("not-staff")
    if not who.is_open:
        refuse("ended")


def about_whom(people: Sequence[Any], chosen: UUID | None) -> Any | None:
    """Whom it is about: the one person there is, or whoever was chosen; nobody where it is for nobody. Raises: Refused
    where there are several and nobody was chosen."""
    if chosen is None and len(people) < 2:
        return people[0] if people else None
    found = next((one for one in people if one.pk == chosen), None)
    if found is None:
        raise Refused("Choose who may be in danger. Each person gets their own steps.", code="about", field="about")
    return found


def check_can_do(escalation: Any, kind: str, by: Any) -> None:
    """The next step, by whoever sees it. Raises: Refused, Conflict."""
    queries.get_visible(by, escalation.pk)
    due = queries.next_of(escalation)
    if due is None or due.kind != kind:
        raise Conflict("Somebody else has done that step. Load the page again to see how it stands.", code="step-done")


def check_is_open(escalation: Any, by: Any) -> None:
    """By whoever sees it. Raises: NotFound, Conflict."""
    queries.get_visible(by, escalation.pk)
    if escalation.closed_at is not None:
        raise Conflict("This is closed already.", code="closed")


def may_close(escalation: Any, by: Actor) -> bool:
    """Whether a page offers to close it."""
    try:
        check_can_close(escalation, by)
    except Refused:
        return False
    return True


def check_can_close(escalation: Any, by: Actor) -> None:
    """Raises: Refused."""
    by.require(Permission.CONVERSATION_SUPERVISE, escalation)
    if by.audit_id == f"user:{escalation.raised_by_id}":
        raise Refused("You raised this. Somebody else must see that it can be closed.", code="own")
    if (due := queries.next_of(escalation)) is not None:
        raise Refused(f"This is still to be done: {due.kind.label.lower()}.", code="steps-left")
