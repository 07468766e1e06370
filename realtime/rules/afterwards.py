"""Who follows up a chat that was cut short, and decides whether one is deleted."""

from typing import Any

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from realtime.enums import ConversationState, KeptBecause
from realtime.rules.kind import KINDS
from realtime.rules.retention import check_is_no_danger, check_is_not_kept, check_keeps_for_that


def check_can_follow_up(feedback: Any, by: Actor) -> None:
    """Raises: Refused."""
    by.require(Permission.CONVERSATION_SUPERVISE, feedback.conversation)


def check_can_decide(conversation: Any, kept_because: str, destruction: Any, is_escalated: bool, by: Actor) -> None:
    """`destruction` is what is known of it there: nobody deletes what somebody keeps. What belongs to somebody's safety
    is not deleted, whoever asks. A chat is over first; messages between visits end by it. Raises: Refused."""
    by.require(Permission.CONVERSATION_ERASE, conversation)
    if conversation.state == ConversationState.OPEN and not KINDS[conversation.kind].any_ends:
        raise Refused("The chat is not over yet. It can be decided when it is.", code="not-ended")
    if is_escalated:
        return check_is_no_danger(kept_because != KeptBecause.SAFEGUARDING)
    if kept_because:
        return check_keeps_for_that(destruction, kept_because)
    return check_is_not_kept(destruction)
