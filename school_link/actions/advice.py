"""The advice: written together, one part by one person at a time, and signed by both sides."""

from uuid import UUID

from django.urls import reverse

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.settings.environment import environment
from realtime.actions import conversation as conversations
from school_link.actions.room import DOOR
from school_link.enums import CHASED_AFTER, HELD_FOR, ConsultationState
from school_link.models import AdviceHold, AdviceText, Consultation, Signature
from school_link.queries import advice as queries
from school_link.queries import room as rooms
from school_link.rules import advice as rules
from sessions_app.actions import message as letters
from sessions_app.enums import Channel, MessageWords


@action
def take_up(*, consultation: Consultation, kind: str, by: User) -> AdviceHold:
    """Write this part for a while, for all to see; done again it lasts longer. Raises: Refused, Conflict."""
    one = _locked(consultation)
    rules.check_can_write(one, rooms.is_let_in(one, by))
    rules.check_kind(kind)
    hold = _hold(one, kind)
    rules.check_is_free(hold, by)
    is_new = hold is None or hold.holder_id != by.pk or hold.until <= clock.now()
    hold = hold or AdviceHold(consultation=one, kind=kind)
    hold.holder, hold.until = by, clock.now() + HELD_FOR
    hold.save()
    if is_new:
        _tell(one)
    return hold


@action
def let_go(*, consultation: Consultation, kind: str, by: User) -> None:
    """Somebody else may write it from now on."""
    one = _locked(consultation)
    hold = _hold(one, kind)
    if hold is not None and hold.holder_id == by.pk:
        hold.delete()
        _tell(one)


@action
def save(*, consultation: Consultation, kind: str, base: int, words: str, mid: UUID, by: User) -> AdviceText:
    """Keep a part as it is now. `base` is the version that whoever writes has seen: nothing that anybody saved is
    written over unseen. Sent twice under one id it is kept once. Whatever was signed before is open again.

    Raises: Refused, Conflict.
    """
    one = _locked(consultation)
    rules.check_can_write(one, rooms.is_let_in(one, by))
    rules.check_kind(kind)
    words = words.replace("\r\n", "\n").strip()
    if (known := queries.sent_before(one, by, mid)) is not None:
        rules.check_same(words, known.words)
        return known
    rules.check_words(words)
    hold = _hold(one, kind)
    rules.check_is_free(hold, by)
    rules.check_is_newest(queries.part_of(one, kind).number, base)
    one.edition += 1
    if one.state == ConsultationState.AGREED:
        one.state, one.agreed_at = ConsultationState.TAKEN, None
    one.save()
    kept = AdviceText.objects.create(
        consultation=one, kind=kind, number=base + 1, edition=one.edition, words=words, author=by, mid=mid
    )
    if hold is not None:
        hold.delete()
    _tell(one)
    return kept


@action
def sign(*, consultation: Consultation, edition: int, by: User) -> Signature:
    """Agree to the edition that one has read, for one's side; when both have, it is advice given. Done again it
    changes nothing. Raises: Refused, Conflict."""
    one = _locked(consultation)
    side = rules.check_signs(one, by)
    rules.check_read(one, edition)
    advice = queries.advice_of(one)
    rules.check_is_whole(advice)
    if (known := advice.signatures.get(side)) is not None:
        return known
    signed = Signature.objects.create(consultation=one, edition=edition, side=side, user=by)
    if queries.advice_of(one).is_agreed:
        one.state, one.agreed_at = ConsultationState.AGREED, signed.created_at
        one.save()
    _tell(one)
    return signed


@action
def chase(*, by: Actor) -> None:
    """Write to those who have not signed what stands untouched since yesterday; once a day at most. Whoever could take
    it over from somebody who has left begins on its page."""
    today = clock.today()
    for one, users in queries.unsigned(clock.now() - CHASED_AFTER):
        for user in users:
            page = "consultation-sign" if user in (one.lead, one.holder) else "consultation"
            letters.write(
                key=f"to-sign:{one.pk}:{today}:{user.pk}", channel=Channel.EMAIL, address=user.email,
                words=MessageWords.TO_SIGN, team=one.desk.team, by=by,
                details={"link": environment.base_url.rstrip("/") + reverse(page, args=[one.pk])},
            )  # fmt: skip


def _hold(one: Consultation, kind: str) -> AdviceHold | None:
    return AdviceHold.objects.filter(consultation=one, kind=kind).select_related("holder").first()


def _tell(one: Consultation) -> None:
    """Every page in the room asks again."""
    assert one.conversation_id is not None
    conversations.tell_changed(conversation=one.conversation_id, by=DOOR)


def _locked(consultation: Consultation) -> Consultation:
    rows = Consultation.objects.select_for_update(of=("self",))
    found: Consultation = rows.select_related("school", "desk__team", "conversation").get(pk=consultation.pk)
    return found
