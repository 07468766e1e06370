"""What a counsellor has before them: their chats, whose turn it is, and what was before."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.crypto import KeyRing
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from realtime.enums import HELD_VISITS, ConversationState, Part, VisitState
from realtime.models import Conversation, Participant, Service, Visit
from realtime.queries import first_words, flag, hours
from realtime.queries import participant as people
from realtime.queries.participant import Who

A_PAGE = 3


@dataclass(frozen=True)
class Before:
    """An earlier chat of the same young person, as both wrote it down."""

    visit: Visit
    conversation: Conversation
    summary: str
    goal: str
    note: str


def services_of(viewer: User) -> list[Service]:
    """Where the viewer counsels."""
    rows = check.visible(Service.objects.select_related("team"), viewer, Permission.CONVERSATION_COUNSEL)
    return list(rows.order_by("team__name"))


def chats_of(viewer: User) -> list[Who]:
    """As what the viewer is in the chats they have now, those first that they have had longest."""
    rows = Participant.objects.filter(
        user=viewer, part=Part.WORKER, left_at=None, conversation__state=ConversationState.OPEN,
        conversation__epoch__gt=0,
    )  # fmt: skip
    ids = list(rows.order_by("joined_at").values_list("conversation_id", flat=True))
    found = people.of(viewer, ids)
    return [found[id] for id in ids]


def offered_to(viewer: User) -> Visit | None:
    """Whom the viewer is offered at this moment."""
    rows = Visit.objects.filter(holder=viewer, state=VisitState.OFFERED, offered_until__gt=clock.now())
    found: Visit | None = rows.select_related("visitor__user", "service").first()
    return found


def visit_of(conversation: UUID) -> Visit | None:
    """The visit that this chat began with, if it did."""
    rows = Visit.objects.filter(conversation=conversation).select_related("visitor__user", "service", "holder")
    found: Visit | None = rows.first()
    return found


def held_of(viewer: User, conversation: UUID) -> Visit | None:
    """The same, where the viewer counsels in it."""
    return Visit.objects.filter(conversation=conversation, holder=viewer, state__in=HELD_VISITS).first()


def visits_of(conversations: list[UUID]) -> dict[UUID, Visit]:
    """The same of many. One query."""
    rows = Visit.objects.filter(conversation__in=conversations).select_related("service", "visitor")
    return {visit.conversation_id: visit for visit in rows}


def marked_in(conversations: list[UUID]) -> dict[UUID, list[UUID]]:
    """Of these, by conversation: the marks that nobody has answered, in it and in what was said before it. Two
    queries."""
    found, before = flag.open_in(conversations), first_words.marked_in(conversations)
    return {id: [*([before[id]] if id in before else []), *found.get(id, [])] for id in found.keys() | before.keys()}


def stopped(viewer: User) -> list[Visit]:
    """The viewer's chats of the last day that young people stopped, and about which nothing is written down yet."""
    rows = Visit.objects.filter(
        holder=viewer, was_stopped=True, ended_at__gte=clock.now() - dt.timedelta(days=1),
        conversation__state=ConversationState.ENDED, conversation__worker_note=None,
    )  # fmt: skip
    return list(rows.select_related("visitor__user").order_by("ended_at"))


def get_held(viewer: User, id: UUID) -> Visit:
    """One that the viewer counsels or is offered. Raises: NotFound."""
    rows = Visit.objects.filter(pk=id, holder=viewer, state__in=HELD_VISITS).select_related("visitor__user", "service")
    found: Visit | None = rows.first()
    if found is None:
        raise NotFound
    return found


def before(visit: Visit, number: Any = 1) -> "Page[Any]":
    """What was kept of the same young person's chats, the last three first; those that were erased are left out."""
    rows = Visit.objects.filter(visitor=visit.visitor_id, state=VisitState.CLOSED)
    rows = rows.exclude(conversation__state=ConversationState.ERASED).exclude(pk=visit.pk)
    rows = rows.select_related("conversation__ending", "conversation__worker_note", "holder")
    page = Paginator(rows.order_by("-claimed_at", "pk"), A_PAGE).get_page(number)
    page.object_list = [_before(one) for one in page.object_list]
    return page


def _before(visit: Visit) -> Before:
    assert visit.conversation is not None
    key = visit.conversation.opened_key
    ending, note = _kept(visit.conversation, "ending"), _kept(visit.conversation, "worker_note")
    return Before(
        visit, visit.conversation, _said(ending, key, "summary"), _said(ending, key, "goal"), _said(note, key, "words")
    )


def _kept(conversation: Conversation, name: str) -> Any:
    return getattr(conversation, name) if hasattr(conversation, name) else None


def _said(row: Any, key: KeyRing, column: str) -> str:
    return row.say(key, column) if row is not None else ""


def to_hand_to(conversation: Conversation) -> list[User]:
    """Who is on shift in the same team and does not help in it already."""
    service = Service.objects.filter(team=conversation.team_id).first()
    on = [shift.counsellor for shift in hours.on_shift(service)] if service else []
    return [user for user in on if conversation.helps is None or user.pk != conversation.helps.user_id]


def to_lead(viewer: User, id: UUID) -> Conversation:
    """One that the viewer is in, or that they supervise. Raises: NotFound."""
    mine = Participant.objects.filter(user=viewer, left_at=None).values("conversation")
    led = check.visible(Conversation.objects, viewer, Permission.CONVERSATION_SUPERVISE)
    rows = Conversation.objects.filter(Q(pk__in=mine) | Q(pk__in=led.values("pk")), pk=id)
    found: Conversation | None = rows.select_related("helps__user", "team").first()
    if found is None:
        raise NotFound
    return found
