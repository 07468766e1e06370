"""When a team may decide on a request, and what each outcome has to say."""

from collections.abc import Sequence
from dataclasses import dataclass

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner
from sessions_app.enums import GROUP_KINDS, NotAcceptedBecause, Pathway, ReferralState, TriageOutcome
from sessions_app.models import Programme, Referral
from sessions_app.rules.stepping_up import check_service
from sessions_app.rules.what_for import check_what_for

PATHWAYS: dict[str, Pathway] = {TriageOutcome.ONE_TO_ONE: Pathway.ONE_TO_ONE, TriageOutcome.GROUP: Pathway.GROUP}
#: What is said to those who asked has to be written down.
SAYS = frozenset({TriageOutcome.ADVICE, TriageOutcome.MORE_INFORMATION})
NO_WAY_ON = "Nobody is left without a way on. Tick what could help instead, or write it, one a line."


@dataclass(frozen=True)
class Reasons:
    """What goes with an outcome. `why` is the team's; the rest is for those who asked, or for their letters."""

    why: str
    present: Sequence[Practitioner]
    programme: Programme | None = None
    advice: str = ""
    because: str = ""
    signposts: Sequence[str] = ()
    service: str = ""
    came_for: str | None = None  # where it was asked; nothing is "not known yet"


def check_can_decide(referral: Referral, by: Actor) -> None:
    """Raises: Refused."""
    by.require(Permission.REFERRAL_TRIAGE, referral)
    if referral.state != ReferralState.TRIAGE:
        raise Refused(
            f"This referral is {referral.get_state_display().lower()}, so there is nothing to decide in triage now.",
            code="state",
        )


def check_present(referral: Referral, present: Sequence[Practitioner]) -> None:
    """Raises: Refused unless somebody of the team was there."""
    if not present:
        raise Refused("Say who was there when this was decided.", code="present", field="present")
    if any(person.team_id != referral.team_id for person in present):
        raise Refused("Choose people of this team.", code="present", field="present")


def check_programme(outcome: str, programme: Programme | None) -> None:
    """Raises: Refused when what is suggested is not offered any more, or is of the other kind."""
    if programme is not None and not programme.is_offered:
        raise Refused(f"{programme.name} is retired. Choose another.", code="not-offered", field="programme")
    if programme is not None and (programme.kind in GROUP_KINDS) != (outcome == TriageOutcome.GROUP):
        raise Refused(
            f"{programme.name} is {'for groups' if programme.is_group else '1:1'}. Choose another.",
            code="programme", field="programme",
        )  # fmt: skip


def check_words(outcome: str, reasons: Reasons) -> None:
    """Raises: Refused, naming the first thing that this outcome needs and has not."""
    check_what_for(reasons.came_for or "")
    if not reasons.why.strip():
        raise Refused("Say why. Only the team reads it.", code="why", field="why")
    if outcome in SAYS and not reasons.advice.strip():
        raise Refused("Write what you say to those who asked.", code="advice", field="advice")
    if outcome == TriageOutcome.STEP_UP:
        check_service(reasons.service)
    if outcome == TriageOutcome.NOT_ACCEPTED:
        _check_not_accepted(reasons)


def _check_not_accepted(reasons: Reasons) -> None:
    if reasons.because not in NotAcceptedBecause.values:
        raise Refused("Choose the reason.", code="because", field="because")
    if not reasons.signposts:
        raise Refused(NO_WAY_ON, code="signposts", field="own")
