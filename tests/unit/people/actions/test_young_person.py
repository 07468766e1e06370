import datetime as dt
from typing import Any

import pytest

from mhst.access.models import User
from mhst.audit.models import AuditEvent
from mhst.people.actions import young_person as actions
from mhst.people.events import YoungPersonMoved
from mhst.people.models import Enrolment, KeepApart, Practitioner, YoungPerson
from mhst.places.models import School
from tests.factories import A_MONDAY, SchoolFactory, TeamSchoolFactory, YoungPersonFactory
from tests.support.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
YEAR_8 = dt.date(2013, 10, 1)
WHO = {"given_name": " Zofia ", "family_name": " Wójcik ", "birth_date": YEAR_8}


class TestAdding:
    def test_the_least_is_enough(self, school: School, lead: User) -> None:
        person = actions.add(school=school, by=lead, **WHO)
        found = YoungPerson.objects.get(pk=person.pk)
        assert (found.name, found.school, found.year_group_on(A_MONDAY)) == ("Zofia Wójcik", school, 8)
        assert list(found.enrolments.values_list("school", "starts_on", "ends_on")) == [(school.pk, A_MONDAY, None)]
        told = AuditEvent.objects.filter(person_id=person.pk).values_list("verb", "kind", "actor_id")
        assert set(told) == {("young_person.add", "created", lead.audit_id)}

    def test_only_where_one_may(self, school: School, stranger: User, colleague: User) -> None:
        for by in (stranger, colleague):
            assert refused(actions.add, school=school, by=by, **WHO).code == "needs-pupil.add"

    def test_a_name_is_needed(self, school: School, lead: User) -> None:
        for blank in ("given_name", "family_name"):
            answer = refused(actions.add, school=school, by=lead, **{**WHO, blank: "  "})
            assert (answer.code, answer.details["field"]) == ("name", "given_name")

    @pytest.mark.parametrize("born", [dt.date(2026, 9, 15), dt.date(2023, 9, 15), dt.date(2005, 9, 14)])
    def test_nobody_is_added_at_an_impossible_age(self, school: School, lead: User, born: dt.date) -> None:
        answer = refused(actions.add, school=school, by=lead, **{**WHO, "birth_date": born})
        assert answer.message == "By that birth date they are not between 3 and 20 years old. Check the year."

    def test_the_youngest_and_the_oldest(self, lead: User, school: School) -> None:
        school.low_age, school.high_age = 0, 25
        assert actions.add(school=school, by=lead, **{**WHO, "birth_date": dt.date(2021, 9, 2)})
        assert actions.add(school=school, by=lead, **{**WHO, "birth_date": dt.date(2005, 9, 15)})

    def test_the_year_group_is_one_the_school_teaches(self, school: School, lead: User) -> None:
        year_6 = {**WHO, "birth_date": dt.date(2015, 10, 1)}
        answer = refused(actions.add, school=school, by=lead, **year_6)
        assert answer.message == (
            "By that birth date they are in Year 6, and Alder Bank School teaches Years 7 to 11. Check the date, or"
            " say which year they are taught in."
        )
        person = actions.add(school=school, by=lead, year_group_override=7, **year_6)
        assert person.year_group_on(A_MONDAY) == 7
        answer = refused(actions.add, school=school, by=lead, year_group_override=6, **year_6)
        assert (answer.message, answer.details["field"]) == (
            "Alder Bank School teaches Years 7 to 11. Choose one of them.",
            "year_group_override",
        )

    def test_nobody_is_added_twice(self, school: School, lead: User) -> None:
        first = actions.add(school=school, by=lead, **WHO)
        again = {"given_name": "zofia", "family_name": "WOJCIK", "birth_date": YEAR_8}
        answer = refused(actions.add, school=school, by=lead, **again)
        assert (answer.code, answer.details["young_person"]) == ("already-there", first.pk)
        assert actions.add(school=school, by=lead, **{**again, "birth_date": dt.date(2013, 10, 2)})

    def test_nobody_is_added_to_a_closed_school(self, school: School, lead: User) -> None:
        school.status = "closed"
        assert refused(actions.add, school=school, by=lead, **WHO).code == "school-not-open"


class TestChanging:
    def test_school_and_team_correct_who_somebody_is(self, person: YoungPerson, lead: User, gwen: Practitioner) -> None:
        for by, name in ((lead, "Niamh"), (gwen.user, "Nia Rose")):
            actions.change(young_person=person, by=by, given_name=name, family_name="Kaur", birth_date=YEAR_8)
            found = YoungPerson.objects.get(pk=person.pk)
            assert (found.given_name, found.birth_date, found.search_name) == (name, YEAR_8, f"{name.lower()} kaur")

    def test_others_do_not(self, person: YoungPerson, stranger: User, colleague: User) -> None:
        for by in (stranger, colleague):
            assert refused(actions.change, young_person=person, by=by, **WHO).code == "needs-pupil.add"

    def test_keeping_the_name_is_no_duplicate_of_oneself(self, person: YoungPerson, lead: User) -> None:
        actions.change(
            young_person=person, by=lead, given_name="Nia", family_name="Kaur", birth_date=person.birth_date,
            preferred_name=" Nee ",
        )  # fmt: skip
        assert YoungPerson.objects.get(pk=person.pk).name == "Nee Kaur"


class TestDescribing:
    ABOUT: dict[str, Any] = {
        "pronouns": " they/them ", "gender": "3", "ethnicity": "H", "communication_needs": " Lip-reads. ",
        "nhs_number": "9434765870", "young_carer": "Y", "looked_after": "N",
    }  # fmt: skip

    def test_the_team_writes_what_it_knows(self, person: YoungPerson, gwen: Practitioner) -> None:
        actions.describe(young_person=person, by=gwen.user, **self.ABOUT)
        found = YoungPerson.objects.get(pk=person.pk)
        assert {name: getattr(found, name) for name in self.ABOUT} == {
            **self.ABOUT, "pronouns": "they/them", "communication_needs": "Lip-reads.",
        }  # fmt: skip

    def test_nothing_of_it_is_in_the_audit(self, person: YoungPerson, gwen: Practitioner) -> None:
        actions.describe(young_person=person, by=gwen.user, **self.ABOUT)
        event = AuditEvent.objects.get(verb="young_person.describe")
        assert (event.detail, "communication_needs" in event.fields) == ({}, True)

    def test_empty_is_not_known(self, person: YoungPerson, gwen: Practitioner) -> None:
        actions.describe(
            young_person=person, by=gwen.user, **{**self.ABOUT, "communication_needs": " ", "nhs_number": ""}
        )
        found = YoungPerson.objects.get(pk=person.pk)
        assert (found.communication_needs, found.nhs_number, found.nhs_number_hash) == (None, None, "")

    def test_the_school_does_not(self, person: YoungPerson, lead: User) -> None:
        assert refused(actions.describe, young_person=person, by=lead, **self.ABOUT).code == "needs-young_person.edit"

    def test_an_nhs_number_is_given_once(self, person: YoungPerson, gwen: Practitioner) -> None:
        other = YoungPersonFactory(nhs_number="9434765870")
        answer = refused(actions.describe, young_person=person, by=gwen.user, **self.ABOUT)
        assert (answer.code, answer.details) == ("nhs-number-taken", {"field": "nhs_number"})
        assert str(other.pk) not in answer.message
        actions.describe(young_person=person, by=gwen.user, **{**self.ABOUT, "nhs_number": "9434765919"})
        actions.describe(young_person=person, by=gwen.user, **{**self.ABOUT, "nhs_number": "9434765919"})


class TestMoving:
    @pytest.fixture
    def elsewhere(self) -> School:
        return SchoolFactory(name="Gorse Hill School")

    def test_an_enrolment_ends_and_another_begins(
        self,
        person: YoungPerson,
        gwen: Practitioner,
        elsewhere: School,
        django_capture_on_commit_callbacks: Any,
        heard: list[object],
    ) -> None:
        left, friday = person.school, A_MONDAY - dt.timedelta(days=3)
        with django_capture_on_commit_callbacks(execute=True):
            actions.move_school(young_person=person, school=elsewhere, on=friday, by=gwen.user)
        assert YoungPerson.objects.get(pk=person.pk).school == elsewhere == person.school
        assert list(Enrolment.objects.filter(young_person=person).values_list("school", "starts_on", "ends_on")) == [
            (left.pk, dt.date(2024, 9, 1), friday - dt.timedelta(days=1)),
            (elsewhere.pk, friday, None),
        ]
        assert heard == [YoungPersonMoved(person.pk, left.pk, elsewhere.pk, friday)]

    def test_somebody_without_an_enrolment_gets_one(
        self, school: School, gwen: Practitioner, elsewhere: School
    ) -> None:
        person = YoungPersonFactory(school=school, enrolled=False)
        actions.move_school(young_person=person, school=elsewhere, on=A_MONDAY, by=gwen.user)
        assert list(person.enrolments.values_list("school", "ends_on")) == [(elsewhere.pk, None)]

    def test_what_cannot_be(self, person: YoungPerson, gwen: Practitioner, lead: User, elsewhere: School) -> None:
        move: dict[str, Any] = {
            "young_person": person, "school": elsewhere, "on": A_MONDAY, "by": gwen.user,
        }  # fmt: skip
        closed = SchoolFactory(closed=True)
        joined = dt.date(2024, 9, 1)
        codes = [
            refused(actions.move_school, **{**move, **change}).code
            for change in (
                {"by": lead},
                {"school": person.school},
                {"school": closed},
                {"on": A_MONDAY + dt.timedelta(days=1)},
                {"on": joined},
            )
        ]
        assert codes == [
            "needs-young_person.edit", "same-school", "school-not-open", "move-future", "move-too-early",
        ]  # fmt: skip
        actions.move_school(**{**move, "on": joined + dt.timedelta(days=1)})


class TestKeepingApart:
    def test_a_pair_is_kept_once_in_whichever_order(self, person: YoungPerson, gwen: Practitioner) -> None:
        other = YoungPersonFactory(school=person.school)
        first = actions.keep_apart(one=person, other=other, reason="A falling-out.", by=gwen.user)
        again = actions.keep_apart(one=other, other=person, reason=" ", by=gwen.user)
        assert first.pk == again.pk
        assert KeepApart.objects.get().reason is None
        actions.stop_keeping_apart(pair=again, by=gwen.user)
        assert KeepApart.objects.count() == 0

    def test_what_cannot_be(self, person: YoungPerson, gwen: Practitioner, lead: User) -> None:
        other, far = YoungPersonFactory(school=person.school), YoungPersonFactory()
        near = YoungPersonFactory(school=TeamSchoolFactory(team=gwen.team).school)
        assert refused(actions.keep_apart, one=person, other=person, by=gwen.user).code == "same-person"
        assert refused(actions.keep_apart, one=person, other=far, by=gwen.user).code == "needs-young_person.edit"
        assert refused(actions.keep_apart, one=person, other=other, by=lead).code == "needs-young_person.edit"
        assert actions.keep_apart(one=person, other=near, by=gwen.user)
