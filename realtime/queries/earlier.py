"""A young person's own chats, exchanges and private talks, so that they find their way back to each."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse

from mhst.access.models import User
from realtime.enums import ConversationState, Part, VisitState
from realtime.models import Conversation, GroupRoom, Participant, Visitor
from realtime.queries.group_room import is_for
from realtime.queries.letter import LETTERS, newest, said_in

A_PAGE = 20


@dataclass(frozen=True)
class Earlier:
    """One of them, and where it is read. `title` is that of a room; `answered` says that a wish to delete it was."""

    conversation: Conversation
    title: str
    address: str
    helped: str
    is_answered: bool

    @property
    def kind(self) -> str:
        return self.conversation.kind

    @property
    def is_open(self) -> bool:
        return self.conversation.state == ConversationState.OPEN


def of(user: User, visitor: Visitor, number: Any = 1) -> "Page[Any]":
    """Those that they can read, the newest first; those that were erased are gone."""
    page = Paginator(_mine(user), A_PAGE).get_page(number)
    page.object_list = [_one(who.conversation, visitor) for who in page.object_list]
    return page


def has_any(user: User) -> bool:
    return bool(_mine(user).exists())


@dataclass(frozen=True)
class Open:
    """What goes on though nobody waits in it. `is_answered` where we wrote last; in a chat, since they stopped it.
    `has_written` is whether they have written in it themselves."""

    conversation: Conversation
    is_stopped: bool
    is_answered: bool
    has_written: bool

    @property
    def is_letters(self) -> bool:
        return self.conversation.kind == LETTERS


def open_talks(user: User) -> list[Open]:
    """Private talks beside a room, messages between visits that we have answered, and chats that go on though they
    have stopped them, because they may be in danger."""
    stopped = Q(conversation__visit__state=VisitState.CLOSED)
    which = stopped | Q(conversation__aside__isnull=False) | Q(conversation__kind=LETTERS)
    rows = _mine(user).filter(which, conversation__state=ConversationState.OPEN)
    last = newest("conversation")
    rows = rows.annotate(
        wrote=Subquery(last.values("author__part")[:1]), at=Subquery(last.values("created_at")[:1]),
        stopped_at=F("conversation__visit__ended_at"),
        has_written=Exists(said_in(OuterRef("conversation")).filter(author__user=user)),
    )  # fmt: skip
    found = [Open(who.conversation, who.stopped_at is not None, _is_answered(who), who.has_written) for who in rows]
    return [one for one in found if one.is_answered or not one.is_letters]


def _is_answered(who: Any) -> bool:
    by_us = who.wrote is not None and who.wrote != Part.PERSON
    return by_us and (who.stopped_at is None or who.at > who.stopped_at)


def _mine(user: User) -> Any:
    rows = Participant.objects.filter(user=user, part=Part.PERSON, left_at=None)
    rows = rows.exclude(conversation__state=ConversationState.ERASED)
    rows = rows.exclude(~Exists(said_in(OuterRef("conversation"))), conversation__kind=LETTERS)
    told = ("conversation__group_room", "conversation__helps", "conversation__deletion_decision")
    return rows.select_related(*told).order_by("-joined_at", "pk")


def _one(conversation: Conversation, visitor: Visitor) -> Earlier:
    room: GroupRoom | None = getattr(conversation, "group_room", None)
    if room is None:
        address = reverse("conversation", args=[conversation.pk])
    else:
        address = reverse("talk-room", args=[room.pk]) if is_for(room, visitor) else ""
    helped = conversation.helps.name if conversation.helps else ""
    answered = getattr(conversation, "deletion_decision", None) is not None
    return Earlier(conversation, room.title if room else "", address, helped, answered)
