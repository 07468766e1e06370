"""Words of young people that who helps has not read yet, whatever they say."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, Q
from django.db.models.functions import Coalesce, Greatest

from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.core import clock
from mhst.places.models import Team
from realtime.enums import Audience, ConversationState, EventKind, MessageState, Part
from realtime.models import Event
from sessions_app.queries.duty import on_duty

#: So long may words wait before they ring on the counsellor's own page, and before who leads is told.
RINGS_AFTER, LEAD_AFTER = dt.timedelta(minutes=2), dt.timedelta(minutes=5)


@dataclass(frozen=True)
class Unread:
    """How many messages nobody has read, and since when the oldest waits."""

    count: int
    oldest: dt.datetime

    @property
    def waits(self) -> dt.timedelta:
        return clock.now() - self.oldest

    @property
    def minutes(self) -> int:
        return int(self.waits.total_seconds() // 60)

    @property
    def rings(self) -> bool:
        return self.waits >= RINGS_AFTER


def of(conversations: Iterable[UUID]) -> dict[UUID, Unread]:
    """Of these, by conversation; those where all is read are left out. One query."""
    return _counted(_unread().filter(stream__conversation__in=set(conversations)))


def too_long() -> dict[UUID, Unread]:
    """All that have waited for five minutes or more, by conversation."""
    until = clock.now() - LEAD_AFTER
    return {id: unread for id, unread in _counted(_unread()).items() if unread.oldest <= until}


def lead_of(team: Team, without: UUID | None = None) -> User | None:
    """Who leads now, `without` somebody who cannot lead what they have raised themselves: whoever's turn the team's
    duty list says; else its safeguarding lead, supervisor or manager."""
    if turn := on_duty(team).exclude(user=without).first():
        return turn.user
    held = Q(role=RoleName.SAFEGUARDING_LEAD) & (Q(team=team) | Q(organisation=team.led_by_id))
    for who in (held, Q(role=RoleName.SUPERVISOR, team=team), Q(role=RoleName.TEAM_MANAGER, team=team)):
        rows = Membership.objects.current().filter(who, user__is_active=True).exclude(user=without)
        if first := rows.select_related("user").order_by("starts_on", "pk").first():
            return first.user
    return None


def _unread() -> Any:
    rows = Event.objects.filter(
        kind=EventKind.MESSAGE, stream__audience=Audience.OPEN, stream__conversation__state=ConversationState.OPEN,
        message__author__part=Part.PERSON, message__state=MessageState.SHOWN,
    )  # fmt: skip
    talk = "stream__conversation"
    # an epoch has a conversation in which one helps; a private talk waits for that
    rows = rows.filter(Q(**{f"{talk}__epoch__gt": 0}) | Q(**{f"{talk}__aside__isnull": False}))
    # what was read before a hand-over stays read; where nobody helps now, nothing else is
    read = Greatest(F(f"{talk}__read_before"), Coalesce(F(f"{talk}__helps__lease__read_seq"), 0))
    return rows.annotate(read=read).filter(seq__gt=F("read"))


def _counted(rows: Any) -> dict[UUID, Unread]:
    counted = rows.order_by().values_list("stream__conversation").annotate(Count("pk"), Min("at"))
    return {id: Unread(count, oldest) for id, count, oldest in counted}
