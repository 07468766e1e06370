"""Who was helped online, and when: what those who count people need to know of counselling, and no more."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from mhst.core import clock
from realtime.dates import Staffed, blocks_of
from realtime.enums import Audience, MessageState, Part
from realtime.models import Message, Participant, Service, Shift, SpecialHours, Visit, Visitor, WeeklyHours
from realtime.queries.hours import hours_of
from realtime.queries.letter import LETTERS


@dataclass(frozen=True)
class Helped:
    """Somebody under a nickname was helped: in a chat, by an answer, or among others."""

    id: UUID
    visitor: Visitor
    team_id: UUID
    at: dt.datetime


class Hours(NamedTuple):
    """On one date, in minutes after midnight."""

    on: dt.date
    opens: int
    closes: int


@dataclass(frozen=True)
class Offered:
    """What anybody can look up: whom a service is for, when it is open, and when besides anybody was on shift. Neither
    of one without weekly hours, where people only write; nor shifts of one that nobody was ever put on."""

    youngest: int
    oldest: int
    hours: tuple[Hours, ...] | None
    staffed: tuple[Hours, ...] | None


def offered(team: UUID, first: dt.date, last: dt.date) -> Offered | None:
    """Of the service of a team, if it has one, on every date between these. Five queries."""
    service = Service.objects.filter(team=team).first()
    if service is None:
        return None
    weekly = {row.weekday: row for row in WeeklyHours.objects.filter(service=service)}
    if not weekly:
        return Offered(service.youngest, service.oldest, None, None)
    special = {row.on: row for row in SpecialHours.objects.filter(service=service, on__range=(first, last))}
    dates = [first + dt.timedelta(days=day) for day in range((last - first).days + 1)]
    by_date = {on: hours_of(special.get(on, weekly.get(on.weekday()))) for on in dates}
    hours = tuple(Hours(on, told.opens, told.closes) for on, told in by_date.items() if told)
    return Offered(service.youngest, service.oldest, hours, _staffed(service, by_date))


def youngest(team: Any) -> Coalesce:
    """From which age on the service of a team is for anybody, within a question of who counts; from 0 without one."""
    return Coalesce(Service.objects.filter(team=team).values("youngest")[:1], 0)


def _staffed(service: Service, by_date: Mapping[dt.date, Any]) -> tuple[Hours, ...] | None:
    """By everybody who was there then, also those who have left since."""
    rota = Shift.objects.filter(service=service, on__lte=max(by_date))
    if not rota.exists():
        return None
    shifts: dict[dt.date, list[Staffed]] = {}
    there = Q(counsellor__left_at__isnull=True) | Q(counsellor__left_at__date__gte=F("on"))
    for on, starts, ends in rota.filter(there, on__gte=min(by_date)).values_list("on", "starts", "ends"):
        shifts.setdefault(on, []).append(Staffed(starts, ends))
    blocks = (block for on, hours in by_date.items() for block in blocks_of(on, hours, shifts.get(on, ())))
    return tuple(Hours(block.on, block.opens, block.closes) for block in blocks)


def chats(date: dt.date) -> Iterator[Helped]:
    """Every chat that began on that day, for the machine. One query."""
    rows = Visit.objects.filter(claimed_at__gte=_start(date), claimed_at__lt=_start(date + dt.timedelta(days=1)))
    for row in rows.select_related("visitor", "service"):
        yield Helped(row.pk, row.visitor, row.service.team_id, row.claimed_at)


def answers(date: dt.date) -> Iterator[Helped]:
    """Every answer to a message that somebody left. Two queries."""
    rows = _answers().filter(created_at__gte=_start(date), created_at__lt=_start(date + dt.timedelta(days=1)))
    rows = list(rows.values_list("pk", "conversation", "created_at"))
    people = _visitors(conversation for _, conversation, _ in rows)
    for id, conversation, at in rows:
        if conversation in people:
            visitor = people[conversation]
            yield Helped(id, visitor, visitor.service.team_id, at)


def in_rooms(date: dt.date) -> Iterator[Helped]:
    """Everybody who came into a group room on that day. One query."""
    rows = _in_rooms().filter(joined_at__gte=_start(date), joined_at__lt=_start(date + dt.timedelta(days=1)))
    for row in rows.select_related("user__visitor", "conversation__group_room"):
        yield Helped(row.pk, row.user.visitor, row.conversation.group_room.team_id, row.joined_at)


def said_in(conversations: Iterable[UUID]) -> dict[UUID, list[tuple[UUID, dt.datetime]]]:
    """By conversation, which participant said something to all and when, in order. One query."""
    rows = Message.objects.filter(conversation__in=list(conversations), audience=Audience.OPEN)
    found: dict[UUID, list[tuple[UUID, dt.datetime]]] = {}
    for conversation, author, at in rows.order_by("created_at").values_list("conversation", "author", "created_at"):
        found.setdefault(conversation, []).append((author, at))
    return found


def days_written_since(moment: dt.datetime | None) -> set[dt.date]:
    """The days on which any of it happened, at that moment or later. None: ever."""
    told = ((Visit.objects.all(), "claimed_at"), (_answers(), "created_at"), (_in_rooms(), "joined_at"))
    since = moment or dt.datetime(1, 1, 2, tzinfo=dt.UTC)
    moments = (rows.filter(**{f"{name}__gte": since}).values_list(name, flat=True) for rows, name in told)
    return {at.astimezone(clock.LONDON).date() for found in moments for at in found}


def _answers() -> Any:
    rows = Message.objects.filter(conversation__kind=LETTERS, audience=Audience.OPEN, state=MessageState.SHOWN)
    return rows.exclude(author__part=Part.PERSON).order_by("created_at")  # who supervises may answer too


def _in_rooms() -> Any:
    rows = Participant.objects.filter(part=Part.PERSON, conversation__group_room__isnull=False)
    return rows.filter(user__visitor__isnull=False)


def _visitors(conversations: Any) -> dict[UUID, Visitor]:
    rows = Participant.objects.filter(conversation__in=set(conversations), part=Part.PERSON)
    rows = rows.filter(user__visitor__isnull=False).select_related("user__visitor__service")
    return {row.conversation_id: row.user.visitor for row in rows}


def _start(date: dt.date) -> dt.datetime:
    return dt.datetime.combine(date, dt.time(), tzinfo=clock.LONDON)
