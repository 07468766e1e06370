"""A review is written down, and the referral goes where it was decided: on, to its end, or to specialist help."""

import datetime as dt

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core.actors import Actor
from sessions_app.actions import referral as referrals
from sessions_app.actions import stepping_up
from sessions_app.enums import ReferralState, ReviewOutcome
from sessions_app.models import Referral, Review
from sessions_app.rules import review as rules
from sessions_app.rules.referral import check_state_seen


@action
def write(
    *, referral: Referral, said: str, outcome: ReviewOutcome | str, why: str, held_on: dt.date, by: Actor,
    with_parent: bool = False, service: str = "",
) -> Review:  # fmt: skip
    """Keep what was said and decided. What is to close stays in review until its letters are written.

    Raises: Refused, saying what is missing; Conflict when somebody moved the referral in the meantime.
    """
    locked = referrals.lock(referral)
    check_state_seen(referral, locked)
    rules.check_can_review(locked, by)
    rules.check_review(locked, said=said, why=why, outcome=outcome, held_on=held_on, service=service)
    if locked.state != ReferralState.REVIEW:
        referrals.move(referral=referral, to=ReferralState.REVIEW, by=by)
    review = Review.objects.create(
        referral=locked, held_on=held_on, with_parent=with_parent, said=said.strip(), outcome=outcome, why=why.strip(),
        written_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    if outcome == ReviewOutcome.CONTINUE:
        referrals.move(referral=referral, to=ReferralState.IN_INTERVENTION, by=by)
    elif outcome == ReviewOutcome.STEP_UP:
        stepping_up.step_up(referral=referral, service=service, why=why, by=by)
    return review
