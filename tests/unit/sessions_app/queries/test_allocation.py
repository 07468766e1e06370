import datetime as dt

import pytest

from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.people.enums import Grade
from mhst.people.models import Practitioner
from sessions_app.enums import ReferralState, SupervisionKind
from sessions_app.queries.allocation import colleagues_of, share_out, suggestions, usual_caseload
from tests.factories import AbsenceFactory, PractitionerFactory, SchoolFactory, TeamFactory
from tests.factories.casework import ReferralFactory, SupervisionFactory
from tests.factories.sessions import ProgrammeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


def waiting(team, school, **more):
    return ReferralFactory(team=team, school=school, state=ReferralState.WAITING, **more)


def with_cases(practitioner: Practitioner, number: int) -> Practitioner:
    ReferralFactory.create_batch(
        number, team=practitioner.team, practitioner=practitioner, state=ReferralState.ASSESSMENT
    )
    return practitioner


def names(referral) -> list[Practitioner]:
    return [found.practitioner for found in suggestions(referral)]


def test_training_comes_before_being_there_and_being_there_before_a_smaller_caseload() -> None:
    team, school = TeamFactory(), SchoolFactory()
    programme = ProgrammeFactory(one_to_one=True, skills=["anxiety"])
    idle = PractitionerFactory(team=team, skills=[])
    elsewhere = PractitionerFactory(team=team, skills=["anxiety"])
    there = with_cases(PractitionerFactory(team=team, skills=["anxiety"], at=[school]), 3)
    PractitionerFactory(skills=["anxiety"], at=[school])  # of another team

    assert names(waiting(team, school, programme=programme)) == [there, elsewhere, idle]


def test_a_full_caseload_comes_after_one_with_room() -> None:
    team, school = TeamFactory(), SchoolFactory()
    full = with_cases(PractitionerFactory(team=team, at=[school], grade=Grade.SUPERVISOR), 6)
    roomy = with_cases(PractitionerFactory(team=team, at=[school], grade=Grade.EMHP), 7)

    assert names(waiting(team, school)) == [roomy, full]


def test_whoever_does_not_work_is_not_suggested() -> None:
    team = TeamFactory()
    PractitionerFactory(team=team, is_working=False)
    assert names(waiting(team, SchoolFactory())) == []


def test_whoever_is_away_today_is_not_suggested_first() -> None:
    team, school = TeamFactory(), SchoolFactory()
    ill, well = PractitionerFactory(team=team, at=[school]), PractitionerFactory(team=team)
    AbsenceFactory(practitioner=ill, starts_on=clock.today(), ends_on=clock.today())
    found = suggestions(waiting(team, school))
    assert [(one.practitioner, one.is_away_today) for one in found] == [(well, False), (ill, True)]


def test_every_reason_is_said_in_words() -> None:
    team, school = TeamFactory(), SchoolFactory(name="Harbour Lane High School")
    programme = ProgrammeFactory(one_to_one=True, name="Managing low mood", skills=["low_mood", "sleep"])
    person = with_cases(PractitionerFactory(team=team, grade=Grade.TRAINEE, skills=["sleep"]), 1)
    AbsenceFactory(practitioner=person, starts_on=dt.date(2026, 9, 21), ends_on=dt.date(2026, 9, 25))
    AbsenceFactory(practitioner=person, starts_on=dt.date(2027, 1, 4), ends_on=dt.date(2027, 1, 8))

    [found] = suggestions(waiting(team, school, programme=programme))

    assert found.speaks_for == ("Works with 1 now; 10 is usual for the grade.",)
    assert found.speaks_against == (
        "Has no agreed day at Harbour Lane High School.",
        "Not trained for Managing low mood: low-intensity CBT for low mood.",
        "Away 21 to 25 September 2026.",
        "Case management supervision is short: 0 of 60 minutes a week.",
        "Clinical skills supervision is short: 0 of 90 minutes a fortnight.",
    )


def test_agreed_days_are_named_once_each() -> None:
    team, school = TeamFactory(), SchoolFactory(name="Harbour Lane High School")
    PractitionerFactory(team=team, at=[school])
    [found] = suggestions(waiting(team, school))
    assert found.speaks_for[0] == (
        "At Harbour Lane High School on Mondays, Tuesdays, Wednesdays, Thursdays and Fridays."
    )


def test_a_caseload_is_shared_out_and_not_given_to_one() -> None:
    team, school = TeamFactory(), SchoolFactory()
    two = PractitionerFactory.create_batch(2, team=team, at=[school])
    referrals = [waiting(team, school) for _ in range(4)]

    shared = share_out(referrals, colleagues_of(team))

    assert sorted(list(shared.values()).count(person) for person in two) == [2, 2]


def test_paused_young_people_take_no_time() -> None:
    team = TeamFactory()
    person = PractitionerFactory(team=team)
    ReferralFactory(team=team, practitioner=person, paused=True)
    assert [one.active for one in colleagues_of(team)] == [0]


def test_a_grade_without_a_number_is_never_full() -> None:
    assert usual_caseload("trainee") == 10
    assert usual_caseload("another") is None


class TestSupervision:
    def test_whoever_is_short_of_it_comes_after_and_it_is_said(self) -> None:
        team, school = TeamFactory(), SchoolFactory()
        short, enough = PractitionerFactory.create_batch(2, team=team, at=[school], grade=Grade.EMHP)
        SupervisionFactory(practitioner=short, minutes=30)
        for kind in SupervisionKind:
            SupervisionFactory(practitioner=enough, kind=kind, minutes=60)
        first, second = suggestions(waiting(team, school))
        assert (first.practitioner, second.practitioner) == (enough, short)
        assert [one for one in first.speaks_against if "supervision" in one] == []
        assert second.speaks_against[-2:] == (
            "Case management supervision is short: 30 of 60 minutes a fortnight.",
            "Clinical skills supervision is short: 0 of 60 minutes in 4 weeks.",
        )

    def test_what_nobody_can_say_is_said_and_not_guessed(self) -> None:
        team, school = TeamFactory(), SchoolFactory()
        person = PractitionerFactory(team=team, at=[school], grade=Grade.EMHP)
        for kind, days in ((SupervisionKind.CASE_MANAGEMENT, 1), (SupervisionKind.CLINICAL_SKILLS, 20)):
            SupervisionFactory(practitioner=person, kind=kind, held_on=clock.today() - dt.timedelta(days))
        said = "Whether clinical skills supervision is enough cannot be said: nobody knows when they qualified."
        assert said in suggestions(waiting(team, school))[0].speaks_against
        with recording.acting(by=SYSTEM, verb="test"):
            person.qualified_on = clock.today() - dt.timedelta(30)
            person.save()
        short = "Clinical skills supervision is short: 0 of 60 minutes a fortnight."
        assert short in suggestions(waiting(team, school))[0].speaks_against

    def test_training_still_comes_first(self) -> None:
        team, school = TeamFactory(), SchoolFactory()
        programme = ProgrammeFactory(one_to_one=True, skills=["anxiety"])
        short = PractitionerFactory(team=team, at=[school], skills=["anxiety"])
        enough = PractitionerFactory(team=team, at=[school], skills=[])
        for kind in SupervisionKind:
            SupervisionFactory(practitioner=enough, kind=kind, minutes=240)
        assert names(waiting(team, school, programme=programme)) == [short, enough]
