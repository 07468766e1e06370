"""Who may answer for whom, and what an answer's state means for somebody who wants to come."""

import datetime as dt

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.people.enums import ConsentAnswer, ConsentBasis, ConsentKind, ConsentState, Grade
from mhst.people.models import ConsentDecision, YoungPerson
from mhst.people.queries.consent import SCHOOL_KINDS, Lapse
from mhst.people.wordings import WORDINGS
from mhst.settings.environment import environment

#: A Gillick decision covers at most one course; the next one is a new decision.
LONGEST_GILLICK = dt.timedelta(weeks=12)

_YOUNGER = {
    ConsentState.NOT_ASKED: (
        "No consent yet: ask a parent or guardian, or the young person if they can decide for themselves."
    ),
    ConsentState.REFUSED: "Consent was refused. Ask again only if something has changed.",
    ConsentState.CONFLICTING: (
        "People disagree about consent. They cannot join until that is settled: speak with the team."
    ),
    ConsentState.WITHDRAWN: "Consent was taken back. Ask again before booking.",
    ConsentState.EXPIRED: "Consent has run out: ask again.",
}
_SIXTEEN = {
    **_YOUNGER,
    ConsentState.NOT_ASKED: "No consent yet: they are 16 or over, so ask them.",
    ConsentState.EXPIRED: "Consent has run out: they are 16 or over, so ask them.",
}


def why_not_yet(person: YoungPerson, state: ConsentState, day: dt.date) -> str | None:
    """What is missing before `person` can be seen on `day`, and whom to ask; None when nothing is."""
    return (_SIXTEEN if day >= person.sixteen_on else _YOUNGER).get(state)


def why_not_to_the_end(person: YoungPerson, lapse: Lapse) -> str:
    """That a consent ends before the last of the days wanted, and whom to ask. It stops nobody from beginning:

    there is time to ask again, and each day's consent counts on its own.
    """
    return _ends(person, lapse, ", before the last session")


def why_not_for_long(person: YoungPerson, lapse: Lapse) -> str:
    """That a consent which holds today ends soon, and whom to ask."""
    return _ends(person, lapse, "")


def _ends(person: YoungPerson, lapse: Lapse, before: str) -> str:
    if turns_sixteen(person, lapse):
        return f"They turn 16 on {person.sixteen_on:%-d %B %Y}{before}: from then on they decide, so ask them by then."
    return f"Consent ends on {lapse.last_day:%-d %B %Y}{before}: ask again by then."


def turns_sixteen(person: YoungPerson, lapse: Lapse) -> bool:
    """Whether it ends because it becomes their own to give."""
    return lapse.last_day < person.sixteen_on <= lapse.missing_on


def check_record(decision: ConsentDecision, *, by: Actor) -> None:
    """Whether this decision, not yet saved, may be written down by `by`. Raises: Refused."""
    person = decision.young_person
    _check_kind(decision.kind, person, by)
    if decision.decided_on > clock.today():
        raise Refused(
            "That date is in the future. Give the day on which they decided.", code="consent-future", field="decided_on"
        )
    if decision.wording_version not in WORDINGS:
        raise Refused("Say which words were used to explain it.", code="consent-wording")
    if decision.expires_on and decision.expires_on < decision.decided_on:
        raise Refused("It cannot run out before the day it was decided.", code="consent-expiry", field="expires_on")
    {
        ConsentBasis.PARENTAL: _check_parental,
        ConsentBasis.SIXTEEN: _check_sixteen,
        ConsentBasis.GILLICK: _check_gillick,
    }[ConsentBasis(decision.basis)](decision, by)


def check_withdraw(decision: ConsentDecision, *, reason: str, by: Actor) -> None:
    """Raises: Refused."""
    _check_kind(decision.kind, decision.young_person, by)
    if decision.withdrawn_at:
        raise Refused("This was already taken back.", code="consent-withdrawn")
    if not reason.strip():
        raise Refused(
            "Say why it is taken back; only the team can read the reason.", code="consent-reason", field="reason"
        )


def _check_kind(kind: str, person: YoungPerson, by: Actor) -> None:
    by.require(Permission.CONSENT_RECORD, person)
    if kind not in SCHOOL_KINDS:
        by.require(Permission.YOUNG_PERSON_VIEW, person)


def _check_parental(decision: ConsentDecision, by: Actor) -> None:
    person, parent = decision.young_person, decision.parent
    if parent is None or parent.young_person_id != person.pk:
        raise Refused("Choose which parent or guardian decided.", code="consent-giver", field="giver")
    if not parent.has_parental_responsibility:
        raise Refused(
            f"{parent} does not hold parental responsibility, so cannot decide this. Ask somebody who does.",
            code="consent-responsibility",
            field="giver",
        )
    if decision.kind == ConsentKind.SHARE_WITH_PARENT:
        raise Refused(
            "Only the young person can agree to what their parents are told.", code="consent-their-own", field="giver"
        )
    if decision.decided_on >= person.sixteen_on:
        raise Refused(
            f"{person.name} was 16 by then and decides alone. Ask them.", code="consent-sixteen", field="giver"
        )


def _check_sixteen(decision: ConsentDecision, by: Actor) -> None:
    _check_own(decision)
    if decision.decided_on < decision.young_person.sixteen_on:
        raise Refused(
            f"{decision.young_person.name} was not yet 16 on that day. Ask a parent or guardian, or have a"
            " practitioner judge whether they can decide this for themselves.",
            code="consent-not-sixteen",
            field="giver",
        )


def is_too_young_to_decide(person: YoungPerson, kind: str, day: dt.date) -> bool:
    """Below a certain age a parent or guardian agrees, and the young person's own no still counts.

    What parents are told is the young person's own decision at every age.
    """
    return kind != ConsentKind.SHARE_WITH_PARENT and person.age_on(day) < environment.youngest_to_decide


def _check_gillick(decision: ConsentDecision, by: Actor) -> None:
    _check_own(decision)
    by.require(Permission.GILLICK_ASSESS, decision.young_person)
    if decision.answer == ConsentAnswer.GIVEN and is_too_young_to_decide(
        decision.young_person, decision.kind, decision.decided_on
    ):
        raise Refused(
            f"{decision.young_person.name} was not yet {environment.youngest_to_decide}. Ask a parent or guardian. "
            "That the young person does not want to can be recorded at any age.",
            code="gillick-too-young",
            field="giver",
        )
    if _is_trainee(by):
        raise Refused(
            "Only qualified staff can judge whether a young person can decide this. Ask your supervisor.",
            code="gillick-trainee",
            field="giver",
        )
    if decision.decided_on >= decision.young_person.sixteen_on:
        raise Refused(
            f"{decision.young_person.name} was 16 by then and decides alone.", code="gillick-sixteen", field="giver"
        )
    if not (decision.assessment or "").strip():
        raise Refused(
            "Write down what you asked and what they understood.", code="gillick-assessment", field="assessment"
        )
    if decision.answer == ConsentAnswer.GIVEN and _reaches_too_far(decision):
        raise Refused(
            "A decision like this covers one course, 12 weeks at most. Choose an earlier date.",
            code="gillick-expiry",
            field="expires_on",
        )


def _check_own(decision: ConsentDecision) -> None:
    if decision.parent is not None:
        raise Refused(
            "The young person decided this, so no parent or guardian is chosen.", code="consent-giver", field="giver"
        )


def _is_trainee(by: Actor) -> bool:
    practitioner = getattr(by, "practitioner", None)
    return practitioner is not None and practitioner.grade == Grade.TRAINEE


def _reaches_too_far(decision: ConsentDecision) -> bool:
    return decision.expires_on is not None and decision.expires_on > decision.decided_on + LONGEST_GILLICK
