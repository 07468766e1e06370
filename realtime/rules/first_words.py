"""Who answers what somebody wrote before they waited."""

from typing import Any

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission


def check_can_answer(words: Any, by: Actor) -> None:
    """Whoever supervises the service, and whoever counsels them now. Raises: Refused."""
    held = words.visit.holder_id
    if held is not None and by.audit_id == f"user:{held}" and by.can(Permission.CONVERSATION_COUNSEL, words.visit):
        return
    if not by.can(Permission.CONVERSATION_SUPERVISE, words.visit):
        raise Refused("That is for who talks with them, and for those who supervise.", code="no-role")
