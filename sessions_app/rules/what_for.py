"""What somebody came for, in the words of national statistics: who may say it, and correct it."""

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from sessions_app.enums import ReferralReason
from sessions_app.models import Referral
from sessions_app.rules.referral import READ_BY_TEAM, check_can_read_request, check_can_work


def check_can_say(referral: Referral, by: Actor) -> None:
    """Those who decide in triage while they decide, then whoever works with them; also when it is over, since it is
    counted on. Raises: Refused."""
    check_can_read_request(referral, by)
    if referral.state not in READ_BY_TEAM or not by.can(Permission.REFERRAL_TRIAGE, referral):
        check_can_work(referral, by)
    if referral.young_person_id is None:
        raise Refused("Say first whom this is about.", code="unmatched")


def check_what_for(came_for: str) -> None:
    """Raises: Refused for what is none of the choices. Nothing is "not known yet"."""
    if came_for and came_for not in ReferralReason.values:
        raise Refused("Choose what they come for.", code="came-for", field="came_for")
