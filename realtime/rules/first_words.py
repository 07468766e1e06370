"""Who answers what somebody wrote before they waited."""

from typing import Any

from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from realtime.enums import UNREACHED_VISITS


def check_can_answer(words: Any, by: Actor) -> None:
    """Whoever supervises the service, and whoever counsels them now. Raises: Refused."""
    held = words.visit.holder_id
    if held is not None and by.audit_id == f"user:{held}" and by.can(Permission.CONVERSATION_COUNSEL, words.visit):
        return
    if not by.can(Permission.CONVERSATION_SUPERVISE, words.visit):
        raise Refused("That is for who talks with them, and for those who supervise.", code="no-role")


def check_can_write_first(visit: Any, by: Actor) -> None:
    """To somebody who went away without a chat: whoever counsels or supervises there. Raises: Refused."""
    if not any(by.can(one, visit) for one in (Permission.CONVERSATION_SUPERVISE, Permission.CONVERSATION_COUNSEL)):
        raise Refused("That is for those who counsel, and for those who supervise.", code="no-role")
    if visit.state not in UNREACHED_VISITS:
        raise Refused("They have not gone away: they wait, or somebody has talked with them.", code="not-gone")


def can_write_first(visit: Any, by: Actor) -> bool:
    """Whether a page of now offers it."""
    try:
        check_can_write_first(visit, by)
    except Refused:
        return False
    return True


def check_can_raise(visit: Any, by: Actor) -> None:
    """That somebody may be in danger who has no chat: whoever supervises there. Raises: Refused, Conflict."""
    by.require(Permission.CONVERSATION_SUPERVISE, visit)
    if visit.conversation_id is not None:
        raise Conflict("They have a chat by now. Raise it there: its page has the same steps.", code="has-chat")


def can_raise(visit: Any, by: Actor) -> bool:
    """Whether a page of now offers it."""
    return visit.conversation_id is None and by.can(Permission.CONVERSATION_SUPERVISE, visit)
