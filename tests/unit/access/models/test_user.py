import pytest
from django.db import IntegrityError, transaction

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.core import clock
from mhst.core.permissions import Permission
from tests.factories import MembershipFactory, UserFactory, member_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.mark.parametrize("power", ["is_superuser", "is_staff"])
def test_nobody_has_a_power_outside_the_roles(power) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(**{power: True})


def test_nobody_is_made_a_superuser() -> None:
    with pytest.raises(NotImplementedError, match="create_administrator"):
        User.objects.create_superuser("root", password="x")


@pytest.mark.parametrize("field", ["username", "email"])
def test_names_to_sign_in_with_are_unique_in_any_case(field) -> None:
    UserFactory(**{field: "nia@example.invalid"})
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(**{field: "Nia@Example.invalid"})


def test_many_have_no_address() -> None:
    UserFactory.create_batch(2, email="")
    assert User.objects.filter(email="").count() == 2


def test_who_left_is_not_active() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(left_at=clock.now(), is_active=True)


def test_who_is_a_colleague(places) -> None:
    assert member_of(places.school, RoleName.SCHOOL_STAFF).is_colleague
    assert not member_of(None, RoleName.YOUNG_PERSON).is_colleague
    assert UserFactory().is_colleague  # nothing is known of them, so they get the stricter rules


def test_names() -> None:
    assert str(UserFactory(first_name="Nia", last_name="Okoro")) == "Nia Okoro"
    assert UserFactory(first_name="", last_name="", username="blue-otter").name == "blue-otter"


def test_colleagues_within_reach_and_never_young_people(places, manager, keeper) -> None:
    colleague = member_of(places.school, RoleName.SCHOOL_STAFF)
    before = MembershipFactory(school=places.school, ended=True).user
    elsewhere = member_of(places.other_school, RoleName.SCHOOL_STAFF)
    young = member_of(None, RoleName.YOUNG_PERSON)

    mine = manager.reach(Permission.MEMBERSHIP_VIEW)
    assert set(User.objects.within(mine)) == {manager, colleague, before}
    assert set(User.objects.within(keeper.reach(Permission.MEMBERSHIP_VIEW))) == {
        manager, colleague, before, elsewhere, keeper,
    }  # fmt: skip
    assert colleague.is_within(mine)
    assert not young.is_within(mine)
