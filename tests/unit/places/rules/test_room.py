import datetime as dt
from typing import Any

import pytest

from mhst.core.errors import Refused
from mhst.places.rules.room import check_block, check_hours, check_room
from tests.factories import RoomFactory, SchoolFactory
from tests.support.refusals import said

TODAY = dt.date(2026, 9, 14)


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ([(0, 545, 544)], "Monday: choose times between 07:00 and 19:00, in steps of five minutes."),
        ([(0, 400, 540)], "Monday: choose times between 07:00 and 19:00, in steps of five minutes."),
        ([(2, 600, 540)], "Wednesday: the end, 09:00, must be later than the start, 10:00."),
        ([(4, 600, 660), (4, 540, 605)], "Friday: 10:00 to 11:00 overlaps with 09:00 to 10:05."),
    ],
)
def test_hours_that_make_no_sense(hours: list[tuple[int, int, int]], sentence: str) -> None:
    assert said(check_hours, hours) == sentence


def test_hours_of_two_days_and_hours_that_touch_are_fine() -> None:
    assert said(check_hours, [(0, 540, 720), (0, 720, 900), (1, 600, 700)]) is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends_on": TODAY - dt.timedelta(days=1)}, "The last day must not be before the first day."),
        (
            {"starts_on": dt.date(2026, 9, 1), "ends_on": dt.date(2026, 9, 11)},
            "Friday 11 September 2026 is past. A room can be taken back from today on.",
        ),
        ({"end_minute": 540}, "The end must be later than the start."),
        ({"reason": "  "}, "Say what the room is needed for, such as mock exams."),
    ],
)
def test_blocks_that_make_no_sense(changes: dict[str, Any], sentence: str) -> None:
    values = {
        "starts_on": TODAY, "ends_on": TODAY, "start_minute": 540, "end_minute": 600, "reason": "Exams", "today": TODAY
    }  # fmt: skip
    assert said(check_block, **values) is None
    assert said(check_block, **{**values, **changes}) == sentence


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "Enter the room's name, as people at the school say it."),
        ({"name": "the NOOK"}, "Ashgrove already has a room called the NOOK."),
        ({"capacity": 0}, "A room holds from 1 to 400 people."),
        ({"units": 0}, "From 1 to 10 meetings can share a room."),
    ],
)
def test_rooms_that_make_no_sense(changes: dict[str, Any], sentence: str) -> None:
    school = SchoolFactory(name="Ashgrove")
    RoomFactory(school=school, name="The Nook")
    values = {"school": school, "name": "Hall", "capacity": 30, "units": 2}
    assert said(check_room, **values) is None
    assert said(check_room, **{**values, **changes}) == sentence


@pytest.mark.django_db
def test_a_room_keeps_its_own_name_and_never_has_fewer_parts() -> None:
    room = RoomFactory(name="Hall", units=3)
    assert said(check_room, school=room.school, name="hall", capacity=30, units=4, itself=room) is None
    with pytest.raises(Refused, match="cannot have fewer"):
        check_room(school=room.school, name="Hall", capacity=30, units=2, itself=room)
