"""What the worker does every minute for the counselling service."""

from mhst.core.actors import Machine
from realtime.actions import alarm
from realtime.actions import visit as visits

SWEEP = Machine("queue sweep")


def tidy_queue() -> None:
    """Places kept long enough lapse, and whoever waits when a service has closed is told so."""
    visits.tidy(by=SWEEP)


def tell_of_unread() -> None:
    """Words that nobody has read for five minutes are told to who leads."""
    alarm.tell_of_unread(by=alarm.ALARM)
