"""Whether a team has taken a young person on, so that a request about them is more than a question."""

from sessions_app.enums import UNMATCHED_STATES, ReferralState
from sessions_app.models import Referral

_S = ReferralState
#: Nobody of the team works with them yet, or ever did.
NOT_ACCEPTED = frozenset({*UNMATCHED_STATES, _S.AWAITING_CONSENT, _S.TRIAGE, _S.NOT_ACCEPTED})


def is_accepted(referral: Referral) -> bool:
    """Accepted once, it stays so, wherever it went: something may be written in the record."""
    return bool(referral.pathway) or referral.practitioner_id is not None or referral.state not in NOT_ACCEPTED
