"""Times at which a young person can book a chat themselves: within hours, on the shift of somebody with room."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from mhst.access.models import User
from mhst.core import clock
from realtime.dates import opening_at
from realtime.models import Booking, Service, Shift
from realtime.queries import hours
from realtime.queries.booking import A_CHAT, AHEAD, Parties

#: So far ahead, in such steps, and not sooner than this.
DAYS, STEP, SOONEST = 7, 60, dt.timedelta(minutes=30)
MOST = 60


@dataclass
class Slot:
    """One time, and who could talk then: whoever has most room first."""

    at: dt.datetime
    who: list[User] = field(default_factory=list)


def of_service(service: Service) -> list[Slot]:
    """The next ones, in order. A handful of queries, however many there are."""
    until = clock.today() + dt.timedelta(days=DAYS)
    return _free(service, Shift.objects.filter(service=service, on__lte=until), Booking.objects.standing())


def of_counsellor(parties: Parties) -> list[dt.datetime]:
    """When one counsellor could talk again with somebody in the next weeks; what these two have booked is free for
    them."""
    until = clock.today() + AHEAD
    shifts = Shift.objects.filter(service=parties.service, on__lte=until, counsellor=parties.counsellor)
    others = Booking.objects.standing().exclude(visitor=parties.visitor)
    return [slot.at for slot in _free(parties.service, shifts, others)]


def _free(service: Service, shifts: Any, bookings: Any) -> list[Slot]:
    now, today = clock.now(), clock.today()
    rota = list(hours.staffed(shifts.filter(on__gte=today)).select_related("counsellor"))
    booked = _booked(bookings, {shift.counsellor_id for shift in rota}, now)
    blocks = hours.blocks(service.pk, today)
    found: dict[dt.datetime, list[tuple[int, User]]] = {}
    for shift in rota:
        for at in _times(shift):
            room = shift.most - sum(abs(other - at) < A_CHAT for other in booked.get(shift.counsellor_id, ()))
            if at >= now + SOONEST and room > 0 and opening_at(at, blocks).lets_in:
                found.setdefault(at, []).append((room, shift.counsellor))
    return [Slot(at, _most_room_first(found[at])) for at in sorted(found)[:MOST]]


def _times(shift: Shift) -> list[dt.datetime]:
    first = -(-shift.starts // STEP) * STEP
    return [clock.at_local(shift.on, minute) for minute in range(first, min(shift.ends, 24 * 60), STEP)]


def _booked(bookings: Any, counsellors: set[Any], now: dt.datetime) -> dict[Any, list[dt.datetime]]:
    rows = bookings.filter(counsellor__in=counsellors, at__gt=now - A_CHAT)
    booked: dict[Any, list[dt.datetime]] = {}
    for counsellor, at in rows.order_by().values_list("counsellor_id", "at"):
        booked.setdefault(counsellor, []).append(at)
    return booked


def _most_room_first(who: list[tuple[int, User]]) -> list[User]:
    return [user for _, user in sorted(who, key=lambda one: (-one[0], one[1].pk))]
