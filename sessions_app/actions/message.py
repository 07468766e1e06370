"""The outbox. A message is claimed in one transaction, sent outside any, and its end written in another.

So a worker may die at any moment: what it had claimed is claimed again when it has not been heard of for too long,
and whoever sends it then knows that it may have gone already (`sessions_app.delivery`).
"""

import datetime as dt
import json
from dataclasses import dataclass
from uuid import UUID

from mhst.audit import recording
from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.actors import Actor
from mhst.places.models import Team
from sessions_app.delivery import NotDelivered, Words
from sessions_app.documents.message import words_of
from sessions_app.enums import WORDS_NEED, Channel, MessageState, MessageWords, Problem
from sessions_app.events import MessageWritten
from sessions_app.models import ContactPreference, Message, SupportSession
from sessions_app.queries import contact
from sessions_app.rules import message as rules


@dataclass(frozen=True)
class Claim:
    """The right to send one message, once. Void when somebody else has claimed it since."""

    message_id: UUID
    at: dt.datetime
    words: Words


@action
def write(
    *,
    key: str,
    channel: Channel,
    address: str,
    words: MessageWords,
    by: Actor,
    details: dict[str, str] | None = None,
    not_before: dt.datetime | None = None,
    not_after: dt.datetime | None = None,
    team: Team | None = None,
    preference: ContactPreference | None = None,
    session: SupportSession | None = None,
) -> Message:
    """Put a message into the outbox. `key` names the occasion: writing it again changes nothing.

    Raises: ValueError when `details` are not exactly what these words need: nothing else gets into a message.
    """
    if WORDS_NEED[words] != set(details or {}):
        raise ValueError(f"{words} needs {sorted(WORDS_NEED[words])}")
    given = {
        "channel": channel, "address": address, "words": words, "details": json.dumps(details or {}), "team": team,
        "preference": preference, "session": session, "not_before": not_before or clock.now(), "not_after": not_after,
    }  # fmt: skip
    message, is_new = Message.objects.get_or_create(key=key, defaults=given)
    if is_new:
        _ring(message)
    return message


@action
def claim(*, message_id: UUID | str, by: Actor) -> Claim | None:
    """Take a due message to send it now. None when it is not due, no longer wanted, or somebody else has it."""
    now = clock.now()
    message = Message.objects.select_for_update(of=("self",)).due(now).filter(pk=message_id).first()
    if message is None or rules.goes_at(message, now) > now:
        return None
    if problem := _why_not(message, now):
        _end(message, MessageState.CANCELLED, problem)
        return None
    if rules.next_try(message.attempts, now) is None:
        _end(message, MessageState.FAILED, Problem.CUT_OFF)
        return None
    found = Claim(message.pk, now, words_of(message, may_have_gone=message.may_have_gone))
    message.state, message.claimed_at, message.may_have_gone = MessageState.SENDING, now, True
    message.attempts += 1
    message.save()
    return found


@action
def sent(*, claim: Claim, provider_id: str, by: Actor) -> bool:
    """It has gone. False when the claim is void, and then whoever has it now writes its end."""
    message = _held(claim)
    if message is None:
        return False
    message.sent_at, message.provider_id, message.may_have_gone = clock.now(), provider_id[:80], False
    _end(message, MessageState.SENT)
    return True


@action
def not_sent(*, claim: Claim, why: NotDelivered, by: Actor) -> bool:
    """It has not gone, or nobody knows: try again after a pause, or leave it to a person. False as with `sent`."""
    message = _held(claim)
    if message is None:
        return False
    message.may_have_gone = why.is_unclear or claim.words.may_have_gone
    again = None if why.is_final else rules.next_try(message.attempts, clock.now())
    if again:
        message.not_before = rules.goes_at(message, again)
    _end(message, MessageState.WAITING if again else MessageState.FAILED, why.problem)
    return True


@action
def withdraw(*, message: Message, why: Problem, by: Actor) -> bool:
    """Do not send what waits. False when it is too late for that: it is being sent, or has its end."""
    waiting = Message.objects.select_for_update(of=("self",)).filter(pk=message.pk, state=MessageState.WAITING).first()
    if waiting is None:
        return False
    _end(waiting, MessageState.CANCELLED, why)
    return True


@action
def retry(*, message: Message, by: Actor) -> None:
    """Try again what could not be sent, as if for the first time. Raises: Refused."""
    rules.check_can_mend(message, by)
    failed = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    rules.check_can_retry(failed, clock.now())
    failed.attempts, failed.not_before = 0, clock.now()
    _end(failed, MessageState.WAITING)
    recording.note(failed)
    _ring(failed)


@action
def give_up(*, message: Message, by: Actor) -> None:
    """Never send what could not be sent, and forget its address. Raises: Refused."""
    rules.check_can_mend(message, by)
    failed = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    rules.check_failed(failed)
    _end(failed, MessageState.CANCELLED, Problem.GIVEN_UP)
    recording.note(failed)


def _why_not(message: Message, now: dt.datetime) -> Problem | None:
    """Why it shall not go after all."""
    if message.not_after and now >= message.not_after:
        return Problem.TOO_LATE
    if message.preference and not contact.still_agreed(message.preference):
        return Problem.NOT_AGREED
    return None


def _held(claim: Claim) -> Message | None:
    mine = Message.objects.select_for_update(of=("self",)).filter(
        pk=claim.message_id, state=MessageState.SENDING, claimed_at=claim.at
    )
    return mine.first()


def _end(message: Message, state: MessageState, problem: Problem | str = "") -> None:
    """Go on to `state`; whoever is done with forgets the address."""
    rules.check_move(message, state)
    message.state, message.problem, message.claimed_at = state, problem, None
    if state in {MessageState.SENT, MessageState.CANCELLED}:
        message.address = message.details = None
    message.save()


def _ring(message: Message) -> None:
    if message.not_before <= clock.now():
        events.publish(MessageWritten(message.pk))
