import dataclasses
import datetime as dt

import pytest
import time_machine

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.core.errors import NotFound
from sessions_app.enums import HELD_STATES, LetterTo, ReferralReason, ReferralState
from sessions_app.enums.school_view import STATUS_LINES
from sessions_app.models import Referral, RequestForSupport
from sessions_app.queries import school_view
from sessions_app.queries.school_view import SchoolLetter, SchoolRequest, Visit
from tests.factories import (
    ConsentDecisionFactory,
    ProgrammeFactory,
    SeriesFactory,
    SupportSessionFactory,
    UserFactory,
    World,
    YoungPersonFactory,
    member_of,
)
from tests.factories.casework import CourseFactory, LetterFactory, ReferralFactory, RequestForSupportFactory

pytestmark = pytest.mark.django_db
S = ReferralState
TODAY = dt.date(2026, 9, 14)
#: Every field that a school is shown. A new one is a decision, not a convenience.
SHOWN = {
    "id", "about", "year_group", "school", "asked_on", "asked_by", "status", "says", "is_open", "meanwhile",
    "next_visit", "letters", "own_answer",
}  # fmt: skip
CLINICAL = (
    "review",
    "assess",
    "intervention",
    "anxi",
    "mood",
    "harm",
    "score",
    "therap",
    "programme",
    "camhs",
    "triage",
)


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(f"{TODAY} 08:00+01:00", tick=False):
        yield


def asked(there: World, state: str = S.TRIAGE, **more) -> Referral:
    request = RequestForSupportFactory(school=there.school, young_person=there.pupils[0], owner=there.lead)
    held = {"practitioner": there.practitioner} if state in HELD_STATES else {}
    return ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], request=request, state=state, **held, **more
    )


def shown(there: World, referral: Referral) -> SchoolRequest:
    return school_view.get_visible(referral.request_id, there.lead)


def booked(there: World, date: dt.date, **more):
    series = SeriesFactory(
        team=there.team, school=there.school, room=there.room, pupils=[there.pupils[0]],
        programme=more.pop("programme", there.programme),
    )  # fmt: skip
    return SupportSessionFactory(series=series, date=date, led_by=there.practitioners, **more)


def test_the_fields_are_these_and_no_others() -> None:
    assert {field.name for field in dataclasses.fields(SchoolRequest)} == SHOWN
    assert {field.name for field in dataclasses.fields(Visit)} == {"date", "start_minute", "room", "with_whom"}
    assert {field.name for field in dataclasses.fields(SchoolLetter)} == {"id", "issued_on"}


def test_each_field_says_what_it_may(there: World) -> None:
    referral = asked(there, S.IN_INTERVENTION, reason=ReferralReason.SELF_HARM, programme=there.programme)
    session = booked(there, TODAY + dt.timedelta(days=2))
    letter = LetterFactory(referral=referral, to=LetterTo.SCHOOL, issued=True)
    LetterFactory(referral=referral, to=LetterTo.PARENT, issued=True)
    LetterFactory(referral=referral, to=LetterTo.SCHOOL, kind="advice")

    assert shown(there, referral) == SchoolRequest(
        id=referral.request_id,
        about=there.pupils[0].name,
        year_group=8,
        school=there.school.name,
        asked_on=TODAY,
        asked_by=there.lead.name,
        status="Being seen",
        says="They have sessions with us.",
        is_open=True,
        meanwhile=STATUS_LINES[S.IN_INTERVENTION].meanwhile,
        next_visit=Visit(
            session.date, session.start_minute, str(there.room),
            " and ".join(str(one) for one in there.practitioners),
        ),
        letters=(SchoolLetter(letter.pk, TODAY),),
        own_answer=False,
    )  # fmt: skip


def test_every_state_has_its_line_and_none_is_clinical() -> None:
    assert set(STATUS_LINES) == set(ReferralState)
    words = " ".join(f"{line.status} {line.says} {' '.join(line.meanwhile)}" for line in STATUS_LINES.values()).lower()
    assert [word for word in CLINICAL if word in words] == []


def test_a_school_does_not_press_a_family_that_may_have_said_no() -> None:
    assert STATUS_LINES[S.AWAITING_CONSENT].meanwhile[0] == (
        "Do not send them to sessions while we wait. We talk with the family about it ourselves."
    )


def test_what_the_team_works_on_is_one_to_the_school() -> None:
    assert len({STATUS_LINES[state] for state in (S.ASSESSMENT, S.IN_INTERVENTION, S.REVIEW)}) == 1


def test_an_answered_question_promises_no_letter_and_its_asker_finds_the_answer(there: World) -> None:
    asker = member_of(there.school, "school_staff")
    question = RequestForSupportFactory(school=there.school, enquiry=True, owner=asker)
    ReferralFactory(team=there.team, school=there.school, young_person=None, request=question, state=S.ADVICE_ONLY)
    decided = asked(there, S.ADVICE_ONLY)

    theirs, leads = school_view.get_visible(question.pk, asker), school_view.get_visible(question.pk, there.lead)
    assert (theirs.says, theirs.own_answer) == ("Whoever asked reads our answer with their question.", True)
    assert leads.own_answer is False
    assert (shown(there, decided).says, shown(there, decided).own_answer) == (
        "You get a letter with what we advise.", False,
    )  # fmt: skip


def test_we_do_not_look_whom_it_is_about_when_the_school_has_chosen(there: World) -> None:
    chosen = shown(there, asked(there, S.RECEIVED)).says
    named = RequestForSupportFactory(school=there.school, young_person=None, owner=there.lead)
    ReferralFactory(team=there.team, school=there.school, young_person=None, request=named, state=S.RECEIVED)

    assert chosen == "We have your request. Somebody of the team reads it next."
    assert school_view.get_visible(named.pk, there.lead).says == STATUS_LINES[S.RECEIVED].says


def test_the_line_is_live(there: World) -> None:
    referral = asked(there, S.TRIAGE)
    assert shown(there, referral).status == "Being decided"
    with recording.acting(by=SYSTEM, verb="test"):
        referral.state = S.WAITING
        referral.save()
    assert shown(there, referral).status == "Accepted, waiting"


def test_a_repeat_is_read_with_the_first(there: World) -> None:
    first = asked(there)
    repeat = asked(there, S.NOT_ACCEPTED, same_as=first)
    assert (shown(there, repeat).status, shown(there, repeat).is_open) == ("Read together", False)


def test_what_parents_and_young_people_asked_is_theirs(there: World) -> None:
    for who in ("parent", "young_person"):
        request = RequestForSupportFactory(
            school=there.school, young_person=there.pupils[0], asked_by=who, owner=None, resume_hash=who.ljust(64, "x")
        )
        with pytest.raises(NotFound):
            school_view.get_visible(request.pk, there.lead)


def test_drafts_are_nobodys_yet(there: World) -> None:
    draft = RequestForSupportFactory(school=there.school, young_person=there.pupils[0], owner=there.lead, draft=True)
    with pytest.raises(NotFound):
        school_view.get_visible(draft.pk, there.lead)


def test_staff_see_their_own_and_leads_the_schools(there: World) -> None:
    teacher = member_of(there.school, "school_staff")
    asked(there)
    own = RequestForSupportFactory(
        school=there.school, young_person=YoungPersonFactory(school=there.school), owner=teacher
    )

    assert [one.id for one in school_view.requests(teacher).object_list] == [own.pk]
    assert len(school_view.requests(there.lead).object_list) == 2
    assert school_view.requests(there.leads[1]).object_list == []
    assert school_view.requests(UserFactory()).object_list == []


def test_who_has_left_the_school_is_no_longer_followed(there: World) -> None:
    referral = asked(there, S.IN_INTERVENTION)
    booked(there, TODAY)
    LetterFactory(referral=referral, to=LetterTo.SCHOOL, issued=True)
    with recording.acting(by=SYSTEM, verb="test"):
        referral.school = there.schools[1]
        referral.save()

    found = shown(there, referral)
    assert (found.status, found.next_visit, found.letters) == ("No longer at your school", None, ())
    assert school_view.requests(there.leads[1]).object_list == []


class TestNextVisit:
    def test_the_earliest_that_is_still_to_come(self, there: World) -> None:
        referral = asked(there, S.IN_INTERVENTION)
        booked(there, TODAY - dt.timedelta(days=1))
        later, sooner = booked(there, TODAY + dt.timedelta(days=9)), booked(there, TODAY + dt.timedelta(days=3))
        assert later.date > sooner.date

        assert shown(there, referral).next_visit.date == sooner.date

    def test_today_until_it_is_over(self, there: World) -> None:
        referral = asked(there, S.IN_INTERVENTION)
        session = booked(there, TODAY)
        assert shown(there, referral).next_visit.date == TODAY
        with time_machine.travel(session.ends_at, tick=False):
            assert shown(there, referral).next_visit is None

    @pytest.mark.parametrize("gone", [{"cancelled": True}, {"skipped": True}])
    def test_not_what_is_cancelled_or_left_out(self, there: World, gone: dict) -> None:
        referral = asked(there, S.IN_INTERVENTION)
        booked(there, TODAY, **gone)
        assert shown(there, referral).next_visit is None

    @pytest.mark.parametrize("answer", [{"refused": True}, {"withdrawn": True}, None])
    def test_nobody_is_sent_without_consent(self, there: World, answer: dict | None) -> None:
        referral = asked(there, S.AWAITING_CONSENT)
        booked(there, TODAY)
        assert shown(there, referral).next_visit is not None
        with recording.acting(by=SYSTEM, verb="test"):
            there.pupils[0].consent_decisions.all().delete()
        if answer:
            ConsentDecisionFactory(young_person=there.pupils[0], **answer)

        assert shown(there, referral).next_visit is None

    def test_only_of_the_request_it_belongs_to(self, there: World) -> None:
        over = asked(there, S.CLOSED, closed_on=TODAY, closed_because="02")
        going_on, again = asked(there, S.IN_INTERVENTION), asked(there, S.RECEIVED)
        session = booked(there, TODAY)
        assert [shown(there, one).next_visit is None for one in (over, going_on, again)] == [True, False, True]
        listed = {one.id: one.next_visit is None for one in school_view.requests(there.lead).object_list}
        assert listed == {over.request_id: True, going_on.request_id: False, again.request_id: True}

        CourseFactory(referral=over, series=session.series)
        assert shown(there, going_on).next_visit is None
        CourseFactory(referral=going_on, series=session.series)
        assert shown(there, going_on).next_visit.date == TODAY

    def test_not_a_session_for_parents(self, there: World) -> None:
        referral = asked(there, S.IN_INTERVENTION)
        booked(there, TODAY, programme=ProgrammeFactory(kind="parent_group"))
        assert shown(there, referral).next_visit is None


class TestLetters:
    def test_the_school_opens_what_was_written_to_it(self, there: World) -> None:
        referral = asked(there, S.CLOSED, closed_on=TODAY, closed_because="02")
        letter = LetterFactory(referral=referral, to=LetterTo.SCHOOL, issued=True)

        assert school_view.get_letter(letter.pk, there.lead) == letter
        for stranger in (there.leads[1], member_of(there.school, "school_staff")):
            with pytest.raises(NotFound):
                school_view.get_letter(letter.pk, stranger)

    @pytest.mark.parametrize("more", [{"to": LetterTo.PARENT, "issued": True}, {"to": LetterTo.SCHOOL}])
    def test_and_nothing_else(self, there: World, more: dict) -> None:
        letter = LetterFactory(referral=asked(there), **more)
        with pytest.raises(NotFound):
            school_view.get_letter(letter.pk, there.lead)


def test_open_requests_are_counted(there: World) -> None:
    asked(there, S.IN_INTERVENTION)
    asked(there, S.CLOSED, closed_on=TODAY, closed_because="02")
    assert RequestForSupport.objects.count() == 2

    assert school_view.open_at(there.lead, there.school) == 1
    assert school_view.open_at(there.leads[1], there.schools[1]) == 0
