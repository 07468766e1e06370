"""Who may answer somebody who asked for staff support, and when."""

import datetime as dt
from typing import Any

from mhst.community.staff_support.enums import OfferKind, OfferState, State
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.settings.environment import environment


def check_somebody_could_help(able: list[Any], wants_outsider: bool) -> None:
    """Raises: Refused. A request that nobody may see would be worse than none."""
    if able:
        return
    if wants_outsider:
        raise Refused(
            "Everybody who answers here works for the same organisation as you, or has not said for whom. Leave the "
            "wish out, or ask somewhere else.", code="nobody-outside", field="wants_outsider",
        )  # fmt: skip
    raise Refused("Nobody answers here at the moment. Please ask somewhere else.", code="nobody-here")


def check_is_free(is_free: bool) -> None:
    """Raises: Conflict when somebody else came first."""
    if not is_free:
        raise Conflict("Somebody else supports them already.", code="taken-already")


def check_is_mine(request: Any, by: Actor) -> None:
    """Raises: Refused."""
    if by.audit_id != f"user:{request.worker_id}":
        raise Refused("Only whoever supports this person does that.", code="not-mine")
    check_open(request)


def check_open(request: Any) -> None:
    """Raises: Refused."""
    if request.state == State.CLOSED:
        raise Refused("This is finished. Ask again if you need us.", code="finished")


def check_offer(kind: str, starts_at: dt.datetime | None) -> None:
    """Raises: Refused."""
    if kind == OfferKind.SIGNPOST:
        return
    if starts_at is None:
        raise Refused("Say on which day, and at what time.", code="no-time", field="day")
    if starts_at <= clock.now():
        raise Refused("That time is over already.", code="time-over", field="day")


def check_can_choose(offer: Any) -> None:
    """Raises: Refused, Conflict when it is not offered any more."""
    check_open(offer.request)
    if not offer.is_time or offer.state != OfferState.OPEN:
        raise Conflict("That time is not free any more. Choose another, or write to us.", code="time-gone")
    if offer.starts_at <= clock.now():
        raise Conflict("That time is over. Choose another, or write to us.", code="time-gone")


def finished_before() -> dt.datetime:
    """What was finished before this is deleted."""
    last = clock.months_after(clock.today(), -environment.staff_support_keep_months)
    return clock.at_local(last, 0)
