"""Looking back together: who writes it down, and when."""

import datetime as dt

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from sessions_app.enums import ReferralState, ReviewOutcome
from sessions_app.models import Referral
from sessions_app.rules.referral import check_can_read, check_can_work
from sessions_app.rules.stepping_up import check_service

#: The support has begun, and is not over.
REVIEWED = frozenset({ReferralState.IN_INTERVENTION, ReferralState.REVIEW})


def check_can_review(referral: Referral, by: Actor) -> None:
    """Raises: Refused."""
    check_can_read(referral, by)
    check_can_work(referral, by)
    if referral.state not in REVIEWED:
        raise Refused(
            f"You look back together while support goes on. This referral is {referral.get_state_display().lower()}.",
            code="state",
        )


def check_review(referral: Referral, *, said: str, why: str, outcome: str, held_on: dt.date, service: str) -> None:
    """Raises: Refused, naming the first thing that is missing."""
    if not said.strip():
        raise Refused("Write what they say has changed, in their words.", code="said", field="said")
    if outcome not in ReviewOutcome.values:
        raise Refused("Choose what you decided together.", code="outcome", field="outcome")
    if not why.strip():
        raise Refused("Write why, and what comes next.", code="why", field="why")
    if not referral.received_on <= held_on <= clock.today():
        raise Refused("Choose a day since the request came, up to today.", code="held-on", field="held_on")
    if outcome == ReviewOutcome.STEP_UP:
        check_service(service)
