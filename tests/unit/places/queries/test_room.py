import datetime as dt
from typing import Any

import pytest

from mhst.places.models import Council, RoomBlock, RoomUnit, School
from mhst.places.queries.room import RoomLent, joined, load_rooms
from tests.unit.places.conftest import make_room, make_school

pytestmark = pytest.mark.django_db

MONDAY, WEDNESDAY, SATURDAY = dt.date(2025, 11, 10), dt.date(2025, 11, 12), dt.date(2025, 11, 15)


def lent(school: School) -> RoomLent:
    return load_rooms([school], MONDAY, SATURDAY)[school.pk][0]


@pytest.mark.parametrize(
    ("date", "start", "end", "reason"),
    [
        (MONDAY, 540, 900, None),
        (MONDAY, 840, 905, "lent only until 15:00"),
        (MONDAY, 1000, 1050, "lent only until 15:00"),
        (MONDAY, 500, 560, "lent only from 09:00"),
        (MONDAY, 500, 905, "lent only 09:00 to 15:00"),
        (WEDNESDAY, 540, 600, "not lent on Wednesdays"),
        (SATURDAY, 540, 600, "not lent at weekends"),
    ],
)
def test_a_room_is_lent_at_its_hours(school: School, date: dt.date, start: int, end: int, reason: str | None) -> None:
    make_room(school, (0, 540, 900))
    assert lent(school).why_not(date, start, end) == reason


def test_two_stretches_with_lunch_between_are_both_named(school: School) -> None:
    make_room(school, (0, 540, 720), (0, 780, 900))
    assert lent(school).why_not(MONDAY, 700, 800) == "lent only 09:00 to 12:00 and 13:00 to 15:00"
    assert lent(school).why_not(MONDAY, 780, 840) is None


def test_hours_that_touch_are_one_stretch(school: School) -> None:
    make_room(school, (0, 540, 720), (0, 720, 900))
    assert lent(school).why_not(MONDAY, 700, 760) is None
    assert joined([(540, 700), (600, 650), (700, 720)]) == ((540, 720),)


def test_a_block_says_what_the_room_is_needed_for(school: School) -> None:
    room = make_room(school, (0, 540, 900), (2, 540, 900))
    RoomBlock.objects.create(
        room=room, starts_on=MONDAY, ends_on=MONDAY, start_minute=600, end_minute=660, reason="Mock exams"
    )
    RoomBlock.objects.create(room=room, starts_on=WEDNESDAY, ends_on=WEDNESDAY, reason="GCSE art")
    found = lent(school)
    assert found.why_not(MONDAY, 630, 690) == "needed for mock exams"
    assert found.why_not(MONDAY, 660, 720) is None
    assert found.why_not(MONDAY, 540, 600) is None
    assert found.why_not(WEDNESDAY, 540, 600) == "needed for GCSE art"


def test_a_room_out_of_use_says_only_that(school: School) -> None:
    make_room(school, (0, 540, 900), is_in_use=False)
    assert lent(school).why_not(MONDAY, 540, 600) == "out of use"


def test_a_room_carries_its_units_and_what_it_is(school: School) -> None:
    room = make_room(school, (0, 540, 900), name="Hall", capacity=30, is_confidential=False)
    second = RoomUnit.objects.create(room=room, number=2)
    found = lent(school)
    assert (found.name, found.capacity, found.is_confidential) == ("Hall", 30, False)
    assert found.units == (room.units.get(number=1).pk, second.pk)


def test_the_smallest_room_comes_first(school: School) -> None:
    make_room(school, name="Hall", capacity=30)
    make_room(school, name="Nook", capacity=2)
    assert [room.name for room in load_rooms([school], MONDAY, MONDAY)[school.pk]] == ["Nook", "Hall"]


def test_forty_rooms_cost_four_queries(council: Council, django_assert_num_queries: Any) -> None:
    schools = [make_school(council, 990100 + n) for n in range(20)]
    for school in schools:
        for name in ("A", "B"):
            make_room(school, (0, 540, 900), name=name)
    with django_assert_num_queries(4):
        load_rooms(schools, MONDAY, SATURDAY)
