"""Taking a moment, leaving the page, and being back. None of it ends anything."""

from uuid import UUID

from mhst.access.models import User
from mhst.audit.recording import action
from realtime.actions.log import Log
from realtime.enums import Audience, ConversationState, EventKind, Part, Pause
from realtime.models import Participant
from realtime.queries import participant as people
from realtime.queries import visit as visits
from realtime.rules import refuse
from realtime.rules.participant import check_is_here


@action
def take_moment(*, conversation: UUID, by: User) -> None:
    """Both see it. Done again it changes nothing. Raises: Refused."""
    log, who = _here(conversation, by)
    _pause(log, who, Pause.MOMENT)
    log.write()


@action
def come_back(*, conversation: UUID, by: User) -> None:
    """Back from a moment, or on the page again. Done again it changes nothing. Raises: Refused."""
    log, who = _here(conversation, by)
    if not who.pause:
        return
    who.pause, who.paused_at = "", None
    who.save()
    log.append(conversation, Audience.OPEN, EventKind.BACK, participant=who.pk)
    log.write()


@action
def leave_page(*, by: User) -> None:
    """Somebody whom conversations are for has made the page vanish. Their conversations stay as they are; in one that
    they have stopped nobody waits for them."""
    mine = Participant.objects.filter(
        user=by, part=Part.PERSON, left_at=None, conversation__state=ConversationState.OPEN
    )
    conversations = set(mine.values_list("conversation_id", flat=True))
    log = Log(conversations)
    for who in mine.filter(conversation__in=conversations).select_for_update(of=("self",)):
        _pause(log, who, Pause.STOPPED if visits.was_stopped(who.conversation_id) else Pause.LEFT_PAGE)
    log.write()


def _here(conversation: UUID, by: User) -> tuple[Log, Participant]:
    """Raises: Refused unless they are in it, and it goes on."""
    log = Log([conversation])
    found = people.of(by, [conversation]).get(conversation)
    check_is_here(found, by)
    assert found is not None
    if not found.is_open:
        refuse("ended")
    return log, Participant.objects.get(pk=found.id)


def _pause(log: Log, who: Participant, pause: Pause) -> None:
    if who.pause == pause:
        return
    who.pause, who.paused_at = pause, log.now
    who.save()
    log.append(who.conversation_id, Audience.OPEN, EventKind(pause.value), participant=who.pk)
