"""Who may come into a consultation's room, and whom each side may bring."""

import datetime as dt
from typing import Any
from uuid import UUID

from mhst.core.errors import Refused
from realtime.protocol import REFUSALS
from school_link.enums import INVITED_FOR, ConsultationState, Side
from school_link.rules.consultation import side_of

OPEN = frozenset({ConsultationState.TAKEN, ConsultationState.AGREED})


def check_is_open(one: Any) -> None:
    """Raises: Refused."""
    if one.state not in OPEN:
        raise Refused("The room is open while somebody of the specialist team answers.", code="room-shut")


def check_may_come_in(one: Any, by: Any, is_let_in: bool) -> None:
    """Who asked, who answers, and guests; others ask to be invited. Raises: Refused."""
    if not is_let_in and by.pk not in {one.lead_id, one.holder_id}:
        raise Refused("This room is for those who are named. Ask one of them to invite you.", code="not-named")


def may_come_in(one: Any, by: Any, is_let_in: bool) -> bool:
    """For the button."""
    try:
        check_is_open(one)
        check_may_come_in(one, by, is_let_in)
    except Refused:
        return False
    return True


def check_may_invite(one: Any, by: Any, is_let_in: bool) -> Side:
    """Whoever asked or answers, for their own side; guests bring nobody. Raises: Refused."""
    side = side_of(one, by)
    if side is None or not is_let_in or by.pk not in {one.lead_id, one.holder_id}:
        raise Refused("Who asked and who answers invite, each for their own side.", code="not-yours")
    return side


def check_guest(user: Any, colleagues: set[UUID], until: dt.datetime, now: dt.datetime) -> None:
    """Raises: Refused."""
    if user.pk not in colleagues:
        raise Refused("Choose somebody of your own school or team.", code="guest", field="user")
    if not now < until <= now + INVITED_FOR:
        raise Refused("An invitation lasts two hours at most.", code="until", field="minutes")


def check_may_show_out(guest: Any, side: Side) -> None:
    """Raises: Refused."""
    if guest.side != side:
        raise Refused("Each side invites and shows out its own guests.", code="not-yours")


def check_has_entered(has_entered: bool) -> None:
    """Raises: Refused unless this session came in by the door, which asks who one is."""
    if not has_entered:
        raise Refused(REFUSALS["not-entered"], code="not-entered")
