"""Messages that young people left, to be answered between visits."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, OuterRef, Subquery, When

from mhst.access import check
from mhst.access.models import User
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from realtime.enums import Audience, ConversationState, MessageState, Part
from realtime.models import Conversation, Escalation, Message, Participant, Visitor
from realtime.queries import hours
from realtime.queries.hours import Opening
from realtime.queries.participant import Who

LETTERS = "letters"
A_PAGE = 30


@dataclass(frozen=True)
class Left:
    """One exchange of messages, and who wrote last."""

    conversation: Conversation
    name: str
    at: Any
    is_answered: bool


def open_of(visitor: Visitor) -> UUID | None:
    """The exchange of somebody that is not over."""
    rows = Participant.objects.filter(user=visitor.user_id, conversation__kind=LETTERS, left_at__isnull=True)
    return rows.filter(conversation__state=ConversationState.OPEN).values_list("conversation", flat=True).first()


def begun_of(visitor: Visitor) -> UUID | None:
    """The same, once anybody has written in it: one that staff began, because they are worried, is nothing to read
    before."""
    known = open_of(visitor)
    return known if known is not None and said_in(known).exists() else None


def said_in(conversation: Any) -> Any:
    """What was ever written in one for everybody, by either side; of a row, with `OuterRef`."""
    return Message.objects.filter(conversation=conversation, audience=Audience.OPEN)


def answered_from(who: Who) -> Opening | None:
    """Of an exchange: when the service is open to answer it. None of anything else."""
    if who.kind != LETTERS:
        return None
    visitor = Visitor.objects.select_related("service").filter(user=who.user_id).first()
    return hours.opening(visitor.service) if visitor else None


def left(viewer: User, page: Any = 1) -> "Page[Any]":
    """Exchanges of the viewer's teams, those that wait for an answer first, the oldest before."""
    last = newest()
    person = Participant.objects.filter(conversation=OuterRef("pk"), part=Part.PERSON)
    rows = check.visible(Conversation.objects, viewer, Permission.CONVERSATION_COUNSEL)
    rows = rows.filter(kind=LETTERS, state=ConversationState.OPEN).annotate(
        at=Subquery(last.values("created_at")[:1]), name=Subquery(person.values("name")[:1]),
        wrote=Subquery(_wrote()),
    )  # fmt: skip
    waits_first = Case(When(wrote=Part.PERSON, then=0), default=1)
    found = Paginator(rows.filter(Exists(last)).order_by(waits_first, "at", "pk"), A_PAGE).get_page(page)
    found.object_list = [Left(row, row.name, row.at, row.wrote != Part.PERSON) for row in found.object_list]
    return found


def quiet(before: dt.datetime) -> list[Conversation]:
    """Exchanges that we have answered, or that hold no words any more, and in which nothing was said since; none that
    waits for us, and none in which somebody may be in danger."""
    rows = Conversation.objects.filter(kind=LETTERS, state=ConversationState.OPEN, created_at__lt=before)
    rows = rows.exclude(pk__in=Escalation.objects.open().values("conversation"))
    rows = rows.annotate(at=Subquery(newest().values("created_at")[:1]), wrote=Subquery(_wrote()))
    return list(rows.exclude(at__gte=before).exclude(wrote=Part.PERSON))


def newest(of: str = "pk") -> Any:
    """What was said last in the conversation `of` a row, and not taken back."""
    said = Message.objects.filter(conversation=OuterRef(of), audience=Audience.OPEN)
    return said.exclude(state=MessageState.WITHDRAWN).order_by("-created_at")


def _wrote() -> Any:
    return newest().values("author__part")[:1]


def get_left(viewer: User, id: UUID) -> Conversation:
    """Raises: NotFound."""
    rows = check.visible(Conversation.objects, viewer, Permission.CONVERSATION_COUNSEL)
    found: Conversation | None = rows.filter(kind=LETTERS, pk=id).first()
    if found is None:
        raise NotFound
    return found
