"""What somebody came for is said, or said anew. Figures learn of it by the audit row."""

from mhst.audit.recording import action
from mhst.core.actors import Actor
from sessions_app.actions.referral import lock
from sessions_app.models import Referral
from sessions_app.rules import what_for as rules


@action
def say(*, referral: Referral, came_for: str, by: Actor) -> Referral:
    """Nothing where it is not known after all. Raises: Refused."""
    locked = lock(referral)
    rules.check_can_say(locked, by)
    rules.check_what_for(came_for)
    locked.reason = came_for
    locked.save()
    referral.reason = came_for
    return locked
