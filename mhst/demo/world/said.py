"""What somebody of the demo says in a conversation."""

from uuid import UUID, uuid4

from realtime.actions import message as messages
from realtime.actions.message import Outgoing
from realtime.models import Participant


def say(who: Participant, words: str, *, epoch: int | None = None, mid: UUID | None = None) -> None:
    """Under no session; `epoch` is that of whoever helps."""
    said = Outgoing(who.pk, who.conversation_id, who.user, None, mid or uuid4(), words, epoch=epoch)
    messages.send(messages=[said], by=who.user)
