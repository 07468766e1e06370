"""Pages through the whole stack: who may open what, what is said, what is kept."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit.models import AuditEvent
from mhst.people.models import Absence, ConsentDecision, KeepApart, ParentOrGuardian, Practitioner, YoungPerson
from mhst.people.queries import meeting
from mhst.people.queries.meeting import Meeting
from mhst.places.models import School, Team
from tests.factories import (
    A_MONDAY,
    AbsenceFactory,
    ConsentDecisionFactory,
    KeepApartFactory,
    ParentOrGuardianFactory,
    PractitionerFactory,
    SchoolFactory,
    TeamSchoolFactory,
    YoungPersonFactory,
    member_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def get(user: User, name: str, *args: Any, query: str = "") -> Any:
    return signed_in(user).get(reverse(f"people:{name}", args=args) + query)


def post(by: User, name: str, /, *args: Any, **data: Any) -> Any:
    return signed_in(by).post(reverse(f"people:{name}", args=args), data, follow=True)


def text(answer: Any) -> str:
    """What the page says, as one line."""
    body = re.sub(r"(?s)<(script|style).*?</\1>", " ", answer.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("&#x27;", "'").split())


def date(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}_0": str(day.day), f"{name}_1": str(day.month), f"{name}_2": str(day.year)}


class TestTheList:
    def test_a_school_sees_its_pupils_with_year_and_consent(self, person: YoungPerson, lead: User) -> None:
        YoungPersonFactory(family_name="Elsewhere")
        page = text(get(lead, "pupils"))
        assert "1 pupil" in page
        assert "Nia Kaur Year 9 Not asked yet" in page
        assert "Elsewhere" not in page

    def test_reception_sees_who_may_be_seen_and_no_more(self, person: YoungPerson) -> None:
        reception = member_of(person.school, RoleName.SCHOOL_STAFF)
        ConsentDecisionFactory(young_person=person, withdrawn=True)
        for page in (
            text(get(reception, "pupils", query="?consent=withdrawn")),
            text(get(reception, "pupil", person.pk)),
        ):
            assert "Not at present" in page
            assert [said for said in ("Withdrawn", "Share with", "Consent") if said in page] == []

    def test_it_is_narrowed_by_the_address(self, person: YoungPerson, lead: User) -> None:
        YoungPersonFactory(school=person.school, given_name="Łucja", family_name="Wójcik", consented=True)
        for query, there in (
            ("?name=lucja", {"Łucja Wójcik"}),
            ("?year=9", {"Nia Kaur"}),
            ("?consent=given", {"Łucja Wójcik"}),
            ("?consent=given&year=9", set()),
            ("?year=nonsense&consent=nonsense", {"Łucja Wójcik", "Nia Kaur"}),
        ):
            page = text(get(lead, "pupils", query=query))
            assert {name for name in ("Łucja Wójcik", "Nia Kaur") if name in page} == there, query

    def test_pages_keep_what_the_list_is_narrowed_to(self, lead: User, school: School) -> None:
        YoungPersonFactory.create_batch(26, school=school)
        page = get(lead, "pupils", query="?year=8").content.decode()
        assert 'href="?year=8&amp;page=2"' in page
        assert "Next" not in text(get(lead, "pupils", query="?year=8&page=2"))

    def test_empty_lists_say_what_to_do(self, lead: User, colleague: User) -> None:
        assert "No pupils yet Add those who may need support." in text(get(lead, "pupils"))
        assert "when the senior mental health lead has added them" in text(get(colleague, "pupils"))
        assert "Nobody matches" in text(get(lead, "pupils", query="?name=zz"))

    def test_those_with_several_schools_can_choose_one(self, person: YoungPerson, gwen: Practitioner) -> None:
        assert "All schools" not in text(get(gwen.user, "pupils"))
        other = TeamSchoolFactory(team=gwen.team, school=SchoolFactory(name="Gorse Hill School")).school
        YoungPersonFactory(school=other, given_name="Mei", family_name="Tran")
        page = text(get(User.objects.get(pk=gwen.user.pk), "pupils", query=f"?school={other.pk}"))
        assert "All schools" in page
        assert ("Mei Tran" in page, "Nia Kaur" in page) == (True, False)

    def test_those_who_know_no_pupils_are_told_so(self) -> None:
        assert get(member_of(None, RoleName.SYSTEM_ADMINISTRATOR), "pupils").status_code == 403


class TestAdding:
    WHO = {"given_name": "Zofia", "family_name": "Wójcik", **date("birth_date", dt.date(2013, 10, 1))}

    def test_a_name_and_a_birth_date_are_enough(self, lead: User, school: School) -> None:
        page = text(post(lead, "pupil_add", **self.WHO))
        assert "Zofia Wójcik is added, in Year 8." in page
        assert YoungPerson.objects.get().school == school

    def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(self, lead: User) -> None:
        answer = post(lead, "pupil_add", **{**self.WHO, **date("birth_date", dt.date(2015, 10, 1))})
        assert answer.status_code == 422
        assert "By that birth date they are in Year 6" in text(answer)
        assert 'value="Zofia"' in answer.content.decode()
        assert not YoungPerson.objects.exists()

    def test_an_administrator_chooses_the_school(self, administrator: User, school: School, team: Team) -> None:
        other = TeamSchoolFactory(team=team).school
        assert "Choose the school" in text(post(administrator, "pupil_add", **self.WHO))
        post(administrator, "pupil_add", school=other.pk, **self.WHO)
        assert YoungPerson.objects.get().school == other

    def test_nobody_adds_to_a_school_that_is_not_theirs(self, lead: User, stranger: User, colleague: User) -> None:
        elsewhere = SchoolFactory()
        post(lead, "pupil_add", school=elsewhere.pk, **self.WHO)
        assert [person.school for person in YoungPerson.objects.all()] != [elsewhere]
        assert get(colleague, "pupil_add").status_code == 403


class TestChanging:
    def test_a_birth_date_is_put_right(self, person: YoungPerson, lead: User) -> None:
        page = get(lead, "pupil_change", person.pk).content.decode()
        assert 'value="Nia"' in page
        about = {"given_name": "Nia", "family_name": "Kaur", "preferred_name": "Nee"}
        page = text(post(lead, "pupil_change", person.pk, **about, **date("birth_date", dt.date(2013, 10, 1))))
        assert "Saved." in page
        assert "Nee Kaur" in page
        assert "Year 8" in page


class TestTheSchoolsView:
    @pytest.fixture
    def told(self, person: YoungPerson, school: School) -> YoungPerson:
        """With all that a school must not see."""
        known = YoungPersonFactory(
            school=school, given_name="Sky", family_name="Levy", pronouns="they/them", gender="3", ethnicity="G",
            communication_needs="Lip-reads well.", nhs_number="9434765870", young_carer="Y", looked_after="Y",
        )  # fmt: skip
        parent = ParentOrGuardianFactory(
            young_person=known,
            name="Rivka Quill",
            phone="07700 900999",
            email="rivka@example.invalid",
            safe_contact="Never on Fridays.",
        )
        KeepApartFactory(one=known, other=person, reason="A falling-out in Year 7.")
        ConsentDecisionFactory(young_person=known, parent=parent, withdrawn=True)
        ConsentDecisionFactory(young_person=known, gillick=True, assessment="Spoke in the library.")
        ConsentDecisionFactory(young_person=known, parent=parent, kind="recording")
        return known

    SECRETS = (
        "they/them", "Non-binary", "any other background", "Lip-reads", "943 476", "9434765870", "carer",
        "Looked after", "900999", "rivka@", "Fridays", "falling-out",
        "rather talk to somebody at home", "library", "supervision",
    )  # fmt: skip

    @pytest.mark.parametrize("role", ["lead", "colleague", "administrator"])
    def test_nothing_beyond_the_list_is_on_the_page(
        self, told: YoungPerson, role: str, request: pytest.FixtureRequest
    ) -> None:
        page = get(request.getfixturevalue(role), "pupil", told.pk).content.decode()
        assert "Sky" in page
        assert [secret for secret in self.SECRETS if secret in page] == []

    def test_the_record_has_all_of_it(self, told: YoungPerson, gwen: Practitioner) -> None:
        page = get(gwen.user, "young_person", told.pk).content.decode()
        missing = {secret for secret in self.SECRETS if secret not in page}
        assert missing == {"9434765870"}

    def test_only_those_who_record_answers_see_who_decided(
        self, told: YoungPerson, lead: User, colleague: User
    ) -> None:
        giver = told.parents_and_guardians.get().name
        assert giver in text(get(lead, "pupil", told.pk))
        page = text(get(colleague, "pupil", told.pk))
        assert giver not in page
        assert ("People disagree" in page, "Not at present" in page) == (False, True)

    def test_when_they_are_seen_is_told_by_the_rooms_above(
        self, person: YoungPerson, lead: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert "No session is booked." in text(get(lead, "pupil", person.pk))
        seen = Meeting(A_MONDAY, 600, 660, "Worry group", "Room 4", "Gwen Beddoes")
        monkeypatch.setattr(meeting, "_sources", [lambda who, viewer: [seen] if who == person else []])
        assert "Monday 14 September 2026 10:00 to 11:00 Worry group Room 4 Gwen Beddoes" in text(
            get(lead, "pupil", person.pk)
        )

    @pytest.mark.parametrize("role", ["lead", "administrator"])
    def test_what_a_school_sees_is_said_so_that_it_holds_for_every_reader(
        self, person: YoungPerson, role: str, request: pytest.FixtureRequest
    ) -> None:
        page = text(get(request.getfixturevalue(role), "pupil", person.pk))
        assert "A school sees no more than this page." in page

    def test_each_look_is_written_down(self, person: YoungPerson, lead: User, gwen: Practitioner) -> None:
        get(lead, "pupil", person.pk)
        get(gwen.user, "young_person", person.pk)
        looks = AuditEvent.objects.filter(kind="viewed", person_id=str(person.pk)).order_by("seq")
        assert list(looks.values_list("verb", "actor_id")) == [
            ("pupil.show", lead.audit_id),
            ("young_person.show", gwen.user.audit_id),
        ]

    def test_a_page_that_is_not_shown_is_no_look(self, person: YoungPerson, stranger: User) -> None:
        assert get(stranger, "pupil", person.pk).status_code == 404
        assert not AuditEvent.objects.filter(kind="viewed").exists()


def test_the_form_says_what_somebody_below_11_can_decide(person: YoungPerson, gwen: Practitioner) -> None:
    little = YoungPersonFactory(school=person.school, birth_date=A_MONDAY.replace(year=A_MONDAY.year - 9))
    said = "They are 9: only that they do not agree. Below 11 we ask a parent or guardian whether they agree."
    assert said in text(get(gwen.user, "consent_record", little.pk, "to_be_seen"))
    assert said not in text(get(gwen.user, "consent_record", little.pk, "share_with_parent"))
    assert "only that they do not agree" not in text(get(gwen.user, "consent_record", person.pk, "to_be_seen"))


class TestConsent:
    YES = {"answer": "given", "method": "phone", **date("decided_on", A_MONDAY)}

    def test_a_parents_answer(self, person: YoungPerson, lead: User) -> None:
        parent = ParentOrGuardianFactory(young_person=person)
        page = text(post(lead, "consent_record", person.pk, "to_be_seen", giver=parent.pk, **self.YES))
        assert "To be seen: the answer is written down." in page
        assert f"14 September 2026: {parent.name}, given, phone" in page
        assert ConsentDecision.objects.get().basis == "parental"

    def test_what_is_missing_is_asked_for(self, person: YoungPerson, lead: User) -> None:
        page = text(post(lead, "consent_record", person.pk, "to_be_seen"))
        for sentence in ("Who decided?", "What did they say?", "How did they say it?"):
            assert f"Answer the question: {sentence}" in page

    def test_a_school_is_told_who_judges_competence(self, person: YoungPerson, lead: User) -> None:
        page = get(lead, "consent_record", person.pk, "to_be_seen")
        assert "Only if a practitioner judged that they can decide this. Ask the team." in text(page)
        assert "What you made sure of" not in text(page)
        answer = post(lead, "consent_record", person.pk, "to_be_seen", giver="gillick", **self.YES)
        assert answer.status_code == 403
        assert not ConsentDecision.objects.exists()

    def test_a_practitioner_judges_each_point(self, person: YoungPerson, gwen: Practitioner) -> None:
        judged = {**self.YES, "giver": "gillick", "assessment": "In the library. They said it back."}
        some = post(gwen.user, "consent_record", person.pk, "to_be_seen", **judged, understood=["what", "why"])
        assert "Tick each one, or ask a parent or guardian instead." in text(some)
        every = ["what", "why", "how", "else", "private", "free"]
        unsaid = {**judged, "assessment": ""}
        page = text(post(gwen.user, "consent_record", person.pk, "to_be_seen", **unsaid, understood=every))
        assert "Write down what you asked and what they understood." in page
        post(gwen.user, "consent_record", person.pk, "to_be_seen", **judged, understood=every)
        decision = ConsentDecision.objects.get()
        assert (decision.basis, decision.parent, decision.assessment) == ("gillick", None, judged["assessment"])

    def test_a_childs_no_needs_no_judging_of_each_point(self, person: YoungPerson, gwen: Practitioner) -> None:
        no = {**self.YES, "answer": "refused", "giver": "gillick", "assessment": "Said no, clearly."}
        post(gwen.user, "consent_record", person.pk, "to_be_seen", **no)
        assert ConsentDecision.objects.get().answer == "refused"

    def test_somebody_of_sixteen_is_the_only_one_to_ask(self, lead: User, school: School) -> None:
        older = YoungPersonFactory(school=school, birth_date=dt.date(2010, 9, 14))
        parent = ParentOrGuardianFactory(young_person=older, name="Rivka Quill")
        page = text(get(lead, "consent_record", older.pk, "to_be_seen"))
        assert "16 or over, so they decide by themselves" in page
        assert parent.name not in page
        post(lead, "consent_record", older.pk, "to_be_seen", giver="sixteen", **self.YES)
        assert ConsentDecision.objects.get().basis == "sixteen"

    def test_parents_are_not_asked_what_parents_are_told(self, person: YoungPerson, gwen: Practitioner) -> None:
        parent = ParentOrGuardianFactory(young_person=person, name="Rivka Quill")
        assert parent.name not in text(get(gwen.user, "consent_record", person.pk, "share_with_parent"))

    def test_somebody_without_responsibility_is_shown_and_cannot_be_chosen(
        self, person: YoungPerson, lead: User
    ) -> None:
        step = ParentOrGuardianFactory(young_person=person, without_responsibility=True)
        assert "without parental responsibility: cannot decide this" in text(
            get(lead, "consent_record", person.pk, "to_be_seen")
        )
        answer = post(lead, "consent_record", person.pk, "to_be_seen", giver=step.pk, **self.YES)
        assert "does not hold parental responsibility, so cannot decide this" in text(answer)

    def test_kinds_that_are_not_ones_business_do_not_exist(
        self, person: YoungPerson, lead: User, gwen: Practitioner
    ) -> None:
        assert get(lead, "consent_record", person.pk, "recording").status_code == 404
        assert get(gwen.user, "consent_record", person.pk, "recording").status_code == 200
        assert get(gwen.user, "consent_record", person.pk, "nonsense").status_code == 404

    def test_an_answer_is_taken_back(self, person: YoungPerson, lead: User) -> None:
        decision = ConsentDecisionFactory(young_person=person)
        assert "Enter why it is taken back" in text(post(lead, "consent_withdraw", decision.pk, because="changed_mind"))
        page = text(post(lead, "consent_withdraw", decision.pk, because="changed_mind", reason="Rang."))
        assert "Taken back on 14 September 2026." in page
        assert "Rang." not in page


class TestParents:
    MOTHER = {"name": "Rivka Levy", "relationship": "mother", "has_parental_responsibility": "yes"}

    def test_one_is_added_changed_and_removed(self, person: YoungPerson, lead: User) -> None:
        assert "Rivka Levy is added." in text(post(lead, "parent_add", person.pk, **self.MOTHER))
        parent = ParentOrGuardian.objects.get()
        post(lead, "parent_change", parent.pk, **{**self.MOTHER, "has_parental_responsibility": "no"})
        parent.refresh_from_db()
        assert parent.has_parental_responsibility is False
        assert "Rivka Levy is removed." in text(post(lead, "parent_remove", parent.pk))
        assert not ParentOrGuardian.objects.exists()

    def test_one_who_decided_stays_and_the_page_says_why(self, person: YoungPerson, lead: User) -> None:
        decision = ConsentDecisionFactory(young_person=person)
        assert "has decided about consent, so the record keeps the name" in text(
            post(lead, "parent_remove", decision.parent.pk)
        )

    def test_how_to_reach_them_is_written_by_the_team(
        self, person: YoungPerson, lead: User, gwen: Practitioner
    ) -> None:
        parent = ParentOrGuardianFactory(young_person=person)
        assert get(lead, "parent_contact", parent.pk).status_code == 403
        wrong = post(gwen.user, "parent_contact", parent.pk, email="nobody")
        assert "Enter an email address like name@example.org" in text(wrong)
        page = text(post(gwen.user, "parent_contact", parent.pk, may_be_contacted="on", safe_contact="After six."))
        assert "After six." in page

    def test_removing_is_never_a_link(self, person: YoungPerson, lead: User) -> None:
        parent = ParentOrGuardianFactory(young_person=person)
        assert get(lead, "parent_remove", parent.pk).status_code == 405


class TestTheRecord:
    ABOUT = {
        "pronouns": "she/her", "gender": "2", "ethnicity": "H", "communication_needs": "Lip-reads.",
        "nhs_number": "943 476 5870", "young_carer": "Y", "looked_after": "N",
    }  # fmt: skip

    def test_the_team_writes_what_it_knows(self, person: YoungPerson, gwen: Practitioner) -> None:
        page = text(post(gwen.user, "young_person_describe", person.pk, **self.ABOUT))
        assert "943 476 5870" in page
        assert "Lip-reads." in page

    def test_a_mistyped_nhs_number_is_caught(self, person: YoungPerson, gwen: Practitioner) -> None:
        mistyped = {**self.ABOUT, "nhs_number": "943 476 5871"}
        answer = post(gwen.user, "young_person_describe", person.pk, **mistyped)
        assert "This is not an NHS number: two digits may have changed places." in text(answer)

    def test_they_move_to_another_school(self, person: YoungPerson, gwen: Practitioner) -> None:
        new = TeamSchoolFactory(team=gwen.team, school=SchoolFactory(name="Gorse Hill School")).school
        viewer = User.objects.get(pk=gwen.user.pk)
        page = text(post(viewer, "young_person_move", person.pk, school=new.pk, **date("on", A_MONDAY)))
        assert "Nia Kaur is now at Gorse Hill School." in page
        assert "Alder Bank School, from 1 September 2024 to 13 September 2026" in page

    def test_two_are_kept_apart_and_no_longer(self, person: YoungPerson, gwen: Practitioner) -> None:
        other = YoungPersonFactory(school=person.school, given_name="Freya", family_name="Osei")
        page = text(post(gwen.user, "keep_apart", person.pk, other=other.pk, reason="A falling-out."))
        assert "Freya Osei: A falling-out." in page
        pair = KeepApart.objects.get()
        assert "They may be in one group again." in text(post(gwen.user, "keep_apart_end", person.pk, pair.pk))
        assert not KeepApart.objects.exists()
        assert post(gwen.user, "keep_apart_end", person.pk, pair.pk).status_code == 404

    def test_who_looked_is_shown_to_those_who_answer_for_it(
        self, person: YoungPerson, gwen: Practitioner, manager: User, lead: User
    ) -> None:
        get(lead, "pupil", person.pk)
        page = text(get(manager, "young_person", person.pk))
        assert f"{lead.name} What the school sees" in page
        assert f"{manager.name} This record" in page
        assert lead.name not in text(get(gwen.user, "young_person", person.pk))

    def test_those_who_may_look_and_not_write_are_offered_nothing(self, person: YoungPerson, team: Team) -> None:
        safeguarding = member_of(team, RoleName.SAFEGUARDING_LEAD)
        page = get(safeguarding, "young_person", person.pk).content.decode()
        for name in ("describe", "move", "apart", "change"):
            assert f"/{name}/" not in page
        for name in ("young_person_describe", "young_person_move", "keep_apart"):
            assert get(safeguarding, name, person.pk).status_code == 403


class TestWhoMayOpenWhat:
    """Not visible: 404. Visible and not allowed: 403. Rows: page; columns: who asks."""

    ABOUT_A_PERSON = {
        # page: the lead, a colleague at the school, a stranger, a practitioner, an administrator, a manager
        "pupil": (200, 200, 404, 200, 200, 200),
        "pupil_change": (200, 403, 404, 200, 200, 200),
        "parent_add": (200, 403, 404, 200, 200, 200),
        "young_person": (404, 404, 404, 200, 404, 200),
        "young_person_describe": (404, 404, 404, 200, 404, 200),
        "young_person_move": (404, 404, 404, 200, 404, 200),
        "keep_apart": (404, 404, 404, 200, 404, 200),
    }
    ABOUT_A_PRACTITIONER = {
        "practitioner": (404, 404, 404, 200, 200, 200),
        "practitioner_change": (404, 404, 404, 403, 403, 200),
        "absence_add": (404, 404, 404, 200, 200, 200),
    }
    WHO = ("lead", "colleague", "stranger", "gwen", "administrator", "manager")

    @pytest.fixture
    def everybody(self, request: pytest.FixtureRequest) -> list[User]:
        found = [request.getfixturevalue(name) for name in self.WHO]
        return [getattr(one, "user", one) for one in found]

    def test_pages_about_a_young_person(self, person: YoungPerson, everybody: list[User]) -> None:
        for page, expected in self.ABOUT_A_PERSON.items():
            assert tuple(get(user, page, person.pk).status_code for user in everybody) == expected, page

    def test_pages_about_a_practitioner(self, everybody: list[User]) -> None:
        gwen = Practitioner.objects.get()
        for page, expected in self.ABOUT_A_PRACTITIONER.items():
            assert tuple(get(user, page, gwen.pk).status_code for user in everybody) == expected, page

    def test_pages_about_an_answer_and_a_parent(self, person: YoungPerson, everybody: list[User]) -> None:
        decision = ConsentDecisionFactory(young_person=person)
        for page, thing in (("consent_withdraw", decision), ("parent_change", decision.parent)):
            answers = tuple(get(user, page, thing.pk).status_code for user in everybody)
            assert answers == (200, 403, 404, 200, 200, 200), page
        answers = tuple(get(user, "consent_record", person.pk, "to_be_seen").status_code for user in everybody)
        assert answers == (200, 403, 404, 200, 200, 200)

    def test_lists(self, everybody: list[User]) -> None:
        for page, expected in (
            ("pupils", (200, 200, 200, 200, 200, 200)),
            ("pupil_add", (200, 403, 200, 403, 200, 200)),
            ("practitioners", (403, 403, 403, 200, 200, 200)),
            ("practitioner_add", (403, 403, 403, 403, 403, 200)),
        ):
            assert tuple(get(user, page).status_code for user in everybody) == expected, page


class TestPractitioners:
    def test_the_list_says_who_is_away(self, gwen: Practitioner, manager: User) -> None:
        PractitionerFactory(team=gwen.team, is_working=False, user__first_name="Tom", user__last_name="Aziz")
        AbsenceFactory(practitioner=gwen, ends_on=A_MONDAY + dt.timedelta(days=2))
        page = text(get(manager, "practitioners"))
        assert "Gwen Beddoes Education mental health practitioner Northshire team Away until 16 September" in page
        assert "Tom Aziz Education mental health practitioner Northshire team Not working" in page
        assert "Tom Aziz" not in text(get(manager, "practitioners", query="?name=bedd"))
        assert "Nobody matches" in text(get(manager, "practitioners", query="?name=zz"))

    def test_a_week_is_edited_part_by_part(self, gwen: Practitioner, manager: User, school: School) -> None:
        nine_to_noon = {"weekday": "0", "start_minute": "540", "end_minute": "720"}
        page = text(post(manager, "week_add", gwen.pk, "school-day", school=school.pk, **nine_to_noon))
        assert "09:00 to 12:00 : Alder Bank School" in page.replace("12:00:", "12:00 :")
        fixed = {**nine_to_noon, "kind": "supervision", **date("starts_on", A_MONDAY)}
        page = text(post(manager, "week_add", gwen.pk, "fixed", **fixed))
        assert "09:00 to 12:00, from 14 Sep 2026: Supervision" in page
        assert "That overlaps with what Gwen Beddoes already has on a Monday." in text(
            post(manager, "week_add", gwen.pk, "hours", **nine_to_noon)
        )
        part = gwen.working_hours.get(weekday=0)
        post(manager, "week_remove", gwen.pk, "hours", part.pk)
        assert gwen.working_hours.count() == 4
        assert post(manager, "week_remove", gwen.pk, "hours", part.pk).status_code == 404
        assert post(manager, "week_remove", gwen.pk, "nonsense", part.pk).status_code == 404
        assert get(manager, "week_add", gwen.pk, "nonsense").status_code == 404

    def test_only_those_who_edit_practitioners_edit_a_week(self, gwen: Practitioner, administrator: User) -> None:
        part = gwen.working_hours.get(weekday=0)
        for user in (gwen.user, administrator):
            assert get(user, "week_add", gwen.pk, "hours").status_code == 403
            assert post(user, "week_remove", gwen.pk, "hours", part.pk).status_code == 403

    def test_somebody_is_added_and_changed(self, manager: User, team: Team) -> None:
        colleague = member_of(team, RoleName.PRACTITIONER, first_name="Ravi", last_name="Menon")
        about = {"user": colleague.pk, "team": team.pk, "employer": team.led_by_id, "grade": "emhp"}
        assert "Ravi Menon is added. Say now when they work." in text(post(manager, "practitioner_add", **about))
        added = Practitioner.objects.get()
        page = text(post(manager, "practitioner_change", added.pk, grade="senior", skills=["sleep", "primary"],
                         **date("qualified_on", dt.date(2024, 7, 1))))  # fmt: skip
        assert "1 July 2024" in page
        assert "Primary-age children, Sleep" in page
        assert "Not working at present" in page

    def test_an_absence_is_told_and_taken_back(self, gwen: Practitioner) -> None:
        days = {**date("starts_on", A_MONDAY), **date("ends_on", A_MONDAY + dt.timedelta(days=1))}
        assert "14 to 15 September 2026" in text(post(gwen.user, "absence_add", gwen.pk, **days))
        assert "is already away 14 to 15 September 2026." in text(post(gwen.user, "absence_add", gwen.pk, **days))
        away = Absence.objects.get()
        assert post(PractitionerFactory(team=gwen.team).user, "absence_cancel", away.pk).status_code == 403
        assert "The absence is taken back." in text(post(gwen.user, "absence_cancel", away.pk))
        assert post(gwen.user, "absence_cancel", away.pk).status_code == 404
