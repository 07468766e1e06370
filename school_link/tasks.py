"""What the worker does every minute for School Link."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from mhst.core import clock
from mhst.core.actors import SYSTEM, Machine
from school_link.actions import action_plan, advice, after, desk, kept, quiet, room
from school_link.queries import kept as kept_ones
from school_link.queries import quiet as quiet_ones
from school_link.queries.action_plan import to_remind_of

log = logging.getLogger(__name__)
SWEEP = Machine("consultation sweep")
NIGHTLY = 3


def close_doors() -> None:
    """A sweep: guests whose invitation has ended have left."""
    room.close_doors(by=SWEEP)


def clear_rota() -> None:
    """A sweep: people who have left are on no rota."""
    desk.take_leavers_off_rota(by=SWEEP)


def chase_signatures() -> None:
    """A sweep: what was written together and is not signed by both."""
    advice.chase(by=SWEEP)


def ask_what_happened() -> None:
    """A sweep: four and six weeks after the agreement."""
    after.ask_what_happened(by=SWEEP)


def end_quiet() -> None:
    """A sweep of the small hours: what nobody goes on with ends by itself, and both sides are told long before."""
    if clock.now().astimezone(clock.LONDON).hour == NIGHTLY:
        _each(quiet.lapse, quiet_ones.to_end())
        _each(quiet.remind, quiet_ones.to_remind_of())


def drop_unsent() -> None:
    """A sweep of the small hours: drafts that nobody has changed for as long as they are kept."""
    if clock.now().astimezone(clock.LONDON).hour == NIGHTLY:
        _each(kept.drop, kept_ones.unsent())


def _each(act: Callable[..., None], consultations: Iterable[Any]) -> None:
    """One that fails does not hold up the others."""
    for one in list(consultations):
        try:
            act(consultation=one, by=SWEEP)
        except Exception:
            log.exception("%s failed for consultation %s", act.__name__, one.pk)


def remind_of_plans() -> None:
    """A sweep: points of plans that nobody has looked at this term. One that fails does not hold up the others."""
    for point, term_began in to_remind_of():
        try:
            action_plan.remind(point=point, term_began=term_began, by=SYSTEM)
        except Exception:
            log.exception("Nobody could be reminded of point %s of a plan", point.pk)
