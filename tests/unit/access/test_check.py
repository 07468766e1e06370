"""Who may, whoever asks, wherever, whenever: the truth tables."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.functional import SimpleLazyObject

from mhst.access import check, grants
from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.access.standing import forget
from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from mhst.core.permissions import Permission as P
from mhst.core.reach import NOWHERE
from mhst.people.models import YoungPerson
from mhst.places.models import School
from tests.factories import (
    MembershipFactory,
    SchoolFactory,
    TeamSchoolFactory,
    UserFactory,
    YoungPersonFactory,
    member_of,
)
from tests.unit.access.conftest import Places

TODAY = dt.date(2026, 11, 4)
DAY = dt.timedelta(days=1)
NOON = dt.datetime(2026, 11, 4, 12, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine) -> None:
    time_machine.move_to(NOON, tick=False)


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


class TestWhen:
    @pytest.mark.parametrize(
        ("starts", "ends", "ended", "may"),
        [
            (TODAY - DAY, None, None, True),
            (TODAY, None, None, True),
            (TODAY + DAY, None, None, False),
            (TODAY - DAY, TODAY, None, True),
            (TODAY - DAY, TODAY + DAY, None, True),
            (TODAY - 2 * DAY, TODAY - DAY, None, False),
            (TODAY - DAY, None, NOON, False),
            (TODAY - DAY, TODAY + DAY, NOON, False),
        ],
    )
    def test_a_role_counts_from_its_first_day_to_the_end_of_its_last(self, places, starts, ends, ended, may) -> None:
        member = MembershipFactory(school=places.school, starts_on=starts, ends_on=ends, ended_at=ended)

        assert member.user.can(P.PUPIL_VIEW, places.school) is may
        assert bool(member.user.reach(P.PUPIL_VIEW)) is may

    def test_its_last_day_ends_at_midnight_in_london(self, places, time_machine) -> None:
        last = MembershipFactory(school=places.school, ends_on=dt.date(2026, 6, 30)).user

        time_machine.move_to(dt.datetime(2026, 6, 30, 22, 59, tzinfo=dt.UTC), tick=False)
        assert last.can(P.PUPIL_VIEW, places.school)
        time_machine.move_to(dt.datetime(2026, 6, 30, 23, 0, tzinfo=dt.UTC), tick=False)
        assert not fresh(last).can(P.PUPIL_VIEW, places.school)

    def test_a_leaver_may_nothing(self, places) -> None:
        gone = member_of(places.school, RoleName.SENIOR_MENTAL_HEALTH_LEAD, left=True)

        assert not gone.can(P.PUPIL_VIEW, places.school)
        assert not gone.can(P.PUPIL_VIEW)
        assert gone.reach(P.PUPIL_VIEW) == NOWHERE
        assert list(check.visible(School.objects.all(), gone, P.SCHOOL_VIEW)) == []

    @pytest.mark.parametrize(
        ("starts", "ends", "may"),
        [
            (TODAY - DAY, None, True),
            (TODAY - DAY, TODAY, True),
            (TODAY - 9 * DAY, TODAY - DAY, False),
            (TODAY + DAY, None, False),
        ],
    )
    def test_a_team_reaches_the_schools_it_serves_today(self, places, starts, ends, may) -> None:
        school = SchoolFactory()
        TeamSchoolFactory(team=places.team, school=school, starts_on=starts, ends_on=ends)

        assert member_of(places.team, RoleName.PRACTITIONER).can(P.PUPIL_VIEW, school) is may


class TestWhere:
    @pytest.mark.parametrize(
        ("role", "held", "own", "other"),
        [
            (RoleName.SENIOR_MENTAL_HEALTH_LEAD, "school", True, False),
            (RoleName.PRACTITIONER, "team", True, False),
            (RoleName.SAFEGUARDING_LEAD, "trust", True, False),
            (RoleName.SCHOOL_STAFF, "school", True, False),
            (RoleName.SYSTEM_ADMINISTRATOR, None, False, False),
            (RoleName.COMMISSIONER, "trust", False, False),
        ],
    )
    def test_who_sees_the_pupils_of_which_school(self, places, role, held, own, other) -> None:
        user = member_of(getattr(places, held) if held else None, role)

        assert user.can(P.PUPIL_VIEW, places.school) is own
        assert user.can(P.PUPIL_VIEW, places.other_school) is other

    def test_the_keeper_of_the_system_reaches_every_place_but_no_person(self, places, keeper) -> None:
        pupil = YoungPersonFactory(school=places.school)

        assert keeper.can(P.SCHOOL_EDIT, places.other_school)
        assert not keeper.can(P.YOUNG_PERSON_VIEW, pupil)

    def test_employing_people_of_a_team_is_not_leading_it(self, places) -> None:
        assert not member_of(places.trust, RoleName.SAFEGUARDING_LEAD).can(P.PUPIL_VIEW, places.other_school)

    def test_a_role_without_a_place_reaches_everywhere_only_if_it_is_meant_to(self, places) -> None:
        odd = MembershipFactory(role=RoleName.YOUNG_PERSON, school=None).user

        assert odd.reach(P.SCHOOL_VIEW) == NOWHERE

    def test_two_roles_reach_what_either_does(self, places) -> None:
        user = member_of(places.school, RoleName.SENIOR_MENTAL_HEALTH_LEAD)
        MembershipFactory(user=user, school=places.other_school, role=RoleName.SCHOOL_STAFF)

        assert user.reach(P.PUPIL_VIEW).schools == {places.school.pk, places.other_school.pk}
        assert user.reach(P.GROUP_BOOK).schools == {places.school.pk}

    def test_nobody_without_a_role_may_anything(self, places) -> None:
        assert [p for p in P if UserFactory().can(p)] == []


class TestVisible:
    def test_lists_show_what_roles_reach(self, places) -> None:
        mine, theirs = YoungPersonFactory(school=places.school), YoungPersonFactory(school=places.other_school)
        user = member_of(places.team, RoleName.PRACTITIONER)

        seen = check.visible(YoungPerson.objects.all(), user, P.YOUNG_PERSON_VIEW)

        assert list(seen) == [mine]
        assert theirs not in seen

    def test_and_what_is_granted_once_each(self, places) -> None:
        mine, theirs = YoungPersonFactory(school=places.school), YoungPersonFactory(school=places.other_school)
        user = member_of(places.team, RoleName.PRACTITIONER)
        for person in (mine, theirs):
            grants.give(
                user=user, permission=P.YOUNG_PERSON_VIEW, thing=person, until=clock.now() + DAY, reason="Shared",
                by=SYSTEM,
            )  # fmt: skip

        seen = check.visible(YoungPerson.objects.all(), fresh(user), P.YOUNG_PERSON_VIEW)

        assert sorted(p.pk for p in seen) == sorted([mine.pk, theirs.pk])


class TestRequire:
    def test_a_refusal_names_who_may(self, places) -> None:
        user = member_of(places.school, RoleName.SCHOOL_STAFF)

        with pytest.raises(Refused) as refused:
            user.require(P.AUDIT_VIEW, places.school)

        assert refused.value.message == (
            "Your role does not allow this here. It is for: team manager or safeguarding lead."
        )
        assert refused.value.code == "needs-audit.view"

    def test_one_role_is_named_alone(self) -> None:
        with pytest.raises(Refused, match="It is for: system administrator"):
            UserFactory().require(P.SYSTEM_ADMINISTER)

    def test_what_no_role_may_is_nobodys(self, monkeypatch) -> None:
        monkeypatch.setattr(check, "roles_with", lambda permission: [])
        with pytest.raises(Refused, match="Nobody may do that here"):
            UserFactory().require(P.SYSTEM_ADMINISTER)

    def test_allowed_is_silent(self, places) -> None:
        assert member_of(places.team, RoleName.TEAM_MANAGER).require(P.AUDIT_VIEW) is None


class TestHowOftenTheDatabaseIsAsked:
    def test_a_page_full_of_buttons_costs_four_queries(self, places) -> None:
        user = fresh(member_of(places.trust, RoleName.SAFEGUARDING_LEAD))
        people = [YoungPersonFactory(school=places.school) for _ in range(3)]
        user.can(P.PUPIL_VIEW, people[0])  # content types are kept by the process

        user = fresh(user)
        with CaptureQueriesContext(connection) as asked:
            for person in people * 10:
                for permission in (P.PUPIL_VIEW, P.YOUNG_PERSON_VIEW, P.AUDIT_VIEW, P.GROUP_BOOK):
                    user.can(permission, person)

        assert len(asked) == 4  # memberships, teams, schools, grants

    def test_somebody_at_a_school_costs_two(self, places) -> None:
        user = fresh(member_of(places.school, RoleName.SCHOOL_STAFF))
        with CaptureQueriesContext(connection) as asked:
            user.can(P.PUPIL_VIEW, places.school)
            user.can(P.PUPIL_ADD, places.school)

        assert len(asked) == 2  # memberships, grants


class TestALongLivedSocket:
    """Its user object is hours old; what it holds must not be."""

    def test_an_ended_role_counts_within_five_seconds(self, places, time_machine) -> None:
        membership = MembershipFactory(school=places.school)
        user = membership.user
        assert user.can(P.PUPIL_VIEW, places.school)
        with recording.acting(by=SYSTEM, verb="test"):
            membership.ended_at = clock.now()
            membership.save()

        time_machine.shift(dt.timedelta(seconds=4, milliseconds=900))
        assert user.can(P.PUPIL_VIEW, places.school)
        time_machine.shift(dt.timedelta(milliseconds=100))
        assert not user.can(P.PUPIL_VIEW, places.school)

    def test_so_does_a_closed_account(self, places, time_machine) -> None:
        user = member_of(places.school, RoleName.SCHOOL_STAFF)
        assert user.can(P.PUPIL_VIEW, places.school)
        User.objects.filter(pk=user.pk).update(is_active=False)

        time_machine.shift(dt.timedelta(seconds=5))
        assert user.is_active
        assert not user.can(P.PUPIL_VIEW, places.school)

    def test_a_clock_put_back_reads_again(self, places, time_machine) -> None:
        user = MembershipFactory(school=places.school, starts_on=TODAY).user
        assert user.can(P.PUPIL_VIEW, places.school)

        time_machine.shift(-DAY)
        assert not user.can(P.PUPIL_VIEW, places.school)

    def test_refreshing_from_the_database_reads_again(self, places) -> None:
        user = UserFactory()
        assert not user.can(P.PUPIL_VIEW, places.school)
        MembershipFactory(user=user, school=places.school)

        user.refresh_from_db()
        assert user.can(P.PUPIL_VIEW, places.school)


def test_places_fixture(places: Places) -> None:
    assert set(places.other_team.employers.all()) == {places.trust, places.other_trust}


def test_what_a_request_holds_is_read_once_whether_asked_of_its_lazy_user_or_of_the_user_within(
    django_assert_num_queries: Any,
) -> None:
    user = UserFactory()
    lazy = SimpleLazyObject(lambda: user)
    with django_assert_num_queries(1):
        assert check.reach(lazy, P.REFERRAL_VIEW) == NOWHERE
        assert lazy.current_memberships == user.current_memberships == []
    forget(lazy)
    with django_assert_num_queries(1):
        assert user.current_memberships == []
