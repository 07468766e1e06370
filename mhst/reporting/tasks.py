"""What the worker does by itself: contacts are rolled up, and what is due is published."""

import datetime as dt
import logging

from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.disclosure import CannotTell
from mhst.core.disclosure.gate import Progress
from mhst.core.errors import DomainError
from mhst.reporting import facts
from mhst.reporting.actions import contact, notice, publication
from mhst.reporting.queries.due import Due, due
from mhst.reporting.queries.notice import untold
from mhst.reporting.queries.release import work_out

log = logging.getLogger(__name__)
_tried: dict[Due, dt.date] = {}


def roll_up_contacts() -> None:
    """A long sweep, before what counts them: whatever the rooms have written since the last one."""
    for source in facts.sources():
        contact.roll_up(source=source, by=SYSTEM)


def publish_what_is_due() -> None:
    """A long sweep: months and quarters on their working day. What cannot be made safe is tried again the next day."""
    today = clock.today()
    for each in due(today):
        if _tried.get(each) != today:
            _tried[each] = today
            _publish(each)


def tell_who_asked() -> None:
    """A sweep: an e-mail to everybody who asked for one and may read what was published since. One that fails does not
    hold up the others."""
    for each, user in untold():
        try:
            notice.tell(publication=each, user=user, by=SYSTEM)
        except Exception:
            log.exception("%s could not be told of the figures %s", user.pk, each.pk)


def _publish(due: Due) -> None:
    try:
        publication.publish(worked_out=work_out(due.team, due.period, clock.now(), _telling(due)), by=SYSTEM)
    except (CannotTell, DomainError) as why:
        log.error("Figures of %s for %s were not published: %s", due.team.pk, due.period, why)


def _telling(due: Due) -> Progress:
    """How the gate gets on, into the log: of each tenth once, since nobody watches a worker."""
    told: set[int] = set()

    def step(settled: int, of: int) -> None:
        tenth = settled * 10 // of if of else 10
        if tenth not in told:
            told.add(tenth)
            log.info("Figures of %s for %s: %s of %s groups asked about", due.team.pk, due.period, settled, of)

    return step
