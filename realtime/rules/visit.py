"""Who may come to the queue, take the next person from it, and move somebody up."""

import datetime as dt
from typing import Any

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from realtime.dates import Opening
from realtime.enums import VISIT_MOVES, Urgency, VisitState

#: What one band is worth: as much as having come so much earlier.
BAND = dt.timedelta(minutes=10)
MOST_BANDS = 3
#: Nobody is ever overtaken by somebody who came later than that after them, whatever was booked, said or decided.
HEAD_START = MOST_BANDS * BAND
#: How long an offer is for one counsellor alone, and a place is kept for a phone that is silent.
OFFER = dt.timedelta(seconds=30)
PLACE_KEPT = dt.timedelta(minutes=10)
#: So long somebody waits for the counsellor whom both wish for, before anybody may take them.
FOR_THE_SAME = dt.timedelta(minutes=15)
#: So long after a closing that did not last whoever waited has their place still.
PLACE_AFTER_CLOSING = dt.timedelta(hours=1)


def own_band(urgency: str) -> int:
    """Their own word of urgency raises by one band. Nobody else's silence lowers anything."""
    return 1 if urgency == Urgency.NOW else 0


def turn_at(joined_at: dt.datetime, band: int, booked_at: dt.datetime | None = None) -> dt.datetime:
    """What the queue is ordered by. Who comes for a booked chat after its time has waited since then."""
    return raised(joined_at, min(joined_at, booked_at or joined_at), band)


def raised(joined_at: dt.datetime, turn: dt.datetime, bands: int) -> dt.datetime:
    """A turn, moved up by so many bands, as far as anybody can be."""
    return max(turn - bands * BAND, joined_at - HEAD_START)


def check_may_join(opening: Opening, *, is_booked: bool = False) -> None:
    """Raises: Refused when nobody new is let in now: then a message is the way, never a silent wait. Who has a chat
    booked at this time is let in as long as it is open."""
    if not opening.is_open:
        raise Refused("We are closed now. You can leave us a message.", code="service-closed")
    if not opening.lets_in and not is_booked:
        raise Refused(
            "We are still talking with people who came before, and cannot start new chats today. "
            "You can leave us a message.",
            code="service-full",
        )


def may_wait_again(visit: Any) -> bool:
    """Whether whom a closing put out has their place still, should it open again."""
    is_out = visit is not None and visit.state == VisitState.NOT_REACHED
    return is_out and clock.now() < visit.ended_at + PLACE_AFTER_CLOSING


def check_may_wait_again(visit: Any, opening: Opening) -> None:
    """Raises: Conflict unless it has opened again soon after it put them out."""
    if not may_wait_again(visit) or not opening.is_open:
        raise Conflict("That place is gone. You can come again.", code="place-gone")


def may_join(opening: Opening, *, is_booked: bool) -> bool:
    """Whether the way in is shown."""
    try:
        check_may_join(opening, is_booked=is_booked)
    except Refused:
        return False
    return True


def check_may_take(by: Actor, service: Any, shift: Any | None, held: int, kept: int = 0) -> None:
    """Raises: Refused unless `by` counsels here, is on shift, and has room for one more beside the places that are
    `kept` for booked chats."""
    by.require(Permission.CONVERSATION_COUNSEL, service)
    if shift is None:
        raise Refused("You are not on shift now. Ask whoever keeps the rota to put you down.", code="not-on-shift")
    if held >= shift.most:
        raise Refused(
            f"You have {held} {'chat' if held == 1 else 'chats'} now, as many as on this shift. End one first.",
            code="full",
        )
    if held + kept >= shift.most:
        raise Refused(
            "Your other places are kept for booked chats. They are free again when those have begun, or nobody came.",
            code="kept",
        )


def check_may_receive(to: Any, shift: Any | None, held: int) -> None:
    """Raises: Refused unless whom a chat is handed to is on shift and has room for it."""
    name = to.first_name or to.name
    if shift is None:
        raise Refused(f"{name} is not on shift any more. Choose somebody else.", code="receiver-not-here", field="to")
    if held >= shift.most:
        raise Refused(
            f"{name} has {held} {'chat' if held == 1 else 'chats'} now, as many as on their shift. Choose somebody "
            "else, or ask them to end one first.",
            code="receiver-full", field="to",
        )  # fmt: skip


def check_is_offered(visit: Any, by: Any, now: dt.datetime) -> None:
    """Raises: Conflict unless `by` is whom this visit is offered to at this moment."""
    if visit.state in {VisitState.LEFT, VisitState.LAPSED}:
        raise Conflict("They have left the queue. Press next again.", code="visit-left")
    if visit.state != VisitState.OFFERED or visit.holder_id != by.pk or visit.offered_until <= now:
        raise Conflict("Your 30 seconds are over, and they keep their place. Press next again.", code="offer-over")


def check_may_raise(visit: Any, bands: int, by: Actor) -> None:
    """Raises: Refused."""
    by.require(Permission.CONVERSATION_SUPERVISE, visit)
    if visit.state not in {VisitState.WAITING, VisitState.OFFERED}:
        raise Refused("They are not waiting any more.", code="visit-not-waiting")
    if not 1 <= bands <= MOST_BANDS - visit.band or visit.turn_at <= visit.joined_at - HEAD_START:
        raise Refused("They are as far up as anybody can be moved.", code="visit-highest")


def check_is_own(visitor: Any, by: Any) -> None:
    """Raises: Refused."""
    if visitor.user_id != getattr(by, "pk", None):
        raise Refused("That is somebody else's place.", code="visit-not-yours")


def check_may_move(visit: Any, state: VisitState) -> None:
    """Raises: Conflict when it has moved on already."""
    if state not in VISIT_MOVES[VisitState(visit.state)]:
        raise Conflict("That has changed meanwhile. Load the page again to see how it stands.", code="visit-moved-on")
