"""Coming to an end: proposed by who helps, written down by both, and what the young person says of it."""

import datetime as dt
from typing import Any
from uuid import UUID

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from realtime.actions import booking, closing_words
from realtime.actions.log import Log
from realtime.enums import Audience, ClosingKind, EventKind, NextStep
from realtime.models import Conversation, Ending, Feedback, WorkerNote
from realtime.queries import participant as people
from realtime.rules import ending as rules


@action
def propose(*, conversation: UUID, by: User) -> None:
    """For both to see; nothing ends by it. Done again it changes nothing. Raises: Refused."""
    log = Log([conversation])
    who = people.of(by, [conversation]).get(conversation)
    rules.check_can_propose(who, by)
    assert who is not None
    if Ending.objects.filter(conversation=conversation).exists():
        return
    Ending.objects.create(conversation_id=conversation, proposed_by_id=who.id)
    log.append(conversation, Audience.OPEN, EventKind.PROPOSED, participant=who.id)
    log.write()


@action
def write_summary(*, conversation: UUID, words: str, version: int, by: User) -> None:
    """What both keep. `version` is the one that whoever writes has seen. Raises: Refused, Conflict."""
    log = Log([conversation])
    who = people.of(by, [conversation]).get(conversation)
    ending = Ending.objects.filter(conversation=conversation).first()
    rules.check_can_write(who, by, ending)
    assert who is not None
    assert ending is not None
    rules.check_is_newest(ending, version)
    ending.put(who.opened_key, summary=words)
    ending.version, ending.changed_by_id = version + 1, who.id
    ending.save()
    closing_words.keep(who=who, written_in=ClosingKind.SUMMARY, words=words, by=by)
    log.append(conversation, Audience.OPEN, EventKind.SUMMARY, participant=who.id)
    log.write()


@action
def agree_next(*, conversation: UUID, step: NextStep | str, at: dt.datetime | None = None, by: User) -> None:
    """What comes next, as both have agreed; another chat is booked by it. Raises: Refused."""
    ending, _ = _to_write(conversation, by)
    booking.put(conversation, at if step == NextStep.CHAT else None, by)
    ending.next_step, ending.next_at = step, at if step == NextStep.CHAT else None
    ending.save()


@action
def set_goal(*, conversation: UUID, words: str, by: User) -> None:
    """What the young person wants to reach, in their own words. Raises: Refused."""
    ending, who = _to_write(conversation, by)
    rules.check_is_theirs(who, by)
    ending.put(who.opened_key, goal=words)
    ending.save()
    closing_words.keep(who=who, written_in=ClosingKind.GOAL, words=words, by=by)


@action
def say_how_it_was(
    *, conversation: UUID, was_cut_short: bool | None, scores: dict[str, int | None], words: str, by: User
) -> None:
    """What the young person says about us; said again it replaces what they said before, and what is not answered
    then stays as it was. Raises: Refused."""
    Log([conversation])  # of two at once, one comes after the other
    who = people.of(by, [conversation]).get(conversation)
    rules.check_is_theirs(who, by)
    assert who is not None
    said = Feedback.objects.filter(conversation=conversation).first() or Feedback(conversation_id=conversation)
    for name, answer in {"was_cut_short": was_cut_short, **scores}.items():
        if answer is not None:
            setattr(said, name, answer)
    if words:
        said.put(who.opened_key, words=words)
    said.save()
    closing_words.keep(who=who, written_in=ClosingKind.FEEDBACK, words=words, by=by)


@action
def ask_to_delete(*, conversation: UUID, by: User) -> None:
    """Asked by whom it is for; people decide by the rules of retention. Raises: Refused."""
    who = people.of(by, [conversation]).get(conversation)
    rules.check_is_theirs(who, by)
    kept = Conversation.objects.select_for_update().get(pk=conversation)
    kept.deletion_asked_at = kept.deletion_asked_at or clock.now()
    kept.save()


@action
def note(*, conversation: UUID, words: str, by: User) -> None:
    """What who helps keeps for whoever helps next time. Raises: Refused."""
    Log([conversation])
    who = people.of(by, [conversation]).get(conversation)
    rules.check_can_note(who, by)
    assert who is not None
    kept = WorkerNote.objects.filter(conversation=conversation).first()
    kept = kept or WorkerNote(conversation_id=conversation, written_by_id=who.id)
    kept.put(who.opened_key, words=words)
    kept.save()


def _to_write(conversation: UUID, by: User) -> tuple[Ending, Any]:
    """Raises: Refused."""
    Log([conversation])
    who = people.of(by, [conversation]).get(conversation)
    ending = Ending.objects.filter(conversation=conversation).first()
    rules.check_can_write(who, by, ending)
    assert ending is not None
    return ending, who
