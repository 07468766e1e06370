"""The list of what a school is shown. Whoever adds to it changes it here as well, and says why."""

import dataclasses

import pytest

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.people.enums import ConsentState
from mhst.people.models import YoungPerson
from mhst.people.queries import pupil, young_person
from mhst.people.queries.consent import SCHOOL_KINDS
from tests.factories import A_MONDAY, ConsentDecisionFactory, YoungPersonFactory, member_of

ALLOWED = {
    pupil.Pupil: {
        "id", "name", "given_name", "family_name", "preferred_name", "birth_date", "year_group",
        "taught_in_another_year", "school", "may_be_seen", "consent", "parents", "meetings",
    },
    pupil.Asked: {"kind", "state", "answers"},
    pupil.Answer: {"id", "decided_on", "answer", "giver", "method", "taken_back", "by_mistake", "last_day"},
    pupil.Parent: {"id", "name", "relationship", "has_parental_responsibility"},
    pupil.meeting.Meeting: {
        "date", "start_minute", "end_minute", "title", "where", "with_whom", "state", "href",
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", ALLOWED, ids=lambda kind: kind.__name__)
def test_no_field_reaches_a_school_that_is_not_on_the_list(kind: type) -> None:
    assert {field.name for field in dataclasses.fields(kind)} == ALLOWED[kind]


@pytest.mark.django_db
@pytest.mark.usefixtures("monday")
def test_what_a_school_is_shown(person: YoungPerson, lead: User) -> None:
    decision = ConsentDecisionFactory(young_person=person, withdrawn=True)
    shown = pupil.shown(person, lead, A_MONDAY)
    assert (shown.name, shown.year_group, shown.school, shown.meetings) == ("Nia Kaur", 9, "Alder Bank School", [])
    assert [asked.kind for asked in shown.consent] == list(SCHOOL_KINDS)
    assert shown.consent[0].answers == [
        pupil.Answer(decision.pk, A_MONDAY, "Given", decision.parent.name, "Phone", A_MONDAY, False, None)
    ]
    assert [parent.name for parent in shown.parents] == [decision.parent.name]


@pytest.mark.django_db
@pytest.mark.usefixtures("monday")
@pytest.mark.parametrize("role", [RoleName.SCHOOL_STAFF, RoleName.DESIGNATED_SAFEGUARDING_LEAD])
def test_reception_learns_who_may_be_seen_and_not_who_said_no(person: YoungPerson, role: RoleName) -> None:
    reception = member_of(person.school, role)
    ConsentDecisionFactory(young_person=person, withdrawn=True)
    seen = YoungPersonFactory(school=person.school, consented=True)

    shown = [pupil.shown(one, reception, A_MONDAY) for one in (person, seen)]
    assert [(one.may_be_seen, one.consent, one.parents) for one in shown] == [(False, [], []), (True, [], [])]
    listed = young_person.search(reception, young_person.Wanted(), day=A_MONDAY)
    assert {(line.person, line.may_be_seen, line.consent) for line in listed} == {
        (person, False, None), (seen, True, None),
    }  # fmt: skip
    asked = young_person.Wanted(consent=ConsentState.WITHDRAWN)
    assert list(young_person.search(reception, asked, day=A_MONDAY)) == []
