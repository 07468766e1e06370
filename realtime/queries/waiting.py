"""What waits for somebody of the team beside the chats: messages that were left, and private talks.

Counts and ages, and no word of anybody's.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, Subquery

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.permissions import Permission
from realtime.enums import Audience, ConversationState, MessageState, Part
from realtime.models import Aside, Conversation, Message, Service
from realtime.queries import hours
from realtime.queries.letter import LETTERS
from realtime.queries.unread import LEAD_AFTER, RINGS_AFTER


@dataclass(frozen=True)
class Waits:
    """How many, and since when the oldest has waited."""

    count: int = 0
    oldest: dt.datetime | None = None

    @property
    def minutes(self) -> int:
        return int((clock.now() - self.oldest).total_seconds() // 60) if self.oldest else 0

    @property
    def rings(self) -> bool:
        return self.oldest is not None and clock.now() - self.oldest >= RINGS_AFTER


@dataclass(frozen=True)
class Waiting:
    letters: Waits
    asides: Waits


def of(viewer: User, permission: Permission) -> Waiting:
    """Of the teams in which the viewer may do this. Two queries."""
    mine = check.visible(Conversation.objects, viewer, permission)
    return Waiting(_counted(_letters(mine)), _counted(_asides(mine)))


def late_asides() -> list[Aside]:
    """Private talks that nobody has gone into for five minutes."""
    rows = _asides(Conversation.objects.all()).filter(created_at__lte=clock.now() - LEAD_AFTER)
    return list(rows.select_related("conversation__team__led_by"))


def late_letters() -> list[tuple[Service, dt.datetime]]:
    """Of each service that is open now: since when the oldest message has waited, for five minutes or more."""
    found = []
    for service in Service.objects.select_related("team__led_by"):
        oldest = _counted(_letters(Conversation.objects.filter(team=service.team_id))).oldest
        if oldest is not None and oldest <= clock.now() - LEAD_AFTER and hours.opening(service).is_open:
            found.append((service, oldest))
    return found


def _letters(conversations: Any) -> Any:
    """Their words that nobody of the staff has answered."""
    mine = conversations.filter(kind=LETTERS, state=ConversationState.OPEN).order_by().values("pk")
    said = Message.objects.filter(audience=Audience.OPEN).exclude(state=MessageState.WITHDRAWN)
    ours = said.filter(conversation=OuterRef("conversation")).exclude(author__part=Part.PERSON)
    answered = Subquery(ours.order_by("-created_at").values("created_at")[:1])
    rows = said.filter(conversation__in=mine, author__part=Part.PERSON).annotate(answered=answered)
    return rows.filter(Q(answered=None) | Q(created_at__gt=answered))


def _asides(conversations: Any) -> Any:
    mine = conversations.filter(state=ConversationState.OPEN, helps=None).order_by().values("pk")
    return Aside.objects.filter(conversation__in=mine)


def _counted(rows: Any) -> Waits:
    found = rows.order_by().aggregate(count=Count("conversation", distinct=True), oldest=Min("created_at"))
    return Waits(found["count"], found["oldest"])
