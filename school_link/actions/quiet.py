"""A consultation that nobody goes on with: both sides are told that it ends, and later it ends by itself."""

from typing import Any

from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from school_link.actions import news, room
from school_link.enums import ConsultationState, Side
from school_link.models import Consultation
from school_link.queries import quiet as queries
from school_link.queries import speaker
from school_link.rules.consultation import check_move
from sessions_app.enums import MessageWords


@action
def remind(*, consultation: Consultation, by: Actor) -> None:
    """Tell both sides that it ends by itself unless somebody goes on with it; nobody, where somebody has meanwhile."""
    one = _still(queries.to_remind_of(), consultation)
    if one is None:
        return
    one.reminded_at = clock.now()
    one.save()
    for side in Side:
        news.tell(consultation=one, users=speaker.speaking(one, side), words=MessageWords.ENDS_SOON, by=by)


@action
def lapse(*, consultation: Consultation, by: Actor) -> None:
    """Nobody went on with it: it is over, and so is its room. Both sides are told, and what came of agreed advice can
    still be said. Nothing, where somebody has gone on meanwhile."""
    one = _still(queries.to_end(), consultation)
    if one is None:
        return
    check_move(one, ConsultationState.LAPSED)
    one.state, one.lapsed_at = ConsultationState.LAPSED, clock.now()
    one.over_at = one.lapsed_at
    one.save()
    room.shut(one)
    for side in Side:
        news.tell(consultation=one, users=speaker.speaking(one, side), by=by)


def _still(rows: Any, consultation: Consultation) -> Consultation | None:
    """It, locked, if it still is one of these: who goes on with it locks it first."""
    Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    found: Consultation | None = rows.filter(pk=consultation.pk).first()
    return found
