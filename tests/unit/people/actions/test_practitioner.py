import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.people.actions import absence, practitioner, working_pattern
from mhst.people.enums import FixedKind, Grade
from mhst.people.events import PractitionerAway, PractitionerBack
from mhst.people.models import Absence, Practitioner
from mhst.places.enums import Weekday
from mhst.places.models import School, Team
from tests.factories import A_MONDAY, OrganisationFactory, SchoolFactory, TeamFactory, TeamSchoolFactory, member_of
from tests.support.refusals import refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
WEEK = dt.timedelta(days=7)


class TestAdding:
    @pytest.fixture
    def who(self, team: Team, manager: User) -> dict[str, Any]:
        user = member_of(team, RoleName.PRACTITIONER)
        return {"user": user, "team": team, "employer": team.led_by, "grade": Grade.EMHP, "by": manager}

    def test_somebody_of_the_team_begins(self, who: dict[str, Any]) -> None:
        added = practitioner.add(skills=["sleep", "anxiety", "sleep"], **who)
        assert Practitioner.objects.get() == added
        assert added.skills == ["anxiety", "sleep"]

    def test_another_employer_of_the_team(self, who: dict[str, Any], team: Team) -> None:
        charity = OrganisationFactory(kind="charity")
        assert refusal(practitioner.add, **{**who, "employer": charity}) == "employer"
        other = TeamFactory(employers=[charity])
        user = member_of(other, RoleName.SUPERVISOR)
        boss = member_of(other, RoleName.TEAM_MANAGER)
        about = {"user": user, "team": other, "employer": charity, "grade": Grade.SENIOR, "by": boss}
        assert practitioner.add(**about).employer == charity

    def test_what_cannot_be(self, who: dict[str, Any], team: Team, administrator: User) -> None:
        codes = [
            refusal(practitioner.add, **{**who, **change})
            for change in (
                {"by": administrator},
                {"by": member_of(TeamFactory(), RoleName.TEAM_MANAGER)},
                {"user": member_of(TeamFactory(), RoleName.PRACTITIONER)},
                {"skills": ["flying"]},
                {"grade": Grade.TRAINEE, "qualified_on": dt.date(2026, 1, 9)},
            )
        ]
        assert codes == ["needs-practitioner.edit", "needs-practitioner.edit", "no-role", "skill", "trainee"]
        practitioner.add(**who)
        assert refusal(practitioner.add, **who) == "already-practitioner"


def test_grade_and_skills_change(gwen: Practitioner, manager: User) -> None:
    about: dict[str, Any] = {"practitioner": gwen, "grade": Grade.SENIOR, "skills": ["sleep"], "is_working": False,
                             "qualified_on": dt.date(2026, 1, 9)}  # fmt: skip
    assert refusal(practitioner.change, by=gwen.user, **about) == "needs-practitioner.edit"
    assert refusal(practitioner.change, by=manager, **{**about, "skills": ["flying"]}) == "skill"
    practitioner.change(by=manager, **about)
    found = Practitioner.objects.get()
    assert (found.grade, found.skills, found.is_working) == ("senior", ["sleep"], False)
    assert found.qualified_on == dt.date(2026, 1, 9)
    assert refusal(practitioner.change, by=manager, **{**about, "grade": Grade.TRAINEE}) == "trainee"
    tomorrow = A_MONDAY + dt.timedelta(days=1)
    assert refusal(practitioner.change, by=manager, **{**about, "qualified_on": tomorrow}) == "qualified-on"


def test_the_database_knows_no_trainee_who_has_qualified(gwen: Practitioner) -> None:
    gwen.grade, gwen.qualified_on = Grade.TRAINEE, dt.date(2026, 1, 9)
    with pytest.raises(IntegrityError), recording.acting(by=SYSTEM, verb="test"):
        gwen.save()


class TestTheWeek:
    @pytest.fixture
    def nine_to_ten(self, gwen: Practitioner, manager: User) -> dict[str, Any]:
        return {
            "practitioner": gwen, "weekday": Weekday.MONDAY, "start_minute": 540, "end_minute": 600, "by": manager,
        }  # fmt: skip

    def test_hours_are_added_and_removed(self, gwen: Practitioner, nine_to_ten: dict[str, Any]) -> None:
        early = {**nine_to_ten, "start_minute": 450, "end_minute": 510}
        part = working_pattern.add_hours(**early)
        assert gwen.working_hours.count() == 6
        assert refusal(working_pattern.remove, part=part, by=gwen.user) == "needs-practitioner.edit"
        working_pattern.remove(part=part, by=early["by"])
        assert gwen.working_hours.count() == 5

    def test_nobody_works_twice_at_once(self, nine_to_ten: dict[str, Any]) -> None:
        assert refusal(working_pattern.add_hours, **nine_to_ten) == "overlap"

    def test_hours_of_other_weeks_do_not_overlap(self, gwen: Practitioner, nine_to_ten: dict[str, Any]) -> None:
        working_pattern.remove(part=gwen.working_hours.get(weekday=0), by=nine_to_ten["by"])
        working_pattern.add_hours(**nine_to_ten, ends_on=A_MONDAY)
        assert refusal(working_pattern.add_hours, **nine_to_ten, starts_on=A_MONDAY) == "overlap"
        working_pattern.add_hours(**nine_to_ten, starts_on=A_MONDAY + WEEK)
        assert refusal(working_pattern.add_hours, **nine_to_ten, ends_on=A_MONDAY - WEEK) == "overlap"

    @pytest.mark.parametrize(("start", "end"), [(600, 600), (600, 540), (415, 600), (1100, 1145), (541, 600)])
    def test_times_are_possible(self, nine_to_ten: dict[str, Any], start: int, end: int) -> None:
        about = {**nine_to_ten, "start_minute": start, "end_minute": end}
        assert refusal(working_pattern.add_fixed_time, kind=FixedKind.ADMIN, **about) == "times"

    def test_dates_are_in_order(self, nine_to_ten: dict[str, Any]) -> None:
        about = {**nine_to_ten, "kind": FixedKind.ADMIN, "starts_on": A_MONDAY}
        assert refusal(working_pattern.add_fixed_time, **about, ends_on=A_MONDAY - WEEK) == "dates"
        assert working_pattern.add_fixed_time(**about, ends_on=A_MONDAY)

    def test_fixed_times_may_overlap(self, nine_to_ten: dict[str, Any]) -> None:
        first = working_pattern.add_fixed_time(kind=FixedKind.ADMIN, **nine_to_ten)
        second = working_pattern.add_fixed_time(kind=FixedKind.SUPERVISION, **nine_to_ten)
        assert {first.practitioner, second.practitioner} == {nine_to_ten["practitioner"]}

    def test_a_day_is_agreed_with_a_school_the_team_serves(
        self, nine_to_ten: dict[str, Any], school: School, team: Team
    ) -> None:
        assert working_pattern.agree_school_day(school=school, **nine_to_ten)
        assert refusal(working_pattern.agree_school_day, school=school, **nine_to_ten) == "overlap"
        later = {**nine_to_ten, "start_minute": 600, "end_minute": 660}
        assert refusal(working_pattern.agree_school_day, school=SchoolFactory(), **later) == "not-served"
        left = TeamSchoolFactory(team=team, ends_on=A_MONDAY).school
        assert working_pattern.agree_school_day(school=left, **later)
        from_tomorrow = {**later, "weekday": 1, "starts_on": A_MONDAY + dt.timedelta(days=1)}
        assert refusal(working_pattern.agree_school_day, school=left, **from_tomorrow) == "not-served"


class TestAbsence:
    FRIDAY = A_MONDAY + dt.timedelta(days=4)

    def test_people_say_that_they_are_away_and_others_hear_it(
        self, gwen: Practitioner, django_capture_on_commit_callbacks: Any, heard: list[object]
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            away = absence.add(practitioner=gwen, starts_on=A_MONDAY, ends_on=self.FRIDAY, by=gwen.user)
        assert heard == [PractitionerAway(gwen.pk, away.pk, A_MONDAY, self.FRIDAY)]
        with django_capture_on_commit_callbacks(execute=True):
            absence.cancel(absence=away, by=gwen.user)
        assert heard[1:] == [PractitionerBack(gwen.pk, A_MONDAY, self.FRIDAY)]
        assert not Absence.objects.exists()

    def test_those_who_keep_the_diary_say_it_for_them(
        self, gwen: Practitioner, manager: User, administrator: User
    ) -> None:
        for by in (manager, administrator):
            away = absence.add(practitioner=gwen, starts_on=A_MONDAY, ends_on=A_MONDAY, by=by)
            assert Absence.objects.get() == away
            assert refusal(absence.cancel, absence=away, by=by) is None
            assert not Absence.objects.exists()

    def test_a_colleague_does_not(self, gwen: Practitioner, team: Team) -> None:
        colleague = member_of(team, RoleName.PRACTITIONER)
        about: dict[str, Any] = {"practitioner": gwen, "starts_on": A_MONDAY, "ends_on": A_MONDAY}
        assert refusal(absence.add, by=colleague, **about) == "needs-absence.record"
        away = absence.add(by=gwen.user, **about)
        assert refusal(absence.cancel, absence=away, by=colleague) == "needs-absence.record"

    def test_an_absence_is_told_once_and_in_order(self, gwen: Practitioner) -> None:
        about: dict[str, Any] = {"practitioner": gwen, "by": gwen.user}
        assert refusal(absence.add, starts_on=self.FRIDAY, ends_on=A_MONDAY, **about) == "dates"
        absence.add(starts_on=A_MONDAY, ends_on=self.FRIDAY, **about)
        assert refusal(absence.add, starts_on=self.FRIDAY, ends_on=self.FRIDAY + WEEK, **about) == "already-away"
        assert absence.add(starts_on=self.FRIDAY + dt.timedelta(days=3), ends_on=self.FRIDAY + WEEK, **about)
