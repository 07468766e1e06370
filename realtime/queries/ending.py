"""How a chat comes to its end, as both see it, and what whom it is for may take along."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from realtime.enums import Audience, NextStep, Part
from realtime.models import Conversation, Ending, Feedback, Message, Participant, Visit, WorkerNote
from realtime.models.ending import SCORES
from realtime.queries.participant import Who


@dataclass(frozen=True)
class Shown:
    """What both have written down. `version` is what whoever changes it has seen."""

    summary: str
    goal: str
    version: int
    next_step: str
    next_at: dt.datetime | None
    changed_by: UUID | None

    @property
    def next_words(self) -> str:
        return str(NextStep(self.next_step).label) if self.next_step else ""


def shown(who: Who) -> Shown | None:
    """None while nobody has proposed an end. Read after `rules.participant.check_is_here`."""
    ending = Ending.objects.filter(conversation=who.conversation_id).first()
    if ending is None:
        return None
    key = who.opened_key
    return Shown(
        ending.say(key, "summary"), ending.say(key, "goal"), ending.version, ending.next_step, ending.next_at,
        ending.changed_by_id,
    )  # fmt: skip


def is_proposed(conversation: UUID) -> bool:
    """Whether who helps has proposed to end."""
    return Ending.objects.filter(conversation=conversation).exists()


def written_by_them(conversation: UUID) -> int:
    """How many messages those have written whom it is for."""
    rows = Message.objects.filter(conversation=conversation, audience=Audience.OPEN, author__part=Part.PERSON)
    return int(rows.count())


def who_helps(who: Who) -> str:
    """By which name, if anybody does."""
    return (
        Participant.objects.filter(pk=who.helps_id or who.id, part=Part.WORKER).values_list("name", flat=True).first()
        or ""
    )


def note_of(who: Who) -> str:
    """The counsellor's own note."""
    note = WorkerNote.objects.filter(conversation=who.conversation_id).first()
    return note.say(who.opened_key, "words") if note else ""


def how_it_was(who: Who) -> dict[str, Any]:
    """What the young person has said of it, by question; nothing before they said any."""
    said = Feedback.objects.filter(conversation=who.conversation_id).first()
    if said is None:
        return {}
    answers = {name: getattr(said, name) for name in ("was_cut_short", *SCORES)}
    return {**answers, "words": said.say(who.opened_key, "words")}


def said_before(who: Who) -> Visit | None:
    """What whom it is for wrote before they waited, if anything."""
    visit = Visit.objects.filter(conversation=who.conversation_id, visitor__user=who.user_id).first()
    return visit if visit is not None and (visit.feelings or visit.on_mind) else None


def asked_to_delete_at(conversation: UUID) -> dt.datetime | None:
    return Conversation.objects.values_list("deletion_asked_at", flat=True).get(pk=conversation)
