"""Acting on what young people said after a chat: follow up one that was cut short, decide about deleting one."""

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from realtime.actions import conversation as conversations
from realtime.enums import ConversationState, FollowedUp, KeptBecause
from realtime.models import Conversation, DeletionDecision, Destruction, Escalation, Feedback, FollowUp
from realtime.queries import afterwards as queries
from realtime.queries.retention import listed
from realtime.rules import afterwards as rules
from realtime.rules.retention import check_is_as_seen


@action
def follow_up(*, feedback: Feedback, what: FollowedUp | str, words: str, by: User) -> None:
    """Write down what was done about it. Raises: Refused, NotFound when somebody else did."""
    held = queries.get_cut_short(by, Feedback.objects.select_for_update().get(pk=feedback.pk).pk)
    rules.check_can_follow_up(held, by)
    FollowUp.objects.create(feedback=held, what=what, words=words, done_by=by)


@action
def decide_deletion(*, conversation: Conversation, kept_because: KeptBecause | str, words: str, by: User) -> None:
    """Say why it is kept, until somebody lifts that, or be the first of the two who agree that it is destroyed;
    messages between visits end by that. Raises: Refused, NotFound."""
    due = Destruction.objects.locked_of(conversation)
    asked = queries.get_asked(by, conversation.pk)
    _check(asked, kept_because, due, by)
    if not kept_because and asked.state == ConversationState.OPEN:
        conversations.end(conversation=asked, by=by)
    held = queries.get_asked(by, Conversation.objects.select_for_update().get(pk=conversation.pk).pk)
    check_is_as_seen(due, listed(held.pk))
    _check(held, kept_because, due, by)
    DeletionDecision.objects.create(
        conversation=held, is_granted=not kept_because, kept_because=kept_because, words=words, decided_by=by
    )
    _list(due or Destruction.of(held), kept_because, by)


def _check(conversation: Conversation, kept_because: str, due: Destruction | None, by: User) -> None:
    is_escalated = Escalation.objects.filter(conversation=conversation).exists()
    rules.check_can_decide(conversation, kept_because, due, is_escalated, by)


def _list(due: Destruction, kept_because: str, by: User) -> None:
    """Kept, or due now: a second person destroys it where everything due is listed."""
    if kept_because and not due.kept_because:
        due.kept_because, due.kept_by, due.kept_at = kept_because, by, clock.now()
    elif not kept_because and due.first_by_id is None:
        due.first_by, due.first_at = by, clock.now()
    due.save()
