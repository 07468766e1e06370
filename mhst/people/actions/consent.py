import datetime as dt

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.actors import Actor
from mhst.people.enums import ConsentAnswer, ConsentBasis, ConsentKind, ConsentMethod, WithdrawnBecause
from mhst.people.events import ConsentChanged
from mhst.people.models import ConsentDecision, ParentOrGuardian, YoungPerson
from mhst.people.rules.consent import check_record, check_withdraw
from mhst.people.wordings import CURRENT


@action
def record(
    *,
    young_person: YoungPerson,
    kind: ConsentKind,
    answer: ConsentAnswer,
    basis: ConsentBasis,
    method: ConsentMethod,
    decided_on: dt.date,
    by: Actor,
    parent: ParentOrGuardian | None = None,
    expires_on: dt.date | None = None,
    assessment: str | None = None,
    wording_version: str = CURRENT.version,
) -> ConsentDecision:
    """Write down what somebody decided. Raises: Refused if they could not decide it, or `by` may not say so."""
    decision = ConsentDecision(
        young_person=young_person, kind=kind, answer=answer, basis=basis, method=method, decided_on=decided_on,
        parent=parent, expires_on=expires_on, assessment=assessment or None, wording_version=wording_version,
        recorded_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    check_record(decision, by=by)
    decision.save()
    events.publish(ConsentChanged(young_person.pk, kind))
    return decision


@action
def withdraw(*, decision: ConsentDecision, because: WithdrawnBecause, reason: str, by: Actor) -> None:
    """Take an answer back from now on or, if it was a mistake, altogether. The row stays. Raises: Refused."""
    check_withdraw(decision, reason=reason, by=by)
    decision.withdrawn_at, decision.withdrawn_because = clock.now(), because
    decision.withdrawn_reason = reason.strip()
    decision.save()
    events.publish(ConsentChanged(decision.young_person_id, decision.kind))
