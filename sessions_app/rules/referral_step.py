"""The next step that what has happened suggests. A person takes it, or does not: nothing moves by itself."""

from dataclasses import dataclass

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from sessions_app.enums import ReferralState
from sessions_app.models import Referral
from sessions_app.queries.write_up import is_review_due
from sessions_app.rules.referral import check_can_work
from sessions_app.rules.referral_parts import allows

_S = ReferralState
#: The steps of the work itself; how a referral pauses, ends or goes elsewhere has pages of its own.
STEPS = frozenset({_S.ASSESSMENT, _S.IN_INTERVENTION, _S.REVIEW})


@dataclass(frozen=True)
class Step:
    to: str
    sentence: str
    button: str


def suggested(referral: Referral, by: Actor) -> Step | None:
    """What could be done next by whoever works with them; nothing for everybody else."""
    step = _next(referral)
    return step if step and allows(check_can_work, referral, by) else None


def check_is_step(to: str) -> None:
    """Raises: Refused for what is not one of the steps of the work."""
    if to not in STEPS:
        raise Refused("Choose one of the steps that the page offers.", code="step")


def review_in_words(referral: Referral) -> str:
    """That a review is due, or nothing."""
    if not is_review_due(referral, clock.today()) or referral.review_due_on is None:
        return ""
    return (
        f"A review is due since the session on {referral.review_due_on:%-d %B %Y}: look back together at the goals,"
        " fill in the same measures again, and decide how to go on."
    )


def _next(referral: Referral) -> Step | None:
    if referral.state == _S.ALLOCATED and referral.last_seen_on:
        return Step(_S.ASSESSMENT, "They have been seen for the first time.", "Begin the assessment")
    if referral.state == _S.ASSESSMENT and referral.plan_on:
        return Step(_S.IN_INTERVENTION, "There is a plan.", "Begin the support")
    if referral.state == _S.IN_INTERVENTION and is_review_due(referral, clock.today()):
        return Step(_S.REVIEW, "When you look back together, say so.", "Begin the review")
    if referral.state == _S.REVIEW:
        return Step(_S.IN_INTERVENTION, "When you have looked back together:", "Go on with the support")
    return None
