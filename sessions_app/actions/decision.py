"""What a team decides together about a request. The referral moves with it, and the letters are prepared."""

from typing import Any

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core.actors import Actor
from sessions_app.actions import letter
from sessions_app.actions import referral as referral_actions
from sessions_app.enums import LEADS_TO, LetterKind, LetterTo, TriageOutcome
from sessions_app.models import Referral, TriageDecision
from sessions_app.queries import letter as letters
from sessions_app.rules import decision as rules
from sessions_app.rules import referral as referral_rules
from sessions_app.rules.decision import Reasons

_LETTERS = {
    TriageOutcome.ADVICE: LetterKind.ADVICE,
    TriageOutcome.MORE_INFORMATION: LetterKind.MORE_INFORMATION,
    TriageOutcome.NOT_ACCEPTED: LetterKind.NOT_ACCEPTED,
    TriageOutcome.STEP_UP: LetterKind.STEP_UP,
}


@action
def decide(*, referral: Referral, outcome: TriageOutcome | str, reasons: Reasons, by: Actor) -> TriageDecision:
    """Write the decision down, move the referral where it leads, prepare the letters.

    Raises: Refused, saying what is missing; Conflict when somebody decided in the meantime.
    """
    locked = referral_actions.lock(referral)
    referral_rules.check_state_seen(referral, locked)
    _check(locked, outcome, reasons, by)
    decision = _write(locked, outcome, reasons, by)
    if outcome in LEADS_TO:
        referral_actions.move(
            referral=referral, to=LEADS_TO[outcome], why=reasons.why, changes=_changes(outcome, reasons), by=by
        )
    _prepare_letters(referral, outcome, reasons, by)
    return decision


def _changes(outcome: str, reasons: Reasons) -> dict[str, Any]:
    """What is settled with an acceptance."""
    if outcome not in rules.PATHWAYS:
        return {}
    came_for = {} if reasons.came_for is None else {"reason": reasons.came_for}
    return {"pathway": rules.PATHWAYS[outcome], "programme": reasons.programme, **came_for}


def _check(referral: Referral, outcome: str, reasons: Reasons, by: Actor) -> None:
    rules.check_can_decide(referral, by)
    rules.check_present(referral, reasons.present)
    rules.check_programme(outcome, reasons.programme)
    rules.check_words(outcome, reasons)


def _write(referral: Referral, outcome: str, reasons: Reasons, by: Actor) -> TriageDecision:
    is_no = outcome == TriageOutcome.NOT_ACCEPTED
    decision = TriageDecision.objects.create(
        referral=referral, outcome=outcome, programme=reasons.programme, why=reasons.why.strip(),
        advice=reasons.advice.strip() if outcome in rules.SAYS else None,
        not_accepted_because=reasons.because if is_no else "",
        signposts="\n".join(reasons.signposts) if is_no else None,
        decided_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    decision.decided_with.set(reasons.present)
    return decision


def _prepare_letters(referral: Referral, outcome: str, reasons: Reasons, by: Actor) -> None:
    kind = _LETTERS.get(TriageOutcome(outcome))
    if kind is None:
        return
    for to in letters.readers_of(referral, kind):
        addressee = reasons.service if to == LetterTo.SPECIALIST else ""
        letter.prepare(referral=referral, kind=kind, to=to, addressee=addressee, by=by)
