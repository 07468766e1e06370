"""A question in words that were found before says what the ORM says."""

import datetime as dt
from uuid import uuid4

import pytest

from mhst.access.models import Membership, User
from mhst.core import clock
from mhst.core.prepared import LONG, LONGEST, CannotPrepare, Prepared
from mhst.places.models import TeamSchool
from tests.factories import MembershipFactory, TeamSchoolFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

DAY = dt.date(2026, 3, 2)


def test_each_asks_about_their_own() -> None:
    named = Prepared[User](lambda key: User.objects.filter(pk=key))
    one, other = UserFactory(first_name="Ada"), UserFactory(first_name="Bo")

    assert [named(person.pk) for person in (one, other)] == [[one], [other]]
    assert named(other.pk)[0].first_name == "Bo"
    assert named(uuid4()) == []


def test_dates_moments_texts_and_lists_go_in_with_what_stands_beside() -> None:
    serving = Prepared[TeamSchool](
        lambda teams, day, name, before: (
            TeamSchool.objects.filter(team__in=teams, starts_on__lte=day, school__name=name, created_at__lt=before)
            .select_related("school")
            .order_by("pk")
        )
    )
    rows = [TeamSchoolFactory(starts_on=DAY, school__name=name) for name in ("Hill", "Vale")]
    later, teams = rows[0].created_at + dt.timedelta(hours=1), tuple(row.team_id for row in rows)

    found = serving(teams, DAY, "Vale", later)
    assert found == [rows[1]]
    assert found[0].school.name == "Vale"
    assert serving(teams[:1], DAY, "Hill", later) == [rows[0]]
    assert serving(teams, DAY - dt.timedelta(days=1), "Vale", later) == []
    assert serving(teams, DAY, "Vale", later - dt.timedelta(hours=2)) == []
    assert serving((), DAY, "Vale", later) == []


def test_what_is_neither_id_date_nor_text_is_part_of_the_words() -> None:
    active = Prepared[tuple[str]](
        lambda key, is_active: User.objects.filter(pk=key, is_active=is_active).values_list("first_name")
    )
    ada = UserFactory(first_name="Ada")

    assert [active(ada.pk, yes) for yes in (True, False)] == [[("Ada",)], []]


def test_long_lists_share_their_words() -> None:
    held = Prepared[Membership](lambda users, day: Membership.objects.filter(user__in=users, starts_on__lte=day))
    rows = [MembershipFactory() for _ in range(LONG + 8)]
    users = tuple(row.user_id for row in rows)

    found = [held(users[:number], clock.today()) for number in (LONG + 1, LONG + 4, LONG + 5, LONG + 8)]

    assert [sorted(row.pk for row in some) for some in found] == [
        sorted(row.pk for row in rows[:number]) for number in (LONG + 1, LONG + 4, LONG + 5, LONG + 8)
    ]
    assert len(held._ready) == 2  # for 16 and for 32


def test_of_a_great_many_the_orm_is_asked() -> None:
    held = Prepared[Membership](lambda users: Membership.objects.filter(user__in=users))
    row = MembershipFactory()

    assert held((row.user_id, *(uuid4() for _ in range(LONGEST)))) == [row]
    assert held._ready == {}


@pytest.mark.parametrize("field", ["first_name__contains", "first_name__iexact"])
def test_what_would_be_changed_on_the_way_is_no_question(field: str) -> None:
    """`iexact` goes in as it is; a part of a name would go in with signs around it."""
    asked = Prepared[User](lambda name: User.objects.filter(**{field: name}))
    ada = UserFactory(first_name="Ada")
    if field == "first_name__iexact":
        assert asked("ADA") == [ada]
        return
    with pytest.raises(CannotPrepare):
        asked("Ad")
