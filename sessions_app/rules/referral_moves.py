"""Whether each thing that people do with a referral as a whole is open to somebody now: pages and buttons ask this."""

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from sessions_app.enums import REFERRAL_MOVES, ReferralState
from sessions_app.models import Referral
from sessions_app.queries import referral as queries
from sessions_app.rules import referral as rules

_S = ReferralState


def check_can_pause(referral: Referral, by: Actor) -> None:
    _check_leads(referral, _S.PAUSED, by)


def check_can_resume(referral: Referral, by: Actor) -> None:
    rules.check_may_move(referral, referral.paused_from or _S.TRIAGE, by)
    if not referral.paused_from:
        raise Refused("Only a paused referral can go on.", code="state")


def check_can_transfer(referral: Referral, by: Actor) -> None:
    _check_leads(referral, _S.TRANSFERRED, by)


def check_can_step_up(referral: Referral, by: Actor) -> None:
    _check_leads(referral, _S.STEPPED_UP, by)


def check_can_close(referral: Referral, by: Actor) -> None:
    _check_leads(referral, _S.CLOSED, by)


def check_can_reopen(referral: Referral, by: Actor) -> None:
    """Also after advice, after not being accepted, and for the team that it was transferred to."""
    rules.check_may_move(referral, _S.TRIAGE, by)
    if referral.state not in rules.ENDED:
        raise Refused("Only a referral that has ended is opened again.", code="state")
    rules.check_ready(referral, _S.TRIAGE)


def check_can_be_joined(referral: Referral, by: Actor) -> None:
    """Whether another referral of the same young person is open, to which this request can be joined."""
    other_to_join(referral, by)


def other_to_join(referral: Referral, by: Actor) -> Referral:
    """The one to join it to. Raises: Refused when there is none, or another team has it."""
    other = referral.young_person and queries.going_on_for(referral.young_person)
    if not other:
        raise Refused("No other referral of theirs is open.", code="state")
    rules.check_can_join(referral, other, by)
    return other


def _check_leads(referral: Referral, to: str, by: Actor) -> None:
    """Whether it may move there but for what the page itself asks."""
    rules.check_may_move(referral, to, by)
    if to not in REFERRAL_MOVES[referral.state]:
        rules.check_ready(referral, to)
