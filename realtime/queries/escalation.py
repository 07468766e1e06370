"""Chats in which somebody may be in danger, and how far what is done about it has come."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from realtime.enums import EscalationStepKind, Part
from realtime.models import ClosingWords, Escalation, EscalationStep, FirstWords, Flag, Participant, Visitor

#: By when after it was raised each step should be done.
DUE = {
    EscalationStepKind.CONSULTED: dt.timedelta(minutes=5),
    EscalationStepKind.TOLD: dt.timedelta(minutes=20),
    EscalationStepKind.CONTACT: dt.timedelta(minutes=30),
    EscalationStepKind.OUTCOME: dt.timedelta(hours=24),
}


#: A step that is late is told of again so often, until it is written down as done; then it stands on the board alone.
AGAIN, MOST_TELLINGS = dt.timedelta(minutes=10), 6
#: Whoever says that they are on it is left to it for so long.
LEFT_TO_IT = dt.timedelta(minutes=30)


@dataclass(frozen=True)
class Step:
    """One line of the checklist."""

    kind: EscalationStepKind
    due_at: dt.datetime
    done: EscalationStep | None

    @property
    def is_late(self) -> bool:
        return self.done is None and self.due_at <= clock.now()


def is_open(conversation: UUID) -> bool:
    return Escalation.objects.open().filter(conversation=conversation).exists()


def open_in(conversation: UUID) -> list[Escalation]:
    """One for each person who may be in danger, the longest open first."""
    rows = Escalation.objects.open().filter(conversation=conversation).select_related("about")
    return list(rows.order_by("raised_at"))


def was_raised(conversation: UUID) -> bool:
    """Whether somebody in it was ever thought to be in danger."""
    return Escalation.objects.filter(conversation=conversation).exists()


def asks_for_a_look(conversation: UUID) -> bool:
    """Whether there is something in it that whoever supervises may have to read after its end."""
    marks = (
        Flag.objects.filter(message__conversation=conversation),
        ClosingWords.objects.filter(author__conversation=conversation),
        FirstWords.objects.filter(visit__conversation=conversation).exclude(kind=""),
    )
    return was_raised(conversation) or any(rows.exists() for rows in marks)


def standing_in(conversation: UUID) -> list[tuple[Escalation, "Step | None"]]:
    """The open ones, each with what is to be done next, for the pages of the words they are about."""
    rows = Escalation.objects.open().filter(conversation=conversation).select_related("about", "raised_by", "lead")
    return [(one, next_of(one)) for one in rows.order_by("raised_at")]


def people_in(conversation: UUID) -> list[Participant]:
    """About whom it can be: those for whom the conversation is, also when they have left."""
    return list(Participant.objects.filter(conversation=conversation, part=Part.PERSON).order_by("joined_at"))


def get_visible(viewer: User, id: UUID) -> Escalation:
    """For whoever is in the chat as staff, and whoever supervises. Raises: NotFound."""
    rows = Escalation.objects.filter(pk=id).select_related(
        "conversation", "about", "raised_by", "lead", "closed_by", "on_it_by"
    )
    found: Escalation | None = rows.first()
    if found is None or not (is_in(found, viewer) or check.can(viewer, Permission.CONVERSATION_SUPERVISE, found)):
        raise NotFound
    return found


def visitor_of(escalation: Escalation) -> Visitor | None:
    """Under which nickname whom it is about comes to counselling, if they do."""
    return Visitor.objects.filter(user=escalation.about.user_id).first() if escalation.about else None


def is_in(escalation: Escalation, viewer: User) -> bool:
    """Whether the viewer is in the chat as staff."""
    return escalation.conversation.participants.filter(user=viewer, left_at=None).exclude(part=Part.PERSON).exists()


def steps_of(escalation: Escalation) -> list[Step]:
    """The checklist, in its order."""
    done = {step.kind: step for step in escalation.steps.select_related("done_by")}
    return [Step(kind, escalation.raised_at + DUE[kind], done.get(kind)) for kind in EscalationStepKind]


def next_of(escalation: Escalation) -> Step | None:
    """What is to be done now."""
    return next((step for step in steps_of(escalation) if step.done is None), None)


def open_for(viewer: User) -> Any:
    """Those the viewer answers for, the longest open first."""
    rows = check.visible(Escalation.objects.open(), viewer, Permission.CONVERSATION_SUPERVISE)
    return (
        rows.select_related("conversation", "about", "raised_by", "lead")
        .prefetch_related("steps")
        .order_by("raised_at")
    )


def late(now: dt.datetime) -> list[tuple[Escalation, EscalationStepKind, int]]:
    """Each open one whose next step is late, and the how-manieth telling of it is due now, counted from 1."""
    rows = Escalation.objects.open().select_related("conversation__team__led_by").prefetch_related("steps")
    return [(one, kind, number) for one in rows for kind, number in _late_steps(one, now)]


def _late_steps(escalation: Escalation, now: dt.datetime) -> list[tuple[EscalationStepKind, int]]:
    done = {step.kind for step in escalation.steps.all()}
    kind = next((each for each in EscalationStepKind if each not in done), None)
    if escalation.on_it_at is not None and now < escalation.on_it_at + LEFT_TO_IT:
        return []
    if kind is None or (since := now - escalation.raised_at - DUE[kind]) < dt.timedelta(0):
        return []
    number = since // AGAIN + 1
    return [(kind, number)] if number <= MOST_TELLINGS else []
