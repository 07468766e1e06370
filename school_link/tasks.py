"""What the worker does every minute for School Link."""

import logging

from mhst.core.actors import SYSTEM, Machine
from school_link.actions import action_plan, advice, after, desk, room
from school_link.queries.action_plan import to_remind_of

log = logging.getLogger(__name__)
SWEEP = Machine("consultation sweep")


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


def remind_of_plans() -> None:
    """A sweep: points of plans that nobody has looked at this term. One that fails does not hold up the others."""
    for point, term_began in to_remind_of():
        try:
            action_plan.remind(point=point, term_began=term_began, by=SYSTEM)
        except Exception:
            log.exception("Nobody could be reminded of point %s of a plan", point.pk)
