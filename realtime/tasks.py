"""What the worker does every minute for conversations and the counselling service, whoever was killed meanwhile."""

from mhst.core import clock
from mhst.core.actors import SYSTEM, Machine
from realtime.actions import alarm, booking, escalation, retention
from realtime.actions import visit as visits
from realtime.live import checking
from realtime.queries.flag import AT_ONCE

SWEEP = Machine("queue sweep")
NIGHTLY = 3


def tidy_queue() -> None:
    """Places kept long enough lapse, and so do booked ones; whoever waits when a service has closed is told so."""
    visits.tidy(by=SWEEP)
    booking.release(by=SWEEP)


def tell_of_unread() -> None:
    """Words that nobody has read for five minutes are told to who leads."""
    alarm.tell_of_unread(by=alarm.ALARM)


def look_for_danger_words() -> None:
    """A sweep: messages that nothing has looked through."""
    looked = AT_ONCE
    while looked == AT_ONCE:
        looked = checking.check()


def tell_of_unanswered_flags() -> None:
    """A sweep: marks that nobody has answered."""
    checking.tell_late()


def tell_of_held_posts() -> None:
    """A sweep: posts of open rooms that have waited for too long."""
    checking.tell_held()


def tell_of_late_steps() -> None:
    """A sweep: steps about somebody in danger that should have been done."""
    escalation.tell_of_late(by=SYSTEM)


def list_what_is_due() -> None:
    """A sweep of the small hours: what has been kept for as long as it should be."""
    if clock.now().astimezone(clock.LONDON).hour == NIGHTLY:
        retention.plan(by=SYSTEM)
