"""Somebody more specialised goes on with a young person: the referral moves, and the letters are prepared."""

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core.actors import Actor
from sessions_app.actions import letter
from sessions_app.actions import referral as referrals
from sessions_app.enums import LetterKind, LetterTo, TriageOutcome
from sessions_app.models import Letter, Referral, TriageDecision
from sessions_app.queries import letter as letters
from sessions_app.rules import referral as referral_rules
from sessions_app.rules import stepping_up as rules


@action
def step_up(*, referral: Referral, service: str, why: str, by: Actor) -> list[Letter]:
    """The letters are prepared, to be written and sent; what was booked is given back. Returns the letters.

    Raises: Refused, saying what is missing; Conflict when somebody moved the referral in the meantime.
    """
    locked = referrals.lock(referral)
    referral_rules.check_state_seen(referral, locked)
    rules.check_can_step_up(locked, by)
    rules.check_service(service)
    if locked.practitioner is None:
        _answer_for(locked, why, by)
    referrals.step_up(referral=referral, why=why, by=by)
    return [_prepare(referral, to, service, by) for to in letters.readers_of(referral, LetterKind.STEP_UP)]


def _answer_for(referral: Referral, why: str, by: Actor) -> None:
    """Where nobody works with them yet, whoever decides it reads and writes the letters."""
    decided_by = by if isinstance(by, User) else None
    TriageDecision.objects.create(referral=referral, outcome=TriageOutcome.STEP_UP, why=why, decided_by=decided_by)


def _prepare(referral: Referral, to: LetterTo, service: str, by: Actor) -> Letter:
    addressee = service if to == LetterTo.SPECIALIST else ""
    return letter.prepare(referral=referral, kind=LetterKind.STEP_UP, to=to, addressee=addressee, by=by)
