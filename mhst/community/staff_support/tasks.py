"""What the worker does every minute for staff support."""

from mhst.community.staff_support.actions import request, team
from mhst.core.actors import Machine

SWEEP = Machine("staff support sweep")


def forget() -> None:
    """A sweep: what was finished so long ago is deleted."""
    request.forget(by=SWEEP)
    team.forget(by=SWEEP)
