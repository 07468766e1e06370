"""What the worker does by itself."""

import logging

from mhst.core.actors import SYSTEM
from school_link.actions import action_plan
from school_link.queries.action_plan import to_remind_of

log = logging.getLogger(__name__)


# action plan
def remind_of_plans() -> None:
    """A sweep: points of plans that nobody has looked at this term. One that fails does not hold up the others."""
    for point, term_began in to_remind_of():
        try:
            action_plan.remind(point=point, term_began=term_began, by=SYSTEM)
        except Exception:
            log.exception("Nobody could be reminded of point %s of a plan", point.pk)
