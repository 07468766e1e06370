"""The pages that belong to one referral, and what can be done with it: who is shown which.

Each noun adds its line: a page to `PARTS`, an act to `ACTS`. What a rule refuses is not shown.
"""

from collections.abc import Callable
from dataclasses import dataclass

from mhst.core.actors import Actor
from mhst.core.errors import DomainError, Refused
from sessions_app.models import Referral
from sessions_app.rules import course, decision, indirect_activity, letter
from sessions_app.rules import referral_moves as moves
from sessions_app.rules.allocation import check_can_allocate
from sessions_app.rules.consent_link import check_can_see
from sessions_app.rules.enquiry import check_can_answer, check_can_become_request
from sessions_app.rules.hand_over import check_can_hand_one_over
from sessions_app.rules.referral import check_can_match, check_can_read, check_can_read_request
from sessions_app.rules.stepping_up import check_can_step_up

Check = Callable[[Referral, Actor], None]


@dataclass(frozen=True)
class Link:
    """Text, the name of an address that takes the referral's id, and the rule that shows it."""

    text: str
    route: str
    check: Check | None = None


def _check_has_work(referral: Referral, by: Actor) -> None:
    """Raises: Refused; also of a question, or of a request before anybody has said whom it is about."""
    check_can_read(referral, by)
    if referral.young_person_id is None:
        raise Refused("Say first whom this is about.", code="unmatched")


PARTS: tuple[Link, ...] = (
    Link("Overview", "referral"),
    Link("Request", "referral-request", check_can_read_request),
    Link("Consent", "referral-consent", check_can_see),
    Link("Sessions", "referral-sessions", _check_has_work),
    Link("Work about them", "referral-indirect", indirect_activity.check_can_see),
    Link("Plan", "referral-plan", _check_has_work),
    Link("Goals and measures", "referral-measures", _check_has_work),
    Link("Review", "referral-review", _check_has_work),
    Link("Letters", "referral-letters", letter.check_can_read),
    Link("Supervision", "referral-supervision", _check_has_work),
    Link("History", "referral-history"),
)  # fmt: skip

ACTS: tuple[Link, ...] = (
    Link("Decide together", "referral-decide", decision.check_can_decide),
    Link("Choose who works with them", "referral-allocate", check_can_allocate),
    Link("Say who this is about", "referral-match", check_can_match),
    Link("Join it to the open referral", "referral-join", moves.check_can_be_joined),
    Link("Answer with advice", "referral-answer", check_can_answer),
    Link("Turn it into a request for support", "referral-become-request", check_can_become_request),
    Link("Go on", "referral-resume", moves.check_can_resume),
    Link("Pause", "referral-pause", moves.check_can_pause),
    Link("Pass on to another team", "referral-transfer", moves.check_can_transfer),
    Link("Step up to specialist help", "referral-step-up", check_can_step_up),
    Link("Close", "referral-close", moves.check_can_close),
    Link("Open again", "referral-reopen", moves.check_can_reopen),
    Link("Book 1:1 sessions", "referral-book", course.check_can_book),
    Link("Join a group", "referral-group", course.check_can_join_group),
    Link("Hand over to another practitioner", "referral-hand-over", check_can_hand_one_over),
)  # fmt: skip


def parts_for(referral: Referral, by: Actor) -> list[Link]:
    return [link for link in PARTS if _is_shown(link, referral, by)]


def acts_for(referral: Referral, by: Actor) -> list[Link]:
    return [link for link in ACTS if _is_shown(link, referral, by)]


def allows(check: Check, referral: Referral, by: Actor) -> bool:
    """Whether a rule lets this pass."""
    try:
        check(referral, by)
    except DomainError:
        return False
    return True


def _is_shown(link: Link, referral: Referral, by: Actor) -> bool:
    return link.check is None or allows(link.check, referral, by)
