"""What consent to be seen does to a referral: where it has to wait, and where it may go on."""

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from sessions_app.enums import CONSENTED_STATES, REFERRAL_MOVES, ReferralState
from sessions_app.models import Referral
from sessions_app.queries import referral_consent as queries
from sessions_app.rules import referral as rules

_S = ReferralState


def must_wait(referral: Referral) -> str:
    """Why a referral can no longer stand where it stands, in a sentence; nothing when it can."""
    if referral.state not in CONSENTED_STATES or referral.young_person is None:
        return ""
    return queries.missing_now(referral.young_person)


def goes_on_to(referral: Referral) -> str:
    """Where a referral that waits for consent may go on: to where it stood, or as near as it can; else nowhere."""
    if referral.state != _S.AWAITING_CONSENT or referral.young_person is None:
        return ""
    if queries.missing_now(referral.young_person):
        return ""
    before = queries.stood_at(referral)
    ways = [before, _S.WAITING, _S.TRIAGE] if before in CONSENTED_STATES else [_S.TRIAGE]
    allowed = REFERRAL_MOVES[_S.AWAITING_CONSENT]
    return next((to for to in ways if to in allowed and not rules.missing(referral, to)), "")


def check_can_go_on(referral: Referral, by: Actor) -> None:
    """Raises: Refused, saying what is missing."""
    if referral.state != _S.AWAITING_CONSENT:
        raise Refused("Only a referral that waits for consent goes on from here.", code="state")
    to = goes_on_to(referral)
    if not to:
        raise Refused(" ".join(rules.missing(referral, _S.WAITING)) or "Something is missing.", code="missing")
    rules.check_can_move(referral, to, by)
