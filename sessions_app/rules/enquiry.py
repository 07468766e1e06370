from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from sessions_app.enums import ReferralState
from sessions_app.models import Referral


def check_can_answer(referral: Referral, by: Actor) -> None:
    """Whether a question still waits for advice, and who gives it. Raises: Refused."""
    by.require(Permission.REFERRAL_TRIAGE, referral)
    if referral.state != ReferralState.ENQUIRY:
        raise Refused("Only an enquiry that nobody has answered yet is answered here.", code="state")


def check_can_become_request(referral: Referral, by: Actor) -> None:
    """Whether a question, answered or not, can go on as a request for support. Raises: Refused."""
    by.require(Permission.REFERRAL_TRIAGE, referral)
    request = referral.request
    if request is None or not request.is_enquiry:
        raise Refused("Only an enquiry becomes a request here.", code="not-an-enquiry")
    if referral.state not in {ReferralState.ENQUIRY, ReferralState.ADVICE_ONLY}:
        raise Refused("This enquiry is over. Ask for support anew.", code="state")


def check_advice(advice: str) -> None:
    if not advice.strip():
        raise Refused("Write what you advise. Whoever asked reads it.", code="advice", field="advice")
