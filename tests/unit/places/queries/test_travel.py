from typing import Any

import pytest

from mhst.places.models import Council, School, TravelTime
from mhst.places.queries.travel import WHEN_UNKNOWN, estimate, load_travel
from tests.unit.places.conftest import make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def near_and_far(council: Council) -> tuple[School, School, School]:
    return (
        make_school(council, 990001, easting=450_000, northing=520_000),
        make_school(council, 990002, easting=451_000, northing=520_000),
        make_school(council, 990003),
    )


@pytest.mark.parametrize(
    ("kilometres", "minutes"),
    [(0, 5), (1, 5), (2, 5), (2.3, 10), (4, 10), (10, 25), (20, 45)],
)
def test_the_estimate_is_rounded_up_to_five_minutes(kilometres: float, minutes: int) -> None:
    assert estimate((450_000, 520_000), (450_000, 520_000 + int(kilometres * 1000))) == minutes


def test_the_same_school_is_no_journey(near_and_far: tuple[School, ...]) -> None:
    near, _, unknown = near_and_far
    matrix = load_travel([near.pk, unknown.pk])
    assert (matrix.minutes(near.pk, near.pk), matrix.minutes(unknown.pk, unknown.pk)) == (0, 0)


def test_without_coordinates_a_default_is_used(near_and_far: tuple[School, ...]) -> None:
    near, _, unknown = near_and_far
    matrix = load_travel([near.pk, unknown.pk])
    assert (matrix.minutes(near.pk, unknown.pk), matrix.minutes(unknown.pk, near.pk)) == (WHEN_UNKNOWN, WHEN_UNKNOWN)


def test_an_entered_journey_wins_and_serves_the_way_back(near_and_far: tuple[School, ...]) -> None:
    one, two, _ = near_and_far
    TravelTime.objects.create(origin=one, destination=two, minutes=25)
    matrix = load_travel([one.pk, two.pk])
    assert (matrix.minutes(one.pk, two.pk), matrix.minutes(two.pk, one.pk)) == (25, 25)
    TravelTime.objects.create(origin=two, destination=one, minutes=15)
    matrix = load_travel([one.pk, two.pk])
    assert (matrix.minutes(one.pk, two.pk), matrix.minutes(two.pk, one.pk)) == (25, 15)


def test_a_matrix_says_what_is_an_estimate(near_and_far: tuple[School, ...]) -> None:
    one, two, three = near_and_far
    TravelTime.objects.create(origin=one, destination=two, minutes=25)
    matrix = load_travel(school.pk for school in near_and_far)
    assert [matrix.is_estimate(one.pk, other.pk) for other in (one, two, three)] == [False, False, True]


def test_a_school_that_was_not_loaded_is_an_error(near_and_far: tuple[School, ...]) -> None:
    one, two, _ = near_and_far
    with pytest.raises(KeyError):
        load_travel([one.pk]).minutes(one.pk, two.pk)


def test_a_matrix_costs_two_queries(near_and_far: tuple[School, ...], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        load_travel([school.pk for school in near_and_far])
