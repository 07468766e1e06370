"""The evening as whoever leads it sees it: chats, waits, who has how much to do. No word of anybody's."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from realtime.enums import HELD_VISITS, ConversationState, GroupRoomState, Part, VisitState
from realtime.models import Conversation, Escalation, GroupRoom, Participant, Service, UnreadAlarm, Visit
from realtime.queries import afterwards, alone, booking, escalation, first_words, flag, group_room, hours, shift, unread
from realtime.queries import waiting as waiting_beside
from realtime.queries.booking import Due
from realtime.queries.unread import Unread
from realtime.queries.waiting import Waiting

GROUP_ROOM = "group_room"


@dataclass(frozen=True)
class Chat:
    """One open chat."""

    conversation: Conversation
    person: str
    helps: str
    looks_in: list[str]
    unread: Unread | None
    flags: int
    told: UnreadAlarm | None
    is_escalated: bool
    i_am_in: bool
    away_since: dt.datetime | None
    away_told: alone.Told | None
    off_shift_since: dt.datetime | None

    @property
    def is_away_too_long(self) -> bool:
        return self.away_since is not None and alone.too_long_away(self.away_since)


@dataclass(frozen=True)
class Over:
    """One chat that has ended, and is not over for us: nobody has answered what is marked in it, or somebody may be in
    danger."""

    conversation: Conversation
    person: str
    helped: str
    was_stopped: bool
    flags: int
    is_escalated: bool
    i_am_in: bool


@dataclass(frozen=True)
class Wait:
    """The queue of one service."""

    service: Service
    waiting: int
    longest: dt.timedelta | None

    @property
    def minutes(self) -> int:
        return int(self.longest.total_seconds() // 60) if self.longest else 0


@dataclass(frozen=True)
class OnShift:
    """One counsellor of a service with their load."""

    service: Service
    counsellor: User
    held: int
    most: int
    rings: int
    away_since: dt.datetime | None

    @property
    def is_away_too_long(self) -> bool:
        return self.away_since is not None and alone.too_long_away(self.away_since)

    @property
    def is_overloaded(self) -> bool:
        """Has as much as the shift allows, or cannot keep up with what is written."""
        return self.held >= self.most or self.rings > 0


@dataclass(frozen=True)
class Board:
    chats: list[Chat]
    over: list[Over]
    waits: list[Wait]
    on_shift: list[OnShift]
    escalations: list[Escalation]
    flags: int
    oldest_flag: dt.datetime | None
    before: int
    oldest_before: dt.datetime | None
    rooms: list[GroupRoom]
    booked: list[Due]
    cut_short: int
    deletions: int
    also: Waiting


def board(viewer: User) -> Board:
    """All that the viewer leads. A fixed number of queries for each service, whatever their number of chats."""
    rows = check.visible(Conversation.objects, viewer, Permission.CONVERSATION_SUPERVISE)
    here = Prefetch("participants", Participant.objects.filter(Q(left_at=None) | Q(part=Part.PERSON)), to_attr="here")
    talks = rows.filter(Q(epoch__gt=0) | Q(aside__isnull=False), state=ConversationState.OPEN)
    chats = list(talks.prefetch_related(here).order_by("created_at"))
    waiting = unread.of(chat.pk for chat in chats)
    open_ones = check.visible(Escalation.objects.open(), viewer, Permission.CONVERSATION_SUPERVISE)
    escalations = list(open_ones.select_related("about", "raised_by", "lead").order_by("raised_at"))
    told = {
        a.conversation_id: a
        for a in UnreadAlarm.objects.filter(conversation__in=waiting).select_related("told").order_by("told_at")
    }
    services = check.visible(Service.objects.select_related("team"), viewer, Permission.CONVERSATION_SUPERVISE)
    flags = flag.unanswered_in(viewer)
    away = alone.since(chat.pk for chat in chats)
    away_told = alone.told(away)
    over = shift.over_in(chat.pk for chat in chats)
    escalated = {e.conversation_id for e in escalations}
    shown = [_chat(chat, viewer, waiting, flags, told, escalated, away, away_told, over) for chat in chats]
    return Board(
        shown, _over(viewer, flags, escalated),
        *_of_services(list(services.order_by("team__name")), waiting, away), escalations,
        sum(map(len, flags.values())), min((each[0] for each in flags.values()), default=None),
        *first_words.count(viewer),
        [room for room in group_room.rooms(viewer) if room.state == GroupRoomState.OPEN],
        booking.today_for(viewer), *afterwards.counts(viewer),
        waiting_beside.of(viewer, Permission.CONVERSATION_SUPERVISE),
    )  # fmt: skip


def get_visible(viewer: User, id: UUID) -> Conversation:
    """One chat that the viewer leads: open, or one in which something asks for them. Raises: NotFound."""
    rows = check.visible(Conversation.objects, viewer, Permission.CONVERSATION_SUPERVISE)
    found: Conversation | None = rows.filter(pk=id).exclude(state=ConversationState.ERASED).first()
    if found is None or not (found.state == ConversationState.OPEN or escalation.asks_for_a_look(id)):
        raise NotFound
    return found


def _chat(
    chat: Any, viewer: User, waiting: dict[UUID, Unread], flags: dict[UUID, list[dt.datetime]],
    told: dict[UUID, UnreadAlarm], escalated: set[UUID], away: dict[UUID, dt.datetime],
    away_told: dict[UUID, alone.Told], over: dict[UUID, dt.datetime],
) -> Chat:  # fmt: skip
    alarm = told.get(chat.pk)
    return Chat(
        chat,
        ", ".join(one.name for one in chat.here if one.part == Part.PERSON),
        next((one.name for one in chat.here if one.pk == chat.helps_id), ""),
        [one.name for one in chat.here if one.part == Part.OBSERVER],
        waiting.get(chat.pk),
        len(flags.get(chat.pk, ())),
        alarm if alarm is not None and alarm.since == waiting[chat.pk].oldest else None,
        chat.pk in escalated,
        any(one.user_id == viewer.pk and one.left_at is None for one in chat.here),
        away.get(chat.pk),
        away_told.get(chat.pk),
        over.get(chat.pk),
    )


def _over(viewer: User, flags: dict[UUID, list[dt.datetime]], escalated: set[UUID]) -> list[Over]:
    """Rooms of several are read from their own page. Two queries, however many there are."""
    asking = {*flags, *escalated}
    rows = Conversation.objects.filter(pk__in=asking, state=ConversationState.ENDED).exclude(kind=GROUP_ROOM)
    rows = rows.select_related("helps", "visit").prefetch_related("participants").order_by("ended_at")
    return [_one_over(one, viewer, len(flags.get(one.pk, ())), one.pk in escalated) for one in rows]


def _one_over(talk: Conversation, viewer: User, flags: int, is_escalated: bool) -> Over:
    people, visit = talk.participants.all(), getattr(talk, "visit", None)
    return Over(
        talk,
        ", ".join(one.name for one in people if one.part == Part.PERSON),
        talk.helps.name if talk.helps else "",
        visit is not None and visit.was_stopped,
        flags,
        is_escalated,
        any(one.user_id == viewer.pk and one.left_at is None for one in people),
    )


def _of_services(
    services: list[Service], waiting: dict[UUID, Unread], away: dict[UUID, dt.datetime]
) -> tuple[list[Wait], list[OnShift]]:
    waits, on_shift = [], []
    for service in services:
        line = Visit.objects.filter(service=service, state__in=(VisitState.WAITING, VisitState.OFFERED))
        joined = list(line.order_by("joined_at").values_list("joined_at", flat=True))
        waits.append(Wait(service, len(joined), clock.now() - joined[0] if joined else None))
        on_shift += _load(service, waiting, away)
    return waits, on_shift


def _load(service: Service, waiting: dict[UUID, Unread], away: dict[UUID, dt.datetime]) -> list[OnShift]:
    held: dict[UUID, list[UUID | None]] = {}
    rows = Visit.objects.filter(service=service, state__in=HELD_VISITS).order_by()
    for holder, conversation in rows.values_list("holder_id", "conversation_id"):
        held.setdefault(holder, []).append(conversation)
    return [
        OnShift(
            service,
            shift.counsellor,
            len(held.get(shift.counsellor_id, [])),
            shift.most,
            sum(1 for id in held.get(shift.counsellor_id, []) if id in waiting and waiting[id].rings),
            _away_since([id for id in held.get(shift.counsellor_id, []) if id], away),
        )
        for shift in hours.on_shift(service)
    ]


def _away_since(chats: list[UUID], away: dict[UUID, dt.datetime]) -> dt.datetime | None:
    """Since when somebody is in none of their chats; None where they are in one, or have none."""
    return max((away[id] for id in chats), default=None) if all(id in away for id in chats) else None
