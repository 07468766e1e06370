"""Who may answer somebody who asked for staff support, and when."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from mhst.community.staff_support.enums import STAFF_SUPPORT_MOVES, OfferKind, OfferState, State
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
            _(
                "Everybody who answers here works for the same organisation as you, or has not said for whom. Leave the"
                " wish out, or ask somewhere else."
            ),
            code="nobody-outside", field="wants_outsider",
        )  # fmt: skip
    raise Refused(_("Nobody answers here at the moment. Please ask somewhere else."), code="nobody-here")


def check_move(asked: Any, to: State) -> None:
    """Of somebody who asked, or of a team. Raises: Conflict."""
    if to not in STAFF_SUPPORT_MOVES[asked.state]:
        stands = asked.get_state_display()
        raise Conflict(
            _("This stands at “%(state)s” by now, so that is no longer possible.") % {"state": stands}, code="state"
        )


def check_can_take(asked: Any, holder: Any) -> None:
    """`holder` is who supports them and still answers here. Raises: Conflict when somebody else came first."""
    check_move(asked, State.TAKEN)
    if holder is not None:
        raise Conflict(_("Somebody else supports them already."), code="taken-already")


def check_is_mine(request: Any, by: Actor) -> None:
    """Raises: Refused."""
    if by.audit_id != f"user:{request.worker_id}":
        raise Refused(_("Only whoever supports them does that."), code="not-mine")
    if request.state == State.CLOSED:
        raise Refused(_("This is finished."), code="finished")


def check_open(request: Any) -> None:
    """For whoever asked. Raises: Refused."""
    if request.state == State.CLOSED:
        raise Refused(_("This is finished. Ask again if you need us."), code="finished")


def check_offer(kind: str, starts_at: dt.datetime | None) -> None:
    """Raises: Refused."""
    if kind == OfferKind.SIGNPOST:
        return
    if starts_at is None:
        raise Refused(_("Say on which day, and at what time."), code="no-time", field="day")
    if starts_at <= clock.now():
        raise Refused(_("That time is over already."), code="time-over", field="day")


def check_can_choose(offer: Any, holder: Any) -> None:
    """A time that somebody keeps. Raises: Refused, Conflict when it is not offered any more."""
    check_open(offer.request)
    if holder is None:
        raise Conflict(_("Nobody keeps that time any more. Whoever supports you next offers others."), code="time-gone")
    if not offer.is_time or offer.state != OfferState.OPEN:
        raise Conflict(_("That time is not free any more. Choose another, or write to us."), code="time-gone")
    if offer.starts_at <= clock.now():
        raise Conflict(_("That time is over. Choose another, or write to us."), code="time-gone")


def finished_before() -> dt.datetime:
    """What was finished before this is deleted."""
    last = clock.months_after(clock.today(), -environment.staff_support_keep_months)
    return clock.at_local(last, 0)
