"""Who waits, whose turn it is, and who is with whom."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from realtime.enums import HELD_VISITS, OPEN_VISITS, BookingState, ConversationState, Part, VisitState
from realtime.models import Participant, Service, Shift, Visit, Visitor
from realtime.queries import booking as bookings
from realtime.queries import hours


def get_offered(viewer: User, id: UUID) -> Visit:
    """One that is or was offered to the viewer. Raises: NotFound."""
    rows = Visit.objects.filter(service__in=check.visible(Service.objects, viewer, Permission.CONVERSATION_COUNSEL))
    found = rows.filter(pk=id).select_related("service", "visitor__user").first()
    if found is None or found.holder_id not in {None, viewer.pk}:
        raise NotFound
    return found


def get_waiting(viewer: User, id: UUID) -> Visit:
    """One in a queue that the viewer supervises. Raises: NotFound."""
    rows = check.visible(Visit.objects, viewer, Permission.CONVERSATION_SUPERVISE)
    found: Visit | None = rows.filter(pk=id).select_related("service", "visitor__user").first()
    if found is None:
        raise NotFound
    return found


def open_of(visitor: Visitor) -> Visit | None:
    """Where somebody stands now, if they came to talk and it is not over."""
    rows = Visit.objects.filter(visitor=visitor, state__in=OPEN_VISITS)
    return rows.select_related("service", "conversation", "held_place").first()


def newest_of(visitor: Visitor) -> Visit | None:
    """The last time they came, over or not."""
    rows = Visit.objects.filter(visitor=visitor).select_related("service", "conversation", "held_place")
    return rows.order_by("-joined_at").first()


def last_chat_of(visitor: Visitor) -> Visit | None:
    """The last time that somebody talked with them."""
    rows = Visit.objects.filter(visitor=visitor, state=VisitState.CLOSED).select_related("holder")
    return rows.order_by("-claimed_at").first()


def was_stopped(conversation: UUID) -> bool:
    """Whether whom this chat is for has stopped it."""
    return Visit.objects.filter(conversation=conversation, was_stopped=True).exists()


def held_by(counsellor: User) -> int:
    """How many chats somebody has now, with what is offered to them."""
    return int(_held(clock.now()).filter(holder=counsellor).count())


def offer_to(counsellor: User, now: dt.datetime) -> Visit | None:
    """What is offered to somebody at this moment."""
    rows = Visit.objects.filter(holder=counsellor, state=VisitState.OFFERED, offered_until__gt=now)
    return rows.select_related("service", "visitor__user").first()


def next_for(service: Service, counsellor: User, now: dt.datetime, patience: dt.timedelta) -> Visit | None:
    """Whose turn it is, locked; never one whom somebody else is about to take.

    Who has come for a booked chat is first with that counsellor, and is left to them until they are late, unless that
    counsellor is not on shift for it: then anybody takes them in their turn. Who wishes for a counsellor that is on
    shift with room is left to that one, for as long as `patience`.
    """
    others = [id for id in _with_room(service, now) if id != counsellor.pk]
    line = Visit.objects.in_line(now).filter(service=service)
    mine = line.filter(booking__state=BookingState.BOOKED, booking__counsellor=counsellor)
    line = line.exclude(booking__in=bookings.left_to_theirs(service, now))
    line = line.exclude(wishes__in=others, joined_at__gt=now - patience)
    return _first(mine) or _first(line)


def shift_of(service: Service, counsellor: User, now: dt.datetime) -> Shift | None:
    """Somebody's shift of this moment, locked, so that nobody takes two people at once in two windows."""
    local = now.astimezone(clock.LONDON)
    minute = clock.minute_of(local.time())
    rows = hours.staffed(Shift.objects.filter(service=service, counsellor=counsellor, on=local.date()))
    found: Shift | None = rows.filter(starts__lte=minute, ends__gt=minute).select_for_update(of=("self",)).first()
    return found


def place_of(visit: Visit, now: dt.datetime) -> int:
    """Which in line: 1 is next."""
    before = Q(turn_at__lt=visit.turn_at) | Q(turn_at=visit.turn_at, joined_at__lt=visit.joined_at)
    same = Q(turn_at=visit.turn_at, joined_at=visit.joined_at, pk__lt=visit.pk)
    return 1 + Visit.objects.in_line(now).filter(before | same, service=visit.service_id).count()


def waiting_in(service: Service) -> int:
    """How many wait."""
    return int(Visit.objects.in_line(clock.now()).filter(service=service).count())


@dataclass(frozen=True)
class Here:
    """Who waits for a service and who talks with it now, by nickname."""

    waiting: list[str]
    talking: list[str]


def here_now(service: Service) -> Here:
    """What a closing at this moment would come upon."""
    rows = Visit.objects.filter(service=service, state__in=OPEN_VISITS).select_related("visitor__user")
    found = list(rows.order_by("turn_at", "pk"))
    talking = [one.visitor.user.name for one in found if one.state == VisitState.CLAIMED]
    return Here([one.visitor.user.name for one in found if one.state != VisitState.CLAIMED], talking)


def lines_of(viewer: User) -> list[Visit]:
    """Everybody who waits for a service that the viewer supervises, in the order of their turns."""
    rows = check.visible(Visit.objects, viewer, Permission.CONVERSATION_SUPERVISE)
    rows = rows.filter(state__in=(VisitState.WAITING, VisitState.OFFERED))
    return list(
        rows.select_related("service__team", "visitor__user", "first_words").order_by(
            "service", "turn_at", "joined_at", "pk"
        )
    )


def to_tidy(now: dt.datetime) -> Any:
    """Everybody who waits, locked, with offers that ran out; but nobody whom somebody is acting on."""
    ran_out = Q(state=VisitState.OFFERED, offered_until__lte=now)
    rows = Visit.objects.filter(Q(state=VisitState.WAITING) | ran_out).select_related("held_place")
    return rows.order_by("pk").select_for_update(skip_locked=True, of=("self",))


def left_behind() -> Any:
    """Locked: those held in a chat that has ended, or that they have left."""
    gone = Participant.objects.filter(part=Part.PERSON).exclude(left_at=None).values("conversation")
    over = ~Q(conversation__state=ConversationState.OPEN) | Q(conversation__in=gone)
    rows = Visit.objects.filter(over, state=VisitState.CLAIMED).select_related("conversation")
    return rows.order_by("pk").select_for_update(skip_locked=True, of=("self",))


def _first(line: Any) -> Visit | None:
    found: Visit | None = line.select_for_update(skip_locked=True, of=("self",)).first()
    return found


def _with_room(service: Service, now: dt.datetime) -> list[UUID]:
    """Counsellors on shift who could take one more."""
    on = hours.on_shift(service, now)
    rows = _held(now).filter(holder__in=[shift.counsellor_id for shift in on]).order_by()
    held = dict(rows.values_list(F("holder")).annotate(Count("pk")))
    return [shift.counsellor_id for shift in on if held.get(shift.counsellor_id, 0) < shift.most]


def _held(now: dt.datetime) -> Any:
    """In a chat, or offered to somebody at this moment."""
    return Visit.objects.filter(state__in=HELD_VISITS).exclude(state=VisitState.OFFERED, offered_until__lte=now)
