"""Acting on what young people said after a chat: follow up one that was cut short, decide about deleting one."""

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from realtime.actions import conversation as conversations
from realtime.enums import ConversationState, FollowedUp, KeptBecause
from realtime.models import Conversation, DeletionDecision, Destruction, Escalation, Feedback, FollowUp
from realtime.queries import afterwards as queries
from realtime.rules import afterwards as rules


@action
def follow_up(*, feedback: Feedback, what: FollowedUp | str, words: str, by: User) -> None:
    """Write down what was done about it. Raises: Refused, NotFound when somebody else did."""
    held = queries.get_cut_short(by, Feedback.objects.select_for_update().get(pk=feedback.pk).pk)
    rules.check_can_follow_up(held, by)
    FollowUp.objects.create(feedback=held, what=what, words=words, done_by=by)


@action
def decide_deletion(*, conversation: Conversation, kept_because: KeptBecause | str, words: str, by: User) -> None:
    """Say why it is kept, or be the first of the two who agree that it is destroyed; messages between visits end by
    that. Raises: Refused, NotFound."""
    asked = queries.get_asked(by, conversation.pk)
    rules.check_can_decide(asked, kept_because, Escalation.objects.filter(conversation=asked).exists(), by)
    if not kept_because and asked.state == ConversationState.OPEN:
        conversations.end(conversation=asked, by=by)
    held = queries.get_asked(by, Conversation.objects.select_for_update().get(pk=conversation.pk).pk)
    rules.check_can_decide(held, kept_because, Escalation.objects.filter(conversation=held).exists(), by)
    DeletionDecision.objects.create(
        conversation=held, is_granted=not kept_because, kept_because=kept_because, words=words, decided_by=by
    )
    if not kept_because:
        _list(held, by)


def _list(conversation: Conversation, by: User) -> None:
    """Due now: a second person destroys it where everything due is listed."""
    assert conversation.ended_at is not None
    due = Destruction.objects.filter(conversation=conversation).first() or Destruction(
        kind=conversation.kind, team=conversation.team, conversation=conversation, ended_at=conversation.ended_at
    )
    due.kept_because, due.kept_by = "", None
    if due.first_by_id is None:
        due.first_by, due.first_at = by, clock.now()
    due.save()
