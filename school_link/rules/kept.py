"""When the words of what was asked may be destroyed."""

from typing import Any

from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from realtime.enums import ConversationState
from school_link.enums import OVER


def check_can_forget(one: Any, is_named: bool) -> None:
    """Once it is over and nobody's record has it. Raises: Refused."""
    if is_named:
        raise Refused("Somebody has been named since: what was asked is part of their record.", code="named")
    has_words = one.conversation is not None and one.conversation.state != ConversationState.ERASED
    if one.state not in OVER or has_words:
        raise Refused("It is not over, or what was said in its room is still kept.", code="goes-on")


def may_hold(one: Any, has_no_room: bool, user: Any) -> bool:
    """Whether its page offers that what was asked is kept, whatever its time: where there is no room to keep."""
    is_there = one.is_sent and has_no_room and one.forgotten_at is None
    return is_there and user.can(Permission.CONVERSATION_ERASE, one.desk)


def check_is_not_forgotten(one: Any) -> None:
    """Raises: Refused."""
    if one.forgotten_at is not None:
        raise Refused("What was asked has had its time and is destroyed.", code="forgotten")
