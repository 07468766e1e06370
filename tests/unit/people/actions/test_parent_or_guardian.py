from typing import Any

import pytest

from mhst.access.models import User
from mhst.core.errors import Refused
from mhst.people.actions import parent_or_guardian as actions
from mhst.people.enums import ConsentKind, ConsentState, Relationship
from mhst.people.models import ParentOrGuardian, Practitioner, YoungPerson
from mhst.people.queries.consent import states_for
from tests.factories import A_MONDAY, ConsentDecisionFactory, ParentOrGuardianFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
FATHER: dict[str, Any] = {
    "name": " Dev Kaur ", "relationship": Relationship.FATHER, "has_parental_responsibility": True,
}  # fmt: skip


def test_a_school_names_who_decides_for_a_pupil(person: YoungPerson, lead: User) -> None:
    parent = actions.add(young_person=person, by=lead, **FATHER)
    assert ParentOrGuardian.objects.get() == parent
    assert (parent.name, parent.may_be_contacted) == ("Dev Kaur", False)


def test_others_do_not(person: YoungPerson, stranger: User, colleague: User) -> None:
    for by in (stranger, colleague):
        with pytest.raises(Refused, match="Your role does not allow this here"):
            actions.add(young_person=person, by=by, **FATHER)


def test_a_parent_has_a_name(person: YoungPerson, lead: User) -> None:
    with pytest.raises(Refused, match="Enter the name"):
        actions.add(young_person=person, by=lead, **{**FATHER, "name": " "})


def test_without_responsibility_what_was_decided_counts_no_longer(person: YoungPerson, lead: User) -> None:
    decision = ConsentDecisionFactory(young_person=person)
    parent = decision.parent
    about = {"parent": parent, "name": parent.name, "relationship": parent.relationship, "by": lead}
    actions.change(has_parental_responsibility=False, **about)
    assert states_for([person], ConsentKind.TO_BE_SEEN, A_MONDAY) == {person.pk: ConsentState.NOT_ASKED}
    actions.change(has_parental_responsibility=True, **about)
    assert states_for([person], ConsentKind.TO_BE_SEEN, A_MONDAY) == {person.pk: ConsentState.GIVEN}


def test_how_contact_is_safe_is_the_teams_knowledge(person: YoungPerson, lead: User, gwen: Practitioner) -> None:
    parent = ParentOrGuardianFactory(young_person=person)
    how = {"may_be_contacted": True, "email": "", "phone": " 07700 900111 ", "safe_contact": " Not before 6 pm. "}
    with pytest.raises(Refused, match="It is for: practitioner, supervisor or team manager"):
        actions.set_contact(parent=parent, by=lead, **how)
    actions.set_contact(parent=parent, by=gwen.user, **how)
    found = ParentOrGuardian.objects.get()
    assert (found.may_be_contacted, found.phone, found.safe_contact) == (True, "07700 900111", "Not before 6 pm.")


def test_somebody_named_by_mistake_is_removed(person: YoungPerson, lead: User, stranger: User) -> None:
    parent = ParentOrGuardianFactory(young_person=person)
    with pytest.raises(Refused, match="Your role does not allow this here"):
        actions.remove(parent=parent, by=stranger)
    actions.remove(parent=parent, by=lead)
    assert not ParentOrGuardian.objects.exists()


def test_somebody_who_decided_is_not(person: YoungPerson, lead: User) -> None:
    decision = ConsentDecisionFactory(young_person=person)
    with pytest.raises(Refused, match="has decided about consent, so the record keeps the name"):
        actions.remove(parent=decision.parent, by=lead)
