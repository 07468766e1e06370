"""A young person's own chats, exchanges and private talks, so that they find their way back to each."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from mhst.access.models import User
from realtime.enums import ConversationState, Part
from realtime.models import Conversation, GroupRoom, Participant, Visitor
from realtime.queries.group_room import is_for

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


def open_talks(user: User) -> list[Conversation]:
    """Private talks beside a room that go on."""
    rows = _mine(user).filter(conversation__aside__isnull=False, conversation__state=ConversationState.OPEN)
    return [who.conversation for who in rows]


def _mine(user: User) -> Any:
    rows = Participant.objects.filter(user=user, part=Part.PERSON, left_at=None)
    rows = rows.exclude(conversation__state=ConversationState.ERASED)
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
