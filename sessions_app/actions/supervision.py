"""Giving supervision: begun, written as one talks, signed by both."""

import datetime as dt
from collections.abc import Sequence

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.people.models import Practitioner
from sessions_app.enums import SupervisionKind
from sessions_app.models import Supervision, SupervisionDecision
from sessions_app.queries import supervision as queries
from sessions_app.queries.supervision_cases import Decided, cases
from sessions_app.rules import supervision as rules


@action
def begin(*, practitioner: Practitioner, kind: str, by: User) -> Supervision:
    """A new record, or the one that was begun and not signed."""
    rules.check_can_give(practitioner, by)
    Practitioner.objects.select_for_update().get(pk=practitioner.pk)
    found = queries.begun(practitioner, kind, by)
    return found or Supervision.objects.create(practitioner=practitioner, kind=SupervisionKind(kind), supervisor=by)


@action
def save(
    *,
    supervision: Supervision,
    held_on: dt.date | None = None,
    minutes: int | None = None,
    learned: str | None = None,
    decided: Sequence[Decided] = (),
    by: User,
) -> None:
    """Keep what is written so far; what is not given stays as it was."""
    held = _held(supervision)
    rules.check_can_write(held, by)
    held.held_on = held_on or held.held_on
    held.minutes = held.minutes if minutes is None else minutes
    held.learned = held.learned if learned is None else learned
    held.save()
    known = queries.decided_in(held)
    for each in decided:
        rules.check_can_decide(held, each.referral, by)
        _decide(held, each, known.get(each.referral.pk))


@action
def sign(*, supervision: Supervision, by: User) -> None:
    """Sign as its supervisor, then as the practitioner. Raises: Refused while something is missing."""
    held = _held(supervision)
    listed = cases(held, by) if held.is_case_management and held.is_open else []
    rules.check_can_sign(held, listed, queries.decided_in(held), by)
    if held.is_open:
        held.signed_by_supervisor_at = clock.now()
    else:
        held.signed_by_practitioner_at = clock.now()
    held.save()


@action
def finish(*, decision: SupervisionDecision, by: User) -> None:
    rules.check_can_finish(decision, by)
    decision.done_on = clock.today()
    decision.save()


def _held(supervision: Supervision) -> Supervision:
    rows = Supervision.objects.select_for_update(of=("self",)).select_related("practitioner__user", "supervisor")
    return rows.get(pk=supervision.pk)


def _decide(supervision: Supervision, given: Decided, known: SupervisionDecision | None) -> None:
    if not given.words:
        if known:
            known.delete()
        return
    decision = known or SupervisionDecision(supervision=supervision, referral=given.referral)
    decision.decision, decision.owner, decision.due_on = given.words, given.owner, given.due_on
    decision.save()
