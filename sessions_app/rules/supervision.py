"""Who gives supervision, who writes and who signs it. Each rule raises `Refused` with a sentence for the person."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner
from sessions_app.models import Referral, Supervision, SupervisionDecision
from sessions_app.queries.supervision_cases import Case
from sessions_app.rules.referral import check_can_read


def check_can_give(practitioner: Practitioner, by: Actor) -> None:
    by.require(Permission.SUPERVISION_GIVE, practitioner)
    if _is(practitioner.user_id, by):
        raise Refused("Nobody supervises themselves.", code="own")


def check_can_write(supervision: Supervision, by: Actor) -> None:
    """Its supervisor, until they have signed it."""
    check_can_give(supervision.practitioner, by)
    if not _is(supervision.supervisor_id, by):
        raise Refused(f"{supervision.supervisor} writes this record.", code="other-supervisor")
    if not supervision.is_open:
        raise Refused("This record is signed, so it stays as it is. Begin a new one.", code="signed")


def check_can_sign(
    supervision: Supervision, cases: Collection[Case], decided: Mapping[UUID, SupervisionDecision], by: Actor
) -> None:
    """First its supervisor, with its time and what was decided, who does it and by when; then the practitioner."""
    if _is(supervision.practitioner.user_id, by):
        _check_practitioner_signs(supervision)
        return
    check_can_write(supervision, by)
    if supervision.minutes == 0:
        raise Refused("Enter first how many minutes it lasted.", code="minutes")
    _check_decided(cases, decided)


def check_can_decide(supervision: Supervision, referral: Referral, by: Actor) -> None:
    """Case management decides about those on the caseload; clinical skills hold no case notes."""
    check_can_write(supervision, by)
    check_can_read(referral, by)
    if not supervision.is_case_management:
        raise Refused("Clinical skills supervision holds nothing about young people.", code="kind")
    if referral.practitioner_id != supervision.practitioner_id:
        raise Refused(f"{supervision.practitioner} no longer works with this young person.", code="other-caseload")


def check_can_finish(decision: SupervisionDecision, by: Actor) -> None:
    """Whoever is to do it, and whoever works with the young person now."""
    check_can_read(decision.referral, by)
    if decision.done_on:
        raise Refused("This is done already.", code="done")


def _check_decided(cases: Collection[Case], decided: Mapping[UUID, SupervisionDecision]) -> None:
    """A decision for everybody with a reason, and a day for each decision; who does it, it always names."""
    open_ = [case for case in cases if case.why and case.referral.pk not in decided]
    if open_:
        raise Refused(f"A decision is still needed for: {_names(open_)}.", code="undecided")
    undated = [case for case in cases if case.referral.pk in decided and not decided[case.referral.pk].due_on]
    if undated:
        raise Refused(f"By when is it to be done? A day is still needed for: {_names(undated)}.", code="undated")


def _names(cases: Collection[Case]) -> str:
    return ", ".join(str(case.referral.young_person) for case in cases)


def _check_practitioner_signs(supervision: Supervision) -> None:
    if supervision.is_open:
        raise Refused(f"{supervision.supervisor} signs this first.", code="supervisor-first")
    if supervision.signed_by_practitioner_at:
        raise Refused("You have signed this already.", code="signed")


def may(check: Any, *given: object) -> bool:
    """The yes or no of a rule, for buttons."""
    try:
        check(*given)
    except Refused:
        return False
    return True


def _is(user_id: object, by: Actor) -> bool:
    return getattr(by, "pk", None) == user_id is not None
