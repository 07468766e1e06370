"""Who may hand a referral on to specialist help, and what the referral letter needs."""

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from sessions_app.enums import ReferralState
from sessions_app.models import Referral
from sessions_app.rules import referral_moves as moves


def check_can_step_up(referral: Referral, by: Actor) -> None:
    """From the referral itself. Raises: Refused; in triage too, where the team decides it together."""
    moves.check_can_step_up(referral, by)
    by.require(Permission.LETTER_WRITE, referral)
    if referral.state == ReferralState.TRIAGE:
        raise Refused("In triage this is decided together: choose it there.", code="in-triage")


def check_service(service: str) -> None:
    """Raises: Refused when nobody knows where the letter goes."""
    if not service.strip():
        raise Refused("Name the service that the referral letter goes to.", code="service", field="service")
