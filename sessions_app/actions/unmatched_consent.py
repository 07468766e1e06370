"""Answers about consent that come without a link: kept, and matched with somebody on record by a person."""

import datetime as dt

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.people.actions import consent
from mhst.people.actions import parent_or_guardian as parents
from mhst.people.enums import ConsentAnswer, ConsentBasis, ConsentKind, ConsentMethod, Relationship
from mhst.people.models import ParentOrGuardian, YoungPerson
from mhst.people.wordings import CURRENT
from mhst.places.models import School
from sessions_app.models import UnmatchedConsent
from sessions_app.queries import referral_consent
from sessions_app.rules import unmatched_consent as rules
from sessions_app.rules.request import check_served


@action
def receive(
    *,
    school: School,
    given_name: str,
    family_name: str,
    birth_date: dt.date,
    parent_name: str,
    relationship: Relationship,
    has_parental_responsibility: bool,
    contact: str,
    answer: ConsentAnswer,
    school_answer: ConsentAnswer,
    by: Actor,
) -> UnmatchedConsent:
    """Keep what a parent or guardian answered. It counts for nobody before a person has matched it. Raises: Refused."""
    check_served(school)
    rules.check_may_answer(birth_date, has_parental_responsibility=has_parental_responsibility)
    return UnmatchedConsent.objects.create(
        school=school, given_name=given_name.strip(), family_name=family_name.strip(), birth_date=birth_date,
        parent_name=parent_name.strip(), relationship=relationship,
        has_parental_responsibility=has_parental_responsibility, contact=contact.strip() or None, answer=answer,
        school_answer=school_answer, wording_version=CURRENT.version,
    )  # fmt: skip


@action
def match(
    *,
    unmatched: UnmatchedConsent,
    young_person: YoungPerson,
    parent: ParentOrGuardian | None,
    by: Actor,
    confirmed: bool = False,
) -> None:
    """It is about this young person, and was given by this parent, or by one who is not on record yet.

    Raises: Refused when they may not decide, or something differs and is not `confirmed`; Conflict when it was
    settled in the meantime.
    """
    unmatched = _lock(unmatched)
    rules.check_can_settle(unmatched, by)
    rules.check_fits(young_person, parent)
    rules.check_confirmed(unmatched, young_person, confirmed=confirmed)
    giver = parent or _new_parent(unmatched, young_person, by)
    for kind, said in (
        (ConsentKind.TO_BE_SEEN, unmatched.answer),
        (ConsentKind.SHARE_WITH_SCHOOL, unmatched.school_answer),
    ):
        consent.record(
            young_person=young_person, kind=kind, answer=ConsentAnswer(said), basis=ConsentBasis.PARENTAL,
            method=ConsentMethod.ONLINE, decided_on=unmatched.arrived_at.astimezone(clock.LONDON).date(),
            parent=giver, wording_version=unmatched.wording_version, by=by,
        )  # fmt: skip
    unmatched.confirmed_despite = ", ".join(rules.differences(unmatched, young_person))
    unmatched.young_person, unmatched.matched_to = young_person, referral_consent.open_of(young_person.pk)
    _settle(unmatched, by)


@action
def set_aside(*, unmatched: UnmatchedConsent, because: str, by: Actor) -> None:
    """It is about nobody whom the team helps, or cannot count. Raises: Refused without a reason; Conflict."""
    unmatched = _lock(unmatched)
    rules.check_can_settle(unmatched, by)
    if not because.strip():
        raise Refused("Say why. Only the team can read it.", code="why", field="because")
    unmatched.set_aside_because = because.strip()
    _settle(unmatched, by)


def _settle(unmatched: UnmatchedConsent, by: Actor) -> None:
    unmatched.settled_at = clock.now()
    unmatched.settled_by = by if isinstance(by, User) else None
    unmatched.save()


def _new_parent(unmatched: UnmatchedConsent, young_person: YoungPerson, by: Actor) -> ParentOrGuardian:
    return parents.add(
        young_person=young_person, name=unmatched.parent_name, relationship=Relationship(unmatched.relationship),
        has_parental_responsibility=unmatched.has_parental_responsibility, by=by,
    )  # fmt: skip


def _lock(unmatched: UnmatchedConsent) -> UnmatchedConsent:
    rows = UnmatchedConsent.objects.select_for_update(of=("self",))
    return rows.select_related("school").get(pk=unmatched.pk)
