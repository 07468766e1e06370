"""Who may raise that somebody is in danger, do the steps, and close it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from realtime.enums import ConversationState
from realtime.queries import escalation as queries
from realtime.queries.participant import Who
from realtime.rules import refuse
from realtime.rules.participant import check_is_here, supervises


def check_can_raise(who: Who | None, talk: Any, user: Any) -> None:
    """Whoever of the staff is in it, and whoever may look into it; after its end, too, while its words are kept.
    Raises: Refused."""
    if supervises(talk, user):
        return
    check_is_here(who, user)
    assert who is not None
    if not who.is_staff:
        refuse("not-staff")


def may_raise(who: Who | None, talk: Any, user: Any) -> bool:
    """Whether a page offers it."""
    try:
        check_can_raise(who, talk, user)
    except Refused:
        return False
    return True


def about_whom(people: Sequence[Any], chosen: UUID | None) -> Any | None:
    """Whom it is about: the one person there is, or whoever was chosen; nobody where it is for nobody. Raises: Refused
    where there are several and nobody was chosen."""
    if chosen is None and len(people) < 2:
        return people[0] if people else None
    found = next((one for one in people if one.pk == chosen), None)
    if found is None:
        raise Refused("Choose who may be in danger. Each person gets their own steps.", code="about", field="about")
    return found


def check_can_write(escalation: Any, visitor: Any | None, by: Any) -> None:
    """To whoever may be in danger and has no chat with us any more: whoever counsels or supervises there. Raises:
    Refused, NotFound."""
    queries.get_visible(by, escalation.pk)
    if visitor is None or escalation.conversation.state == ConversationState.OPEN:
        raise Refused("Write to them in the chat itself.", code="not-gone")
    if not any(by.can(one, escalation) for one in (Permission.CONVERSATION_SUPERVISE, Permission.CONVERSATION_COUNSEL)):
        raise Refused("That is for those who counsel, and for those who supervise.", code="no-role")


def may_write(escalation: Any, visitor: Any | None, by: Any) -> bool:
    """Whether a page of now offers it."""
    try:
        check_can_write(escalation, visitor, by)
    except Refused:
        return False
    return True


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
