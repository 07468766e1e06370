import pytest
import time_machine

from mhst.core.actors import SYSTEM
from mhst.people.enums import Relationship
from sessions_app.actions import place as actions
from sessions_app.queries import series as queries
from sessions_app.rules.group_run import check_can_join
from sessions_app.rules.joining import check_apart
from tests.factories import (
    KeepApartFactory,
    ParentOrGuardianFactory,
    ProgrammeFactory,
    World,
    YoungPersonFactory,
    world,
)
from tests.support.booking import book
from tests.support.courses import one_to_one
from tests.support.refusals import refusal, said

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines, pytest.mark.usefixtures("monday_morning")]


@pytest.fixture
def there() -> World:
    return world()


def another(there: World, **more):
    return YoungPersonFactory(school=there.school, **{"consented": True, **more})


def test_a_group_is_closed_once_its_second_session_is_over(there: World) -> None:
    series, late = book(there), another(there)
    with time_machine.travel("2026-09-23 10:59+01:00", tick=False):
        assert refusal(check_can_join, series, late) is None
    with time_machine.travel("2026-09-23 11:00+01:00", tick=False):
        assert said(check_can_join, series, late) == (
            f"{series} is closed: nobody new joins after session 2. Look for another group."
        )
        assert refusal(actions.take, series=series, young_person=late, by=there.lead) == "closed"


def test_whoever_is_in_it_stays_in_it_after_that(there: World) -> None:
    series = book(there)
    with time_machine.travel("2026-10-07 12:00+01:00", tick=False):
        assert actions.take(series=series, young_person=there.pupils[0], by=there.lead).number == 1


def test_a_place_freed_after_that_stays_empty(there: World) -> None:
    series, waits = book(there, pupils=list(there.pupils)), another(there)
    actions.take(series=series, young_person=waits, by=SYSTEM)
    with time_machine.travel("2026-09-30 12:00+01:00", tick=False):
        assert actions.release(series=series, young_person=there.pupils[0], by=SYSTEM) is None
    assert queries.waiting_for(series) == [waits]


def test_a_course_of_one_is_never_closed(there: World) -> None:
    series = book(there, programme=one_to_one(there), practitioners=[there.practitioner], pupils=[there.pupils[0]])
    with time_machine.travel("2026-10-07 12:00+01:00", tick=False):
        assert refusal(check_can_join, series, there.pupils[0]) is None


@pytest.mark.parametrize(("year", "answer"), [(6, "year-group"), (7, None), (8, None), (9, None), (10, "year-group")])
def test_neighbouring_year_groups_join(there: World, year: int, answer: str | None) -> None:
    series = book(there, programme=ProgrammeFactory(youngest=9))
    assert refusal(check_can_join, series, another(there, year_group=year)) == answer


def test_the_year_groups_of_those_who_joined_count(there: World) -> None:
    series = book(there, pupils=list(there.pupils[:3]))
    actions.take(series=series, young_person=another(there, year_group=7), by=SYSTEM)
    assert refusal(check_can_join, series, another(there, year_group=9)) == "year-group"


def test_a_group_of_two_years_takes_nobody_of_a_third(there: World) -> None:
    series = book(there, year_groups=[8, 9], programme=ProgrammeFactory(youngest=9))
    years = {year: refusal(check_can_join, series, another(there, year_group=year)) for year in (7, 8, 9, 10)}
    assert years == {7: "year-group", 8: None, 9: None, 10: "year-group"}


def test_no_group_is_booked_for_years_apart_nor_with_pupils_of_them(there: World) -> None:
    older = another(there, year_group=10)
    assert refusal(book, there, year_groups=[8, 10]) == "year-group"
    assert refusal(book, there, pupils=[there.pupils[0], older]) == "year-group"
    assert said(book, there, year_groups=[7, 8, 9]) == (
        "Years 7 to 9 would be in this group. Choose one year group, or two that are next to each other."
    )
    assert refusal(book, there, year_groups=[7, 8]) is None


def test_whoever_is_kept_apart_from_a_member_does_not_join(there: World) -> None:
    series, late = book(there), another(there)
    KeepApartFactory(one=late, other=there.pupils[0])
    assert refusal(actions.take, series=series, young_person=late, by=there.lead) == "kept-apart"


def test_somebody_who_must_not_move_up_is_passed_over_and_keeps_their_position(there: World) -> None:
    series = book(there, pupils=list(there.pupils))
    first, second = another(there), another(there)
    for person in (first, second):
        actions.take(series=series, young_person=person, by=SYSTEM)
    KeepApartFactory(one=first, other=there.pupils[0])

    filled = actions.release(series=series, young_person=there.pupils[5], by=SYSTEM)

    assert filled is not None
    assert filled.young_person == second
    assert queries.waiting_for(series) == [first]


SOCIAL_WORKER = {"phone": "07700 900123", "relationship": Relationship.SOCIAL_WORKER}


@pytest.mark.parametrize(
    ("one", "other", "siblings"),
    [
        ({"phone": "07700 900 123"}, {"phone": "+44 7700 900123"}, True),
        ({"phone": "", "email": "Jo@example.invalid"}, {"phone": "", "email": "jo@example.invalid"}, True),
        ({"phone": "07700 900123"}, {"phone": "07700 900999"}, False),
        ({"phone": "07700 900123"}, {"phone": "07700 900123", "name": "Somebody Else"}, False),
        ({"phone": ""}, {"phone": ""}, False),
        (SOCIAL_WORKER, SOCIAL_WORKER, False),
    ],
)
def test_siblings_are_known_by_a_parent_with_the_same_name_and_contact(
    there: World, one: dict, other: dict, siblings: bool
) -> None:
    pair = another(there), another(there)
    for person, given in zip(pair, (one, other), strict=True):
        ParentOrGuardianFactory(young_person=person, **{"name": "Jo Marsh", **given})
    assert refusal(check_apart, pair) == ("siblings" if siblings else None)
