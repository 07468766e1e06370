import datetime as dt

import pytest
from django.db import IntegrityError

from mhst.access.enums import HeldAt, RoleName
from mhst.access.models import Membership, held_at
from mhst.audit.recording import UnrecordedWrite
from mhst.core import clock
from mhst.core.reach import Reach
from tests.factories import MembershipFactory, OrganisationFactory, RoomFactory, SchoolFactory, TeamFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
TODAY = dt.date(2026, 11, 4)


@pytest.fixture(autouse=True)
def today(time_machine) -> None:
    time_machine.move_to(dt.datetime(2026, 11, 4, 12, tzinfo=dt.UTC), tick=False)


def refused(**fields) -> str:
    with pytest.raises(IntegrityError) as error:
        MembershipFactory(**fields)
    return str(error.value)


def test_it_is_at_one_place() -> None:
    assert "membership_at_one_place" in refused(team=TeamFactory())
    assert "membership_at_one_place" in refused(school=None)
    MembershipFactory(school=None, role=RoleName.SYSTEM_ADMINISTRATOR)


def test_it_ends_after_it_begins() -> None:
    assert "membership_dates_in_order" in refused(starts_on=TODAY, ends_on=TODAY - dt.timedelta(days=1))


@pytest.mark.parametrize("make", [SchoolFactory, TeamFactory, OrganisationFactory])
def test_the_same_role_begins_there_once_a_day_unless_it_was_stopped(make) -> None:
    place = make()
    where = {"school": None, held_at(place): place}
    first = MembershipFactory(user=UserFactory(), starts_on=TODAY, ended_at=clock.now(), **where)
    second = MembershipFactory(user=first.user, starts_on=TODAY, **where)

    assert "user_id" in refused(user=first.user, starts_on=TODAY, **where)
    assert set(first.user.memberships.all()) == {first, second}


def test_nor_twice_everywhere() -> None:
    keeper = MembershipFactory(school=None, role=RoleName.SYSTEM_ADMINISTRATOR, starts_on=TODAY).user
    assert "user_id" in refused(user=keeper, school=None, role=RoleName.SYSTEM_ADMINISTRATOR, starts_on=TODAY)


def test_it_is_not_written_without_somebody_named() -> None:
    with pytest.raises(UnrecordedWrite):
        Membership(user=UserFactory(), role=RoleName.SCHOOL_STAFF, school=SchoolFactory(), starts_on=TODAY).save()


@pytest.mark.parametrize(
    ("fields", "over", "to_come"),
    [
        ({}, False, False),
        ({"ends_on": TODAY}, False, False),
        ({"ends_on": TODAY - dt.timedelta(days=1)}, True, False),
        ({"ended_at": dt.datetime(2026, 11, 4, tzinfo=dt.UTC)}, True, False),
        ({"starts_on": TODAY + dt.timedelta(days=1)}, False, True),
    ],
)
def test_over_now_or_to_come(fields, over, to_come) -> None:
    membership = MembershipFactory(**fields)

    assert (membership.is_over, membership.is_to_come) == (over, to_come)
    assert Membership.objects.current().filter(pk=membership.pk).exists() is not (over or to_come)
    assert Membership.objects.to_come_or_current().filter(pk=membership.pk).exists() is not over


def test_current_on_another_day() -> None:
    membership = MembershipFactory(ends_on=TODAY - dt.timedelta(days=1))

    assert list(Membership.objects.current(TODAY - dt.timedelta(days=1))) == [membership]


def test_it_is_within_what_reaches_its_place() -> None:
    at_school, at_team = MembershipFactory(), MembershipFactory(school=None, team=TeamFactory())
    at_trust = MembershipFactory(school=None, organisation=OrganisationFactory())
    reaches = {
        Reach(schools=frozenset({at_school.school_id})): [at_school],
        Reach(teams=frozenset({at_team.team_id})): [at_team],
        Reach(organisations=frozenset({at_trust.organisation_id})): [at_trust],
        Reach(): [],
        Reach(everywhere=True): [at_school, at_team, at_trust],
    }
    for reach, expected in reaches.items():
        found = Membership.objects.within(reach)
        assert {m.pk for m in found} == {m.pk for m in expected}
        assert [m for m in (at_school, at_team, at_trust) if m.is_within(reach)] == expected


def test_how_it_is_said() -> None:
    school = SchoolFactory(name="Alder Bank School")
    membership = MembershipFactory(school=school)
    keeper = MembershipFactory(school=None, role=RoleName.SYSTEM_ADMINISTRATOR)

    assert str(membership) == "Senior mental health lead at Alder Bank School"
    assert membership.in_words == "senior mental health lead at Alder Bank School"
    assert (str(keeper), keeper.in_words) == ("System administrator", "system administrator")


def test_roles_are_held_at_three_kinds_of_place() -> None:
    assert held_at(None) is HeldAt.EVERYWHERE
    with pytest.raises(ValueError, match="room"):
        held_at(RoomFactory())
