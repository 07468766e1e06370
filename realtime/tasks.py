"""What the worker does every minute for the counselling service."""

from mhst.core.actors import Machine
from realtime.actions import visit as visits

SWEEP = Machine("queue sweep")


def tidy_queue() -> None:
    """Places kept long enough lapse, and whoever waits when a service has closed is told so."""
    visits.tidy(by=SWEEP)
