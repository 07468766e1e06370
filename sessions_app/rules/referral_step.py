"""The next step that what has happened suggests. A person takes it, or does not: nothing moves by itself."""

from dataclasses import dataclass

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from sessions_app.enums import ReferralState, ReviewOutcome
from sessions_app.models import Referral
from sessions_app.queries import review as reviews
from sessions_app.rules.referral import check_can_work
from sessions_app.rules.referral_parts import allows
from sessions_app.rules.review import check_can_review

_S = ReferralState
#: The steps of the work itself; how a referral is reviewed, pauses, ends or goes elsewhere has pages of its own.
STEPS = frozenset({_S.ASSESSMENT, _S.IN_INTERVENTION})
TOGETHER = "together at the goals, fill in the same measures again, and decide how to go on."
LOOK_BACK = "referral-review", "Look back together and write down what you decide"


@dataclass(frozen=True)
class Step:
    to: str
    sentence: str
    button: str


@dataclass(frozen=True)
class Review:
    heading: str
    sentence: str
    route: str
    link: str


def suggested(referral: Referral, by: Actor) -> Step | None:
    """What could be done next by whoever works with them; nothing for everybody else."""
    step = _next(referral)
    return step if step and allows(check_can_work, referral, by) else None


def check_is_step(to: str) -> None:
    """Raises: Refused for what is not one of the steps of the work."""
    if to not in STEPS:
        raise Refused("Choose one of the steps that the page offers.", code="step")


def review_of(referral: Referral, by: Actor) -> Review | None:
    """What is to be said of a review to whoever works with them. Never together with a step: there is one way on."""
    if not allows(check_can_review, referral, by):
        return None
    if referral.state == _S.REVIEW:
        return _in_review(referral)
    if not referral.is_review_due:
        return None
    since = f"It is due since the session on {referral.review_due_on:%-d %B %Y}: look back"
    return Review("A review is due", f"{since} {TOGETHER}", *LOOK_BACK)


def _in_review(referral: Referral) -> Review:
    last = reviews.last_of(referral)
    if last and last.outcome == ReviewOutcome.CLOSE:
        said = f"You decided together on {last.held_on:%-d %B %Y} to bring it to an end. What is left are the letters."
        return Review("In review", said, "referral-close", "Write the letters and close it")
    return Review("In review", f"Look back {TOGETHER}", *LOOK_BACK)


def _next(referral: Referral) -> Step | None:
    if referral.state == _S.ALLOCATED and referral.last_seen_on:
        return Step(_S.ASSESSMENT, "They have been seen for the first time.", "Begin the assessment")
    if referral.state == _S.ASSESSMENT and referral.plan_on:
        return Step(_S.IN_INTERVENTION, "There is a plan.", "Begin the support")
    return None
