"""What the worker does by itself: contacts are rolled up, what is due is published, and what was asked is revised."""

import datetime as dt
import logging
from typing import Any

from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.disclosure import CannotTell
from mhst.core.disclosure.gate import Progress
from mhst.core.errors import Conflict, DomainError
from mhst.reporting import facts
from mhst.reporting.actions import contact, notice, publication, revision
from mhst.reporting.queries.due import Due, due
from mhst.reporting.queries.notice import untold
from mhst.reporting.queries.release import work_out, work_out_again
from mhst.reporting.queries.revision import asked
from mhst.reporting.rules.revision import FAILED, NO_LONGER, UNSAFE

log = logging.getLogger(__name__)
_tried: dict[Due, dt.date] = {}
#: Whoever waits for a revision sees so often how far it is; each time is a write.
TOLD_EVERY = dt.timedelta(seconds=2)


def roll_up_contacts() -> None:
    """A long sweep, before what counts them: whatever the rooms have written since the last one."""
    for source in facts.sources():
        contact.roll_up(source=source, by=SYSTEM)


def publish_what_is_due() -> None:
    """A long sweep: months and quarters on their working day. What cannot be made safe is tried again the next day, and
    a quarter when its months are out."""
    today, without = clock.today(), set()
    for each in due(today):
        whole = (each.team.pk, each.period.quarter)
        if whole in without and each.period.is_quarter:
            continue
        if _tried.get(each) == today or not _is_published(each, today):
            without.add(whole)


def revise_what_was_asked() -> None:
    """A long sweep: quarters that somebody asked to have worked out again, in the order in which they asked, of all
    that was written until each is begun."""
    for each in asked():
        attempt = revision.begin(revision=each, by=SYSTEM)
        if attempt is not None:
            roll_up_contacts()
            _revise(each, attempt)


def tell_who_asked() -> None:
    """A sweep: an e-mail to everybody who asked for one and may read what was published since. One that fails does not
    hold up the others."""
    for each, user in untold():
        try:
            notice.tell(publication=each, user=user, by=SYSTEM)
        except Exception:
            log.exception("%s could not be told of the figures %s", user.pk, each.pk)


def _is_published(due: Due, today: dt.date) -> bool:
    _tried[due] = today
    try:
        publication.publish(worked_out=work_out(due.team, due.period, clock.now(), _telling(due)), by=SYSTEM)
    except (CannotTell, DomainError) as why:
        log.error("Figures of %s for %s were not published: %s", due.team.pk, due.period, why)
        return False
    return True


def _telling(due: Due) -> Progress:
    """How the gate gets on, into the log: of each tenth once, since nobody watches a worker."""
    told: set[int] = set()

    def step(settled: int, of: int) -> None:
        tenth = settled * 10 // of if of else 10
        if tenth not in told:
            told.add(tenth)
            log.info("Figures of %s for %s: %s of %s groups asked about", due.team.pk, due.period, settled, of)

    return step


def _revise(asked: Any, attempt: int) -> None:
    """Whatever stops it is told to who asked, so that nobody waits for nothing."""
    of = asked.publication
    try:
        worked_out = work_out_again(of.team, of.period, clock.now(), _keeping(asked, attempt))
        revision.carry_out(revision=asked, attempt=attempt, worked_out=worked_out, by=SYSTEM)
    except Conflict:
        revision.put_back(revision=asked, attempt=attempt, by=SYSTEM)
    except DomainError as why:
        why_not = NO_LONGER if why.lacks_permission else why.message
        revision.stop(revision=asked, attempt=attempt, why_not=why_not, by=SYSTEM)
    except CannotTell as why:
        log.error("Figures of %s for %s were not revised: %s", of.team.pk, of.period, why)
        revision.stop(revision=asked, attempt=attempt, why_not=UNSAFE, by=SYSTEM)
    except Exception:
        log.exception("Figures of %s for %s were not revised", of.team.pk, of.period)
        revision.stop(revision=asked, attempt=attempt, why_not=FAILED, by=SYSTEM)


def _keeping(asked: Any, attempt: int) -> Progress:
    """How the gate gets on, for the page. It goes through the groups once for each reader, and again after each table
    that it makes coarser: how often is not known before."""
    turn, before, told_at = 1, 0, dt.datetime.min.replace(tzinfo=dt.UTC)

    def step(settled: int, of: int) -> None:
        nonlocal turn, before, told_at
        turn, before = turn + (settled < before), settled
        if clock.now() - told_at >= TOLD_EVERY:
            told_at = clock.now()
            revision.tell(revision=asked, attempt=attempt, turn=turn, settled=settled, of=of, by=SYSTEM)

    return step
