"""Who was helped online, and when: what those who count people need to know of counselling, and no more."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from mhst.core import clock
from realtime.enums import Audience, MessageState, Part
from realtime.models import Message, Participant, Service, SpecialHours, Visit, Visitor, WeeklyHours
from realtime.queries.letter import LETTERS


@dataclass(frozen=True)
class Helped:
    """Somebody under a nickname was helped: in a chat, by an answer, or among others."""

    id: UUID
    visitor: Visitor
    team_id: UUID
    at: dt.datetime


class Hours(NamedTuple):
    """On one day of the week, in minutes after midnight."""

    weekday: int
    opens: int
    closes: int


@dataclass(frozen=True)
class Offered:
    """What is told on the way in: whom a service is for, and when it is open."""

    youngest: int
    oldest: int
    hours: tuple[Hours, ...]


def offered(team: UUID, first: dt.date, last: dt.date) -> Offered | None:
    """Of the service of a team, if it has one: its weekly hours, if it has any, and those of special dates between
    these. Three queries."""
    service = Service.objects.filter(team=team).first()
    if service is None:
        return None
    weekly = [Hours(row.weekday, row.opens, row.closes) for row in WeeklyHours.objects.filter(service=service)]
    special = SpecialHours.objects.filter(service=service, on__range=(first, last), opens__isnull=False)
    once = [Hours(on.weekday(), *told) for on, *told in special.values_list("on", "opens", "closes")] if weekly else []
    return Offered(service.youngest, service.oldest, (*weekly, *once))


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
