"""Giving a young person to the practitioner who will work with them."""

from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.people.models import Practitioner
from sessions_app.actions import referral as referrals
from sessions_app.enums import ReferralState
from sessions_app.models import Referral
from sessions_app.queries.allocation import suggestions
from sessions_app.rules import allocation as rules
from sessions_app.rules.referral import check_state_seen


@action
def allocate(*, referral: Referral, practitioner: Practitioner, by: Actor, why: str = "") -> Referral:
    """They work together from now on. Raises: Refused; Conflict when somebody else was quicker."""
    locked = referrals.lock(referral)
    check_state_seen(referral, locked)
    rules.check_can_allocate(locked, by)
    rules.check_takes_on(referral, practitioner)
    first = next((found.practitioner for found in suggestions(referral)), None)
    rules.check_says_why(practitioner, first, why)
    changes = {"practitioner": practitioner}
    return referrals.move(referral=referral, to=ReferralState.ALLOCATED, why=why, by=by, changes=changes)
