"""What young people said after a chat that somebody must act on: it was cut short, or they want it deleted."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from mhst.access import check
from mhst.access.models import User
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from realtime.enums import ConversationState, Part, RetentionKind
from realtime.models import Conversation, DeletionDecision, Destruction, Feedback, Participant

A_PAGE = 30


@dataclass(frozen=True)
class After:
    """One chat that somebody must act on, by the names that were used in it."""

    conversation: Conversation
    person: str
    helped: str
    feedback: Feedback | None = None


@dataclass(frozen=True)
class Answer:
    """What became of a wish to delete, as it stands now: what one person granted, another may have kept since."""

    decision: DeletionDecision
    known: Destruction | None
    was_lifted: bool

    @property
    def is_kept(self) -> bool:
        return bool(self.known and self.known.kept_because) or not (self.decision.is_granted or self.was_lifted)

    @property
    def is_kept_after_all(self) -> bool:
        return self.is_kept and self.decision.is_granted

    @property
    def is_asked_again(self) -> bool:
        """It was kept, and is no longer: two people agree from the beginning."""
        return self.was_lifted and not self.is_kept

    @property
    def kept_because(self) -> str:
        return (self.known.kept_because if self.known else "") or self.decision.kept_because


def cut_short(viewer: User, number: Any = 1) -> "Page[Any]":
    """Nobody has followed these up yet; the oldest first."""
    page = Paginator(_cut_short(viewer).order_by("created_at", "pk"), A_PAGE).get_page(number)
    page.object_list = _with_names(page.object_list)
    return page


def deletions(viewer: User, number: Any = 1) -> "Page[Any]":
    """Nobody has decided about these yet; the oldest first."""
    rows = _deletions(viewer).select_related("helps").order_by("deletion_asked_at", "pk")
    page = Paginator(rows, A_PAGE).get_page(number)
    page.object_list = [_after(one, names) for one, names in _named(list(page.object_list))]
    return page


def counts(viewer: User) -> tuple[int, int]:
    """How many of each."""
    return _cut_short(viewer).count(), _deletions(viewer).count()


def get_cut_short(viewer: User, id: UUID) -> Feedback:
    """Raises: NotFound."""
    found: Feedback | None = _cut_short(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound("Somebody has followed that up already.")
    return found


def get_asked(viewer: User, id: UUID) -> Conversation:
    """Raises: NotFound."""
    found: Conversation | None = _deletions(viewer).filter(pk=id).select_related("team").first()
    if found is None:
        raise NotFound("Somebody has decided about that already.")
    return found


def said(feedback: Feedback) -> str:
    """What they wrote beside it."""
    return feedback.say(feedback.conversation.opened_key, "words")


def answer_about(conversation: UUID) -> Answer | None:
    """None before anybody has decided."""
    decision = DeletionDecision.objects.filter(conversation=conversation).first()
    if decision is None:
        return None
    known = Destruction.objects.filter(conversation=conversation).first()
    return Answer(decision, known, known is not None and known.liftings.exists())


def _cut_short(viewer: User) -> Any:
    mine = check.visible(Conversation.objects, viewer, Permission.CONVERSATION_SUPERVISE)
    rows = Feedback.objects.filter(was_cut_short=True, follow_up=None, conversation__in=mine)
    rows = rows.exclude(conversation__state=ConversationState.ERASED)
    return rows.select_related("conversation__helps")


def _deletions(viewer: User) -> Any:
    """Of kinds that are destroyed by two people; what belongs to others' records is theirs to decide."""
    rows = check.visible(Conversation.objects, viewer, Permission.CONVERSATION_ERASE)
    rows = rows.filter(deletion_asked_at__isnull=False, deletion_decision=None, kind__in=RetentionKind.values)
    return rows.exclude(state=ConversationState.ERASED)


def _with_names(rows: Any) -> list[After]:
    found = list(rows)
    by_conversation = {one.conversation_id: one for one in found}
    named = _named([one.conversation for one in found])
    return [_after(one, names, by_conversation[one.pk]) for one, names in named]


def _named(conversations: list[Conversation]) -> list[tuple[Conversation, list[str]]]:
    names: dict[UUID, list[str]] = {one.pk: [] for one in conversations}
    rows = Participant.objects.filter(conversation__in=conversations, part=Part.PERSON)
    for id, name in rows.values_list("conversation_id", "name"):
        names[id].append(name)
    return [(one, names[one.pk]) for one in conversations]


def _after(conversation: Conversation, names: list[str], feedback: Feedback | None = None) -> After:
    helped = conversation.helps.name if conversation.helps else ""
    return After(conversation, ", ".join(names), helped, feedback)
