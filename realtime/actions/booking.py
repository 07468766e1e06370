"""A chat at a time that both agreed at an ending, or that was free; cancelled by either, let go when nobody comes."""

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from django.urls import reverse

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.settings.environment import environment
from realtime.enums import BookingState
from realtime.models import Booking, Visit, Visitor
from realtime.queries import booking as queries
from realtime.queries import hours, unread
from realtime.queries import slot as slots
from realtime.queries import visit as visits
from realtime.rules import booking as rules
from sessions_app.actions import message
from sessions_app.enums import Channel, MessageWords


def put(conversation: UUID, at: dt.datetime | None, who: User) -> None:
    """Part of agreeing what comes next: their booking is at this time now; without one, what was made here is none.
    Raises: Refused."""
    parties = queries.parties(conversation)
    if parties is None:
        return
    standing = Booking.objects.standing().filter(visitor=parties.visitor).select_for_update().first()
    if at is None:
        if standing is not None and standing.made_in_id == conversation:
            _cancel(standing, who)
        return
    counsellor, service = parties.counsellor, parties.service
    shift = visits.shift_of(service, counsellor, at)  # locked: two who book at once come one by one
    others = queries.around(counsellor, at, standing.pk if standing else None)
    rules.check_can_book(at, hours.opening_to_come(service, at), counsellor, shift, others)
    booking = standing or Booking(visitor=parties.visitor)
    booking.service, booking.counsellor, booking.at, booking.made_in_id = service, counsellor, at, conversation
    booking.agreed_with = None
    booking.save()


@action
def book(*, visitor: Visitor, at: dt.datetime, by: User) -> Booking:
    """A young person chooses a time that is free; whoever has most room then keeps a place. Raises: Refused."""
    Visitor.objects.select_for_update().get(pk=visitor.pk)  # two pages of the same person come one by one
    rules.check_has_none(queries.standing_of(visitor))
    free = next((slot for slot in slots.of_service(visitor.service) if slot.at == at), None)
    who = free.who if free else []
    order = sorted(who, key=lambda user: user.pk)  # of locks, so that two who book at once never wait for each other
    shifts = {counsellor: visits.shift_of(visitor.service, counsellor, at) for counsellor in order}
    opening = hours.opening_to_come(visitor.service, at)
    for counsellor in who:
        with suppress(Refused):  # somebody has booked with them meanwhile
            others = queries.around(counsellor, at, None)
            rules.check_can_book(at, opening, counsellor, shifts[counsellor], others)
            return Booking.objects.create(service=visitor.service, visitor=visitor, counsellor=counsellor, at=at)
    raise Refused("That time is not free any more. Choose another.", code="taken", field="at")


def come_for(booking: Booking, visit: Visit) -> None:
    """Part of joining the queue: this visit is for it."""
    booking.visit = visit
    booking.save()


def keep(visit: Visit) -> None:
    """Part of beginning a chat: what it was booked for is kept."""
    booking = Booking.objects.standing().filter(visit=visit).select_for_update().first()
    if booking is not None:
        booking.state = BookingState.KEPT
        booking.save()


@action
def cancel(*, booking: Booking, by: User) -> None:
    """It does not take place; the other is shown so. Raises: Refused, Conflict."""
    rows = Booking.objects.select_for_update(of=("self",)).select_related("visitor", "service")
    held = rows.get(pk=booking.pk)
    rules.check_can_cancel(held, by)
    _cancel(held, by)


@action
def move(*, booking: Booking, to: User, by: User) -> None:
    """Another counsellor talks with them at the same time; they are shown who and why. Raises: Refused, Conflict."""
    rows = Booking.objects.select_for_update(of=("self",)).select_related("visitor", "service__team")
    held = rows.get(pk=booking.pk)
    rules.check_can_move(held, by)
    shift = visits.shift_of(held.service, to, held.at)
    opening = hours.opening_to_come(held.service, held.at)
    rules.check_can_book(held.at, opening, to, shift, queries.around(to, held.at, held.pk))
    agreed_with = held.agreed_with or held.counsellor
    held.counsellor, held.agreed_with = to, None if agreed_with == to else agreed_with
    held.save()


@action
def tell_of_left_alone(*, counsellor: User, on: dt.date, by: Actor) -> None:
    """Part of changing the rota: whoever leads hears of each chat that nobody is on shift for now."""
    tell_who_leads(bookings=queries.left_alone(counsellor, on), by=by)


@action
def tell_of_left_by_leavers(*, by: Actor) -> None:
    """Whoever leads hears once of each chat whose counsellor's account or role has ended, or ends before it."""
    for one in queries.left_by_leavers():
        _tell(one, f"booking-left:{one.pk}:{one.counsellor_id}", by)


@action
def tell_who_leads(*, bookings: Sequence[Booking], by: Actor) -> None:
    """Part of changing hours and rota: these cannot take place as they stand."""
    for one in bookings:
        _tell(one, f"booking-alone:{one.pk}:{clock.now():%Y%m%d%H%M}", by)


@action
def release(*, by: Actor) -> None:
    """Nobody came for these for long enough: their places are free."""
    for booking in queries.missed(clock.now()):
        rules.check_may_move(booking, BookingState.RELEASED)
        booking.state = BookingState.RELEASED
        booking.save()


def _tell(booking: Booking, key: str, by: Actor) -> None:
    team = booking.service.team
    lead = unread.lead_of(team, without=booking.counsellor_id)
    if lead is not None and lead.email:
        link = environment.base_url.rstrip("/") + reverse("counselling-booking-move", args=[booking.pk])
        message.write(
            key=key, channel=Channel.EMAIL, address=lead.email, words=MessageWords.URGENT, details={"link": link},
            team=team, by=by,
        )  # fmt: skip


def _cancel(booking: Booking, by: User) -> None:
    booking.state, booking.cancelled_by = BookingState.CANCELLED, by
    booking.save()
