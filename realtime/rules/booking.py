"""When two may agree to talk again, and who may cancel it."""

import datetime as dt
from typing import Any

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from realtime.dates import Opening
from realtime.enums import BOOKING_MOVES, BookingState


def check_can_book(at: dt.datetime, opening: Opening, counsellor: Any, shift: Any | None, others: int) -> None:
    """Raises: Refused unless it is to come, the service starts chats then, and the counsellor is there with room."""
    if at <= clock.now():
        raise Refused("That time is over. Choose one that is still to come.", code="past", field="on")
    if shift is None:
        raise Refused(
            f"{counsellor.first_name or counsellor.name} is not on shift then. Choose a time on one of their shifts.",
            code="not-on-shift", field="on",
        )  # fmt: skip
    if not opening.lets_in:
        raise Refused("We start no chats at that time. Choose one within opening hours.", code="shut", field="at")
    if others >= shift.most:
        raise Refused(
            f"{counsellor.first_name or counsellor.name} has as many chats around that time as they can have. "
            "Choose another.",
            code="full", field="at",
        )  # fmt: skip


def check_has_none(standing: Any | None) -> None:
    """Raises: Refused where somebody has a booked chat already."""
    if standing is not None:
        raise Refused("You have a booked chat already. Cancel it to choose another time.", code="booked", field="at")


def check_can_cancel(booking: Any, by: Actor) -> None:
    """Either of the two, and whoever leads. Raises: Refused, Conflict when it does not stand any more."""
    if by.audit_id not in {f"user:{booking.visitor.user_id}", f"user:{booking.counsellor_id}"}:
        by.require(Permission.CONVERSATION_SUPERVISE, booking)
    check_may_move(booking, BookingState.CANCELLED)


def check_can_move(booking: Any, by: Actor) -> None:
    """To another counsellor, by whoever leads. Raises: Refused, Conflict when it does not stand any more."""
    by.require(Permission.CONVERSATION_SUPERVISE, booking)
    check_may_move(booking, BookingState.CANCELLED)


def check_may_move(booking: Any, state: BookingState) -> None:
    """Raises: Conflict."""
    if state not in BOOKING_MOVES[BookingState(booking.state)]:
        raise Conflict("That booking does not stand any more. Load the page again.", code="booking-over")
