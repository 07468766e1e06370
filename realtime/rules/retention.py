"""Who settles what is due to be destroyed."""

from typing import Any

from mhst.access.models import User
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from mhst.places.models import Team
from realtime.enums import KEPT_AS, ConversationState, RetentionKind
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


def check_can_hold(conversation: Any, destruction: Any, by: User) -> None:
    """`destruction` is what is known of it: nothing, of most. Raises: Refused, Conflict."""
    by.require(Permission.CONVERSATION_ERASE, conversation)
    if conversation.state == ConversationState.ERASED:
        raise Conflict("Its words have been destroyed already. There is nothing left to keep.", code="done")
    if destruction is not None and destruction.kept_because:
        raise Conflict(f"It is kept already: {_told(destruction)}.", code="held")


def may_hold(conversation: Any, user: User) -> bool:
    """Whether a page of it offers that it is kept, whatever its time."""
    return conversation.kind in KEPT_AS and user.can(Permission.CONVERSATION_ERASE, conversation)


def check_is_as_seen(seen: Any, known: Any) -> None:
    """Nobody has listed or kept it since whoever decides has looked. Raises: Conflict."""
    if seen is None and known is not None:
        raise Conflict("Somebody else has just decided about it. Look again how it stands.", code="overtaken")


def check_can_agree(
    destruction: Any, is_escalated: bool, is_in_use: bool, is_in_record: bool, is_due: bool, by: User
) -> None:
    """Raises: Refused, Conflict."""
    check_can_settle(destruction, by)
    check_is_no_danger(is_escalated)
    if is_in_record:
        raise Refused(
            "A young person has been named: it is part of their record, and stays with that.", code="in-record"
        )
    if not is_due:
        raise Refused("It has not had its time, and nobody has asked for it to be deleted.", code="not-due")
    if is_in_use:
        raise Refused("They have come again since: their account is kept.", code="in-use")
    if destruction.first_by_id == by.pk:
        raise Refused("You have agreed already. A second person agrees before anything is destroyed.", code="second")


def check_can_lift(destruction: Any, is_escalated: bool, by: User) -> None:
    """Raises: Refused, Conflict."""
    by.require(Permission.CONVERSATION_ERASE, destruction)
    if not destruction.kept_because:
        raise Conflict("Nothing keeps that any more.", code="not-kept")
    check_is_no_danger(is_escalated)


def check_is_no_danger(is_escalated: bool) -> None:
    """What belongs to somebody's safety is not destroyed, whoever asks. Raises: Refused."""
    if is_escalated:
        raise Refused(
            "Somebody may have been in danger in this chat. It is kept with what was done about it.",
            code="escalated", field="decision",
        )  # fmt: skip


def check_is_not_kept(destruction: Any) -> None:
    """Whoever wants to destroy it. Raises: Refused."""
    if destruction is not None and destruction.kept_because:
        raise Refused(
            f"It is kept: {_told(destruction)}. That is lifted under Retention first.", code="held", field="decision"
        )


def check_keeps_for_that(destruction: Any, because: str) -> None:
    """Of two reasons that keep one thing, lifting one would let go of the other. Raises: Refused."""
    if destruction is not None and destruction.kept_because not in ("", because):
        raise Refused(
            f"It is kept already: {_told(destruction)}. Choose that, or have it lifted under Retention first.",
            code="held", field="decision",
        )  # fmt: skip


def _told(destruction: Any) -> str:
    return f"{destruction.get_kept_because_display()} ({destruction.kept_by.name})"
