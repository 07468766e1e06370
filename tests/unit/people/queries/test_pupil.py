"""The list of what a school is shown. Whoever adds to it changes it here as well, and says why."""

import dataclasses

import pytest

from mhst.access.models import User
from mhst.people.models import YoungPerson
from mhst.people.queries import pupil
from mhst.people.queries.consent import SCHOOL_KINDS
from tests.factories import A_MONDAY, ConsentDecisionFactory

ALLOWED = {
    pupil.Pupil: {
        "id", "name", "given_name", "family_name", "preferred_name", "birth_date", "year_group",
        "taught_in_another_year", "school", "consent", "parents", "meetings",
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
