import datetime as dt
from typing import Any

import pytest
import time_machine

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.core.errors import Refused
from mhst.people.enums import ConsentAnswer, ConsentBasis, ConsentKind, ConsentState
from mhst.people.models import ConsentDecision, YoungPerson
from mhst.people.rules.consent import check_record, check_withdraw, why_not_yet
from mhst.settings.environment import environment
from tests.factories import (
    A_MONDAY,
    ConsentDecisionFactory,
    ParentOrGuardianFactory,
    PractitionerFactory,
    SchoolFactory,
    TeamFactory,
    TeamSchoolFactory,
    YoungPersonFactory,
    member_of,
)
from tests.support.refusals import refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
GIVEN, REFUSED = ConsentAnswer.GIVEN, ConsentAnswer.REFUSED


@pytest.fixture(name="monday")
def _monday() -> Any:
    with time_machine.travel(dt.datetime.combine(A_MONDAY, dt.time(9)), tick=False):
        yield


@pytest.fixture(name="person")
def _person() -> YoungPerson:
    return YoungPersonFactory(year_group=9, given_name="Nia", family_name="Kaur")


@pytest.fixture(name="older")
def _older(person: YoungPerson) -> YoungPerson:
    return YoungPersonFactory(year_group=12, school=person.school, given_name="Sky", family_name="Levy")


@pytest.fixture(name="lead")
def _lead(person: YoungPerson) -> User:
    return member_of(person.school, RoleName.SENIOR_MENTAL_HEALTH_LEAD)


@pytest.fixture(name="practitioner")
def _practitioner(person: YoungPerson) -> User:
    return PractitionerFactory(team=TeamSchoolFactory(school=person.school).team).user


def a_decision(person: YoungPerson, basis: ConsentBasis, **about: Any) -> ConsentDecision:
    about = {"parent": None, "assessment": "Could say in her own words what happens.", **about}
    return ConsentDecisionFactory.build(young_person=person, basis=basis, decided_on=A_MONDAY, **about)


def by_parent(person: YoungPerson, **about: Any) -> ConsentDecision:
    about.setdefault("parent", ParentOrGuardianFactory(young_person=person))
    return ConsentDecisionFactory.build(young_person=person, **{"decided_on": A_MONDAY, **about})


def recording(decision: ConsentDecision, by: User) -> str | None:
    return refusal(check_record, decision, by=by)


def test_a_parent_with_responsibility_decides_for_somebody_under_16(person: YoungPerson, lead: User) -> None:
    assert recording(by_parent(person), lead) is None
    assert recording(by_parent(person, answer=REFUSED), lead) is None


def test_somebody_of_16_decides_alone(older: YoungPerson, lead: User) -> None:
    assert recording(a_decision(older, ConsentBasis.SIXTEEN), lead) is None
    assert recording(by_parent(older), lead) == "consent-sixteen"


def test_the_sixteenth_birthday_itself_counts(person: YoungPerson, lead: User) -> None:
    person.birth_date = A_MONDAY.replace(year=A_MONDAY.year - 16)
    assert recording(a_decision(person, ConsentBasis.SIXTEEN), lead) is None
    person.birth_date += dt.timedelta(days=1)
    assert recording(a_decision(person, ConsentBasis.SIXTEEN), lead) == "consent-not-sixteen"
    assert recording(by_parent(person), lead) is None


def test_a_practitioner_judges_whether_somebody_younger_can_decide(person: YoungPerson, practitioner: User) -> None:
    assert recording(a_decision(person, ConsentBasis.GILLICK), practitioner) is None
    assert recording(a_decision(person, ConsentBasis.GILLICK, answer=REFUSED), practitioner) is None


def test_below_11_a_parent_agrees_and_the_young_persons_own_no_counts(person: YoungPerson, practitioner: User) -> None:
    person.birth_date = A_MONDAY.replace(year=A_MONDAY.year - 11) + dt.timedelta(days=1)
    assert recording(a_decision(person, ConsentBasis.GILLICK), practitioner) == "gillick-too-young"
    assert recording(a_decision(person, ConsentBasis.GILLICK, answer=REFUSED), practitioner) is None
    what_parents_hear = a_decision(person, ConsentBasis.GILLICK, kind=ConsentKind.SHARE_WITH_PARENT)
    assert recording(what_parents_hear, practitioner) is None
    person.birth_date -= dt.timedelta(days=1)
    assert recording(a_decision(person, ConsentBasis.GILLICK), practitioner) is None


def test_from_which_age_is_the_deployers_to_say(person: YoungPerson, practitioner: User, monkeypatch: Any) -> None:
    monkeypatch.setattr(environment, "youngest_to_decide", 15)
    assert recording(a_decision(person, ConsentBasis.GILLICK), practitioner) == "gillick-too-young"


def test_school_staff_do_not_judge_that(person: YoungPerson, lead: User) -> None:
    assert recording(a_decision(person, ConsentBasis.GILLICK), lead) == "needs-gillick.assess"


def test_a_trainee_does_not_judge_that(person: YoungPerson) -> None:
    trainee = PractitionerFactory(trainee=True, team=TeamSchoolFactory(school=person.school).team)
    assert recording(a_decision(person, ConsentBasis.GILLICK), trainee.user) == "gillick-trainee"


def test_a_manager_who_is_no_practitioner_may(person: YoungPerson) -> None:
    manager = member_of(TeamSchoolFactory(school=person.school).team, RoleName.TEAM_MANAGER)
    assert recording(a_decision(person, ConsentBasis.GILLICK), manager) is None


def test_nobody_of_16_is_judged(older: YoungPerson, practitioner: User) -> None:
    assert recording(a_decision(older, ConsentBasis.GILLICK), practitioner) == "gillick-sixteen"


@pytest.mark.parametrize("words", [None, "", "   "])
def test_the_judgement_is_written_down(person: YoungPerson, practitioner: User, words: str | None) -> None:
    assert recording(a_decision(person, ConsentBasis.GILLICK, assessment=words), practitioner) == "gillick-assessment"


def test_a_judgement_covers_twelve_weeks_at_most(person: YoungPerson, practitioner: User) -> None:
    last = A_MONDAY + dt.timedelta(weeks=12)
    assert recording(a_decision(person, ConsentBasis.GILLICK, expires_on=last), practitioner) is None
    longer = a_decision(person, ConsentBasis.GILLICK, expires_on=last + dt.timedelta(days=1))
    assert recording(longer, practitioner) == "gillick-expiry"
    longer.answer = REFUSED
    assert recording(longer, practitioner) is None


def test_somebody_without_parental_responsibility_cannot_decide(person: YoungPerson, lead: User) -> None:
    step_parent = ParentOrGuardianFactory(young_person=person, without_responsibility=True)
    assert recording(by_parent(person, parent=step_parent), lead) == "consent-responsibility"


def test_a_parent_of_somebody_else_cannot_decide(person: YoungPerson, lead: User) -> None:
    assert recording(by_parent(person, parent=ParentOrGuardianFactory()), lead) == "consent-giver"
    assert recording(by_parent(person, parent=None), lead) == "consent-giver"


def test_no_parent_is_named_for_the_young_persons_own_word(older: YoungPerson, lead: User) -> None:
    named = a_decision(older, ConsentBasis.SIXTEEN, parent=ParentOrGuardianFactory(young_person=older))
    assert recording(named, lead) == "consent-giver"


def test_parents_do_not_decide_what_parents_are_told(person: YoungPerson, lead: User, practitioner: User) -> None:
    kind = ConsentKind.SHARE_WITH_PARENT
    assert recording(by_parent(person, kind=kind), lead) == "consent-their-own"
    assert recording(a_decision(person, ConsentBasis.GILLICK, kind=kind), practitioner) is None


def test_nothing_is_decided_tomorrow(person: YoungPerson, lead: User) -> None:
    assert recording(by_parent(person, decided_on=A_MONDAY), lead) is None
    assert recording(by_parent(person, decided_on=A_MONDAY + dt.timedelta(days=1)), lead) == "consent-future"


def test_the_words_used_are_known(person: YoungPerson, lead: User) -> None:
    assert recording(by_parent(person, wording_version="1999-01"), lead) == "consent-wording"


def test_it_runs_out_on_or_after_the_day_it_was_decided(person: YoungPerson, lead: User) -> None:
    assert recording(by_parent(person, expires_on=A_MONDAY), lead) is None
    assert recording(by_parent(person, expires_on=A_MONDAY - dt.timedelta(days=1)), lead) == "consent-expiry"


def test_a_school_asks_only_what_is_a_schools_business(person: YoungPerson, lead: User, practitioner: User) -> None:
    assert recording(by_parent(person, kind=ConsentKind.SHARE_WITH_SCHOOL), lead) is None
    for kind in (ConsentKind.SHARE_WITH_GP, ConsentKind.RECORDING, ConsentKind.CONTACT, ConsentKind.FEEDBACK):
        assert recording(by_parent(person, kind=kind), lead) == "needs-young_person.view"
        assert recording(by_parent(person, kind=kind), practitioner) is None


@pytest.mark.parametrize(
    "role", [RoleName.SCHOOL_STAFF, RoleName.DESIGNATED_SAFEGUARDING_LEAD], ids=lambda role: role.value
)
def test_not_everybody_at_the_school_records_consent(person: YoungPerson, role: RoleName) -> None:
    assert recording(by_parent(person), member_of(person.school, role)) == "needs-consent.record"


def test_nobody_of_another_school_or_team_records_it(person: YoungPerson) -> None:
    elsewhere = member_of(SchoolFactory(), RoleName.SENIOR_MENTAL_HEALTH_LEAD)
    other_team = member_of(TeamFactory(), RoleName.PRACTITIONER)
    assert recording(by_parent(person), elsewhere) == "needs-consent.record"
    assert recording(by_parent(person), other_team) == "needs-consent.record"


def test_an_answer_is_taken_back_once_and_with_a_reason(person: YoungPerson, lead: User) -> None:
    decision = by_parent(person)
    assert refusal(check_withdraw, decision, reason="She rang.", by=lead) is None
    with pytest.raises(Refused, match=r"Say why it is taken back; only the team can read the reason\."):
        check_withdraw(decision, reason=" ", by=lead)
    with pytest.raises(Refused, match=r"This was already taken back\."):
        check_withdraw(by_parent(person, withdrawn=True), reason="She rang.", by=lead)


def test_an_answer_that_is_the_teams_business_is_taken_back_by_the_team(person: YoungPerson, lead: User) -> None:
    with pytest.raises(Refused, match="Your role does not allow this here"):
        check_withdraw(by_parent(person, kind=ConsentKind.RECORDING), reason="She rang.", by=lead)


@pytest.mark.parametrize(
    ("state", "younger", "older"),
    [
        (
            ConsentState.NOT_ASKED,
            "No consent yet: ask a parent or guardian, or the young person if they can decide for themselves.",
            "No consent yet: they are 16 or over, so ask them.",
        ),
        (ConsentState.GIVEN, None, None),
        *((state, same, same) for state, same in (
            (ConsentState.REFUSED, "Consent was refused. Ask again only if something has changed."),
            (
                ConsentState.CONFLICTING,
                "People disagree about consent. They cannot join until that is settled: speak with the team.",
            ),
            (ConsentState.WITHDRAWN, "Consent was taken back. Ask again before booking."),
        )),
        (
            ConsentState.EXPIRED,
            "Consent has run out: ask again.",
            "Consent has run out: they are 16 or over, so ask them.",
        ),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_in_a_sentence(state: ConsentState, younger: str | None, older: str | None) -> None:
    person = YoungPerson(birth_date=dt.date(2010, 9, 15))
    assert why_not_yet(person, state, dt.date(2026, 9, 14)) == younger
    assert why_not_yet(person, state, dt.date(2026, 9, 15)) == older
