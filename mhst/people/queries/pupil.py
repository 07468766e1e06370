"""The school's view of a young person: a list of what may be seen, not a list of what may not."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from mhst.access.models import User
from mhst.core import clock
from mhst.core.permissions import Permission
from mhst.people.enums import ConsentKind, ConsentState, WithdrawnBecause
from mhst.people.models import ConsentDecision, ParentOrGuardian, YoungPerson
from mhst.people.queries import consent, meeting


@dataclass(frozen=True)
class Answer:
    """One decision, without why it was taken back and without what was judged."""

    id: UUID
    decided_on: dt.date
    answer: str
    giver: str
    method: str
    taken_back: dt.date | None
    by_mistake: bool
    last_day: dt.date | None


@dataclass(frozen=True)
class Asked:
    """One kind of consent."""

    kind: ConsentKind
    state: ConsentState
    answers: list[Answer]


@dataclass(frozen=True)
class Parent:
    """Who may decide for the pupil. Neither how to reach them nor when that is safe."""

    id: UUID
    name: str
    relationship: str
    has_parental_responsibility: bool


@dataclass(frozen=True)
class Pupil:
    """All that a school is shown of somebody. `tests/unit/people/queries/test_pupil.py` holds the list."""

    id: UUID
    name: str
    given_name: str
    family_name: str
    preferred_name: str
    birth_date: dt.date
    year_group: int
    taught_in_another_year: bool
    school: str
    may_be_seen: bool
    consent: list[Asked]
    parents: list[Parent]
    meetings: list[meeting.Meeting]


def shown(person: YoungPerson, viewer: User, day: dt.date) -> Pupil:
    """`person` as `viewer` may see them. Who decided is shown to those only who record what was decided.

    Reception needs to know whom to let out of a lesson: not who said no, nor what may be shared with whom.
    """
    records = viewer.can(Permission.CONSENT_RECORD, person)
    asked = [_asked(found, records) for found in consent.by_kind(person, day, consent.SCHOOL_KINDS)]
    return Pupil(
        id=person.pk,
        name=person.name,
        given_name=person.given_name,
        family_name=person.family_name,
        preferred_name=person.preferred_name,
        birth_date=person.birth_date,
        year_group=person.year_group_on(day),
        taught_in_another_year=person.year_group_override is not None,
        school=str(person.school),
        may_be_seen=asked[0].state == ConsentState.GIVEN,
        consent=asked if consent.may_know(viewer, person) else [],
        parents=[_parent(parent) for parent in person.parents_and_guardians.all()] if records else [],
        meetings=meeting.of(person, viewer),
    )


def answer_of(decision: ConsentDecision) -> Answer:
    """What anybody may read of it who may know that it was given."""
    taken_back = decision.withdrawn_at and decision.withdrawn_at.astimezone(clock.LONDON).date()
    return Answer(
        id=decision.pk,
        decided_on=decision.decided_on,
        answer=decision.get_answer_display(),
        giver=decision.giver,
        method=decision.get_method_display(),
        taken_back=taken_back,
        by_mistake=decision.withdrawn_because == WithdrawnBecause.MISTAKE,
        last_day=decision.last_day,
    )


def _asked(found: consent.KindOfConsent, with_answers: bool) -> Asked:
    return Asked(found.kind, found.state, [answer_of(one) for one in found.decisions] if with_answers else [])


def _parent(parent: ParentOrGuardian) -> Parent:
    return Parent(parent.pk, parent.name, parent.get_relationship_display(), parent.has_parental_responsibility)
