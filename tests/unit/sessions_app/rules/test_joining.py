import datetime as dt

import pytest

from sessions_app.rules.joining import check_group
from tests.factories import KeepApartFactory, ProgrammeFactory, World, YoungPersonFactory, world
from tests.support.booking import book
from tests.support.refusals import refusal, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]
DAY = dt.date(2026, 9, 16)


@pytest.fixture
def place() -> World:
    return world()


def test_eight_who_may_be_seen_can_be_one_group(place: World) -> None:
    assert said(check_group, place.programme, place.pupils, DAY) is None


def test_a_group_of_nobody_is_none(place: World) -> None:
    assert said(check_group, place.programme, [], DAY) == "Choose at least one pupil."


def test_more_than_it_holds_are_told_how_many_to_leave_out(place: World) -> None:
    ten = [*place.pupils, *YoungPersonFactory.create_batch(2, school=place.school)]
    assert said(check_group, place.programme, ten, DAY) == (
        f"{place.programme} takes at most 8 young people; you chose 10. Leave out 2, or book without them and put "
        "them on the waiting list."
    )


def test_whoever_nobody_has_agreed_for_is_named_with_the_reason(place: World) -> None:
    person = YoungPersonFactory(school=place.school, given_name="Nia", family_name="Kaur")
    answer = said(check_group, place.programme, [*place.pupils[:3], person], DAY)
    assert answer is not None
    assert answer.startswith("Nia Kaur cannot join yet. No consent yet: ask a parent or guardian")


def test_whoever_is_too_old_for_it_is_named_with_the_ages(place: World) -> None:
    person = YoungPersonFactory(
        school=place.school, given_name="Nia", family_name="Kaur", birth_date=dt.date(2009, 1, 5), consented=True
    )
    assert said(check_group, place.programme, [person], DAY) == (
        "Nia Kaur cannot join yet. 17 years old; this programme is for ages 11 to 16."
    )


def test_nobody_is_booked_into_a_programme_they_are_in(place: World) -> None:
    book(place, pupils=[place.pupils[0]])
    assert said(check_group, place.programme, place.pupils, DAY) == (
        f"{place.pupils[0].name} is already in {place.programme} until 21 October. Nobody does the same programme "
        "twice at once: leave them out, and let them begin again once that run has ended."
    )
    assert said(check_group, ProgrammeFactory(), place.pupils, DAY) is None
    assert said(check_group, place.programme, place.pupils, dt.date(2026, 10, 22)) is None


def test_two_who_are_kept_apart_are_not_one_group(place: World) -> None:
    KeepApartFactory(one=place.pupils[0], other=place.pupils[1])
    assert refusal(check_group, place.programme, place.pupils[:2], DAY) == "kept-apart"
    assert refusal(check_group, place.programme, place.pupils[1:], DAY) is None
