"""Who answers marked words."""

from typing import Any

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission as P

MAY = (P.CONVERSATION_COUNSEL, P.CONVERSATION_MODERATE, P.CONVERSATION_SUPERVISE)


def check_can_answer(marked: Any, by: Actor) -> None:
    """Whoever works in conversations of the team, or supervises them. Raises: Refused."""
    if not any(by.can(permission, marked.owner) for permission in MAY):
        raise Refused(
            "Marked words are answered by those who work in the conversation or supervise it.", code="no-role"
        )
