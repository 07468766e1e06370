"""Posts that still wait when their group room ends: none is shown, and each author reads why."""

from uuid import UUID

from mhst.access.models import User
from mhst.audit import recording
from mhst.audit.recording import action
from realtime.actions.log import Log
from realtime.enums import Audience, Decision, EventKind, MessageState, PostReason
from realtime.models import Conversation, Message
from realtime.models.message import sealed
from realtime.queries import participant as people
from realtime.rules import group_room as rules


@action
def let_go(*, conversation: UUID, words: str, by: User) -> int:
    """Show none of the posts that wait, with this kind word to each author. Gives how many. Raises: Refused where some
    wait and there is no word for them."""
    log = Log([conversation])
    waiting = list(Message.objects.filter(conversation=conversation, state=MessageState.HELD).order_by("created_at"))
    rules.check_word_for(waiting, words)
    who = people.of(by, [conversation]).get(conversation)
    key = Conversation.objects.get(pk=conversation).opened_key
    for message in waiting:
        _not_shown(log, message, sealed(key, message.pk, "word", words), who.id if who else None)
    log.write()
    return len(waiting)


def _not_shown(log: Log, message: Message, word: bytes, by: UUID | None) -> None:
    rows = Message.objects.filter(pk=message.pk)
    rows.update(state=MessageState.NOT_PUBLISHED, word=word, reason=PostReason.OTHER)
    log.append(
        message.conversation_id, Audience.MINE, EventKind.NOT_PUBLISHED, to=message.author_id, message=message.pk
    )
    log.append(
        message.conversation_id, Audience.STAFF, EventKind.DECIDED, message=message.pk, participant=by,
        decision=Decision.NOT_PUBLISH.value,
    )  # fmt: skip
    recording.note(message, decision=Decision.NOT_PUBLISH)
