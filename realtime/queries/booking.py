"""Chats at a time that both agreed: whose, when, and what is kept for them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from realtime.dates import opening_at
from realtime.enums import BookingState, Part, VisitState
from realtime.models import Booking, Conversation, Participant, Service, Shift, Visit, Visitor
from realtime.models.booking import late
from realtime.queries import hours

#: From so long before it a place is kept, as long as a chat usually takes; and so early somebody may come for it.
KEPT_FROM, EARLY = dt.timedelta(minutes=45), dt.timedelta(minutes=15)
#: A chat takes as long: bookings nearer to each other than this are at once.
A_CHAT = dt.timedelta(minutes=60)
#: So far ahead the two of a chat can book another.
AHEAD = dt.timedelta(days=21)


@dataclass(frozen=True)
class Parties:
    visitor: Visitor
    counsellor: User
    service: Service


@dataclass(frozen=True)
class Due:
    """One booking of today as who leads sees it."""

    booking: Booking
    is_here: bool
    is_staffed: bool
    is_open: bool


def parties(conversation: UUID) -> Parties | None:
    """Who would book: the young person under a nickname, and who helps now; None in any other conversation."""
    rows = Participant.objects.filter(conversation=conversation, part=Part.PERSON, user__visitor__isnull=False)
    person = rows.select_related("user__visitor__service__team").first()
    helps = Conversation.objects.select_related("helps__user").get(pk=conversation).helps
    if person is None or helps is None:
        return None
    visitor = person.user.visitor
    return Parties(visitor, helps.user, visitor.service)


def stands(conversation: UUID) -> bool:
    """Whether what was booked in this chat stands."""
    return Booking.objects.standing().filter(made_in=conversation).exists()


def standing_of(visitor: Visitor) -> Booking | None:
    """The one that stands."""
    rows = Booking.objects.standing().filter(visitor=visitor)
    found: Booking | None = rows.select_related("counsellor", "agreed_with", "service__team", "visit").first()
    return found


def come_for(visit: Visit) -> Booking | None:
    """The booking that somebody has come for by this visit, while it stands."""
    found: Booking | None = Booking.objects.standing().filter(visit=visit).select_related("counsellor").first()
    return found


def shown_to(visitor: Visitor) -> Booking | None:
    """The one that stands; else one that we cancelled and whose time is not over."""
    if (found := standing_of(visitor)) is not None:
        return found
    rows = Booking.objects.filter(visitor=visitor, state=BookingState.CANCELLED, at__gt=clock.now())
    cancelled: Booking | None = rows.exclude(cancelled_by=visitor.user_id).select_related("counsellor").first()
    return cancelled


def due_for(visitor: Visitor, now: dt.datetime) -> Booking | None:
    """The one that somebody comes for who comes now."""
    rows = Booking.objects.standing().filter(visitor=visitor, at__lte=now + EARLY, at__gt=now - late())
    found: Booking | None = rows.select_for_update(of=("self",)).first()
    return found


def is_due(booking: Booking | None) -> bool:
    """Whether somebody comes for it who comes now."""
    now = clock.now()
    return booking is not None and booking.state == BookingState.BOOKED and now - late() < booking.at <= now + EARLY


def is_open_then(booking: Booking) -> bool:
    """Whether the service is open at its time, as hours and rota are now."""
    return hours.opening_to_come(booking.service, booking.at).is_open


def within_hours(service: Service) -> list[Booking]:
    """Those to come at whose time the service is open."""
    rows = Booking.objects.standing().filter(service=service, at__gt=clock.now() - late()).order_by("at")
    found = list(rows.select_related("visitor__user", "service__team"))
    blocks = hours.blocks(service.pk, clock.today()) if found else []
    return [one for one in found if opening_at(one.at, blocks).is_open]


def around(counsellor: User, at: dt.datetime, but: UUID | None) -> int:
    """How many others somebody has booked at about that time."""
    rows = Booking.objects.standing().filter(counsellor=counsellor, at__gt=at - A_CHAT, at__lt=at + A_CHAT)
    return int(rows.exclude(pk=but).count())


def kept_for(counsellor: User, now: dt.datetime) -> list[Booking]:
    """Those for whom a place with this counsellor is kept now, the earliest first."""
    rows = Booking.objects.standing().filter(counsellor=counsellor, at__lte=now + KEPT_FROM)
    rows = rows.filter(Q(at__gt=now - late()) | Q(visit__state__in=(VisitState.WAITING, VisitState.OFFERED)))
    return list(rows.select_related("visit", "visitor__user").order_by("at"))


def for_desk(counsellor: User) -> list[Booking]:
    """All that stand, the next first."""
    rows = Booking.objects.standing().filter(counsellor=counsellor)
    return list(rows.select_related("visitor__user", "visit").order_by("at"))


def missed(now: dt.datetime) -> Any:
    """Those whose time is over and who have not come, locked."""
    here = Q(visit__state__in=(VisitState.WAITING, VisitState.OFFERED))
    rows = Booking.objects.standing().filter(at__lte=now - late()).exclude(here)
    return rows.order_by("pk").select_for_update(skip_locked=True, of=("self",))


def get_cancellable(viewer: User, id: UUID) -> Booking:
    """One with the viewer, or in a service that the viewer leads. Raises: NotFound."""
    rows = Booking.objects.filter(pk=id).select_related("service__team", "visitor", "counsellor")
    found: Booking | None = rows.first()
    if found is None or not (
        found.counsellor_id == viewer.pk or check.can(viewer, Permission.CONVERSATION_SUPERVISE, found)
    ):
        raise NotFound
    return found


def today_for(viewer: User) -> list[Due]:
    """Those of today and tomorrow that the viewer leads, whether their counsellor is on shift then, and whether the
    service is open."""
    rows = check.visible(Booking.objects.standing(), viewer, Permission.CONVERSATION_SUPERVISE)
    rows = rows.filter(at__lt=clock.now() + dt.timedelta(days=2)).order_by("at")
    found = list(rows.select_related("visitor__user", "counsellor", "visit"))
    shifts = _staffed(found)
    blocks = {service: hours.blocks(service, clock.today()) for service in {one.service_id for one in found}}
    return [
        Due(
            one, is_here(one), _is_covered(one, shifts),
            opening_at(one.at, blocks[one.service_id]).is_open,
        )
        for one in found
    ]  # fmt: skip


def left_alone(counsellor: User, on: dt.date) -> list[Booking]:
    """Those of that day for which this counsellor is not on shift any more."""
    since = clock.at_local(on, 0)
    rows = Booking.objects.standing().filter(counsellor=counsellor, at__gte=max(since, clock.now()))
    rows = rows.filter(at__lt=since + dt.timedelta(days=2)).select_related(
        "service__team", "visitor__user", "counsellor"
    )
    found = [one for one in rows.order_by("at") if one.at.astimezone(clock.LONDON).date() == on]
    shifts = _staffed(found)
    return [one for one in found if not _is_covered(one, shifts)]


def left_by_leavers() -> list[Booking]:
    """Those to come whose counsellor's account is closed, or whose role here is over by then. One query."""
    works = Q(hours.works_here("at__date"), counsellor__is_active=True)
    rows = Booking.objects.standing().filter(at__gt=clock.now() - late()).exclude(works)
    return list(rows.select_related("service__team").order_by("at"))


def left_to_theirs(service: Service, now: dt.datetime) -> list[UUID]:
    """Those that somebody has come for whom only their counsellor takes: not late, and that counsellor is on shift."""
    rows = Booking.objects.standing().filter(service=service, visit__isnull=False, at__gt=now - late())
    found = list(rows)
    shifts = _staffed(found)
    return [one.pk for one in found if _is_covered(one, shifts)]


def is_staffed(booking: Booking) -> bool:
    """Whether its counsellor is on shift then, as the rota is now."""
    return _is_covered(booking, _staffed([booking]))


def on_shift(shift: Shift) -> int:
    """How many booked chats to come stand on a shift."""
    rows = Booking.objects.standing().filter(counsellor=shift.counsellor_id, at__gte=clock.now())
    return sum(_covers(shift, one) for one in rows)


def who_could(booking: Booking) -> list[User]:
    """Other counsellors of the service who are on shift at that time."""
    local = booking.at.astimezone(clock.LONDON)
    minute = clock.minute_of(local.time())
    shifts = Shift.objects.filter(service=booking.service_id, on=local.date(), starts__lte=minute, ends__gt=minute)
    rows = hours.staffed(shifts).exclude(counsellor=booking.counsellor_id).select_related("counsellor")
    return [shift.counsellor for shift in rows.order_by("counsellor__last_name", "counsellor__first_name")]


def is_here(booking: Booking) -> bool:
    """Whether they have come for it and wait."""
    return booking.visit is not None and booking.visit.state in (VisitState.WAITING, VisitState.OFFERED)


def _staffed(bookings: Sequence[Booking]) -> list[Shift]:
    """Shifts of the counsellors of these, on their days, that are staffed."""
    days = {one.at.astimezone(clock.LONDON).date() for one in bookings}
    rows = Shift.objects.filter(counsellor__in={one.counsellor_id for one in bookings}, on__in=days)
    return list(hours.staffed(rows)) if days else []


def _is_covered(booking: Booking, shifts: Sequence[Shift]) -> bool:
    return any(_covers(shift, booking) for shift in shifts)


def _covers(shift: Shift, booking: Booking) -> bool:
    local = booking.at.astimezone(clock.LONDON)
    minute = clock.minute_of(local.time())
    return (
        shift.counsellor_id == booking.counsellor_id
        and shift.on == local.date()
        and shift.starts <= minute < shift.ends
    )
