from uuid import UUID

import pytest

from sessions_app.planner.journey import Leg, legs, why_no_time
from sessions_app.queries.occupancy import Visit

OAK, ELM = UUID(int=1), UUID(int=2)
SEVEN = 7 * 60


def minutes(origin: UUID, destination: UUID) -> int:
    return 0 if origin == destination else 20


def visit(start: int, end: int, school: UUID = OAK, sign_in: int = 10) -> Visit:
    return Visit(start, end, school, sign_in)


def test_the_day_begins_with_signing_in() -> None:
    assert legs([visit(540, 590)], minutes, earliest=SEVEN) == [Leg(0, 530, 540, None)]


def test_staying_at_a_school_needs_no_block() -> None:
    day = [visit(540, 590), visit(590, 640)]
    assert legs(day, minutes, earliest=SEVEN) == [Leg(0, 530, 540, None)]


def test_going_to_another_school_takes_the_road_and_signing_in() -> None:
    day = [visit(540, 590), visit(660, 710, ELM)]
    assert legs(day, minutes, earliest=SEVEN)[1] == Leg(1, 630, 660, OAK)


def test_an_impossible_journey_keeps_its_true_length() -> None:
    day = [visit(540, 590), visit(600, 650, ELM)]
    assert legs(day, minutes, earliest=SEVEN)[1] == Leg(1, 570, 600, OAK)


def test_an_impossible_journey_can_be_shortened_to_its_gap() -> None:
    day = [visit(540, 590), visit(600, 650, ELM)]
    assert legs(day, minutes, earliest=SEVEN, shorten=True)[1] == Leg(1, 590, 600, OAK)


def test_the_first_block_does_not_begin_before_the_working_day() -> None:
    assert legs([visit(SEVEN, 470)], minutes, earliest=SEVEN) == [Leg(0, SEVEN, SEVEN, None)]


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (visit(570, 620), "in another session"),
        (visit(500, 545), "in another session"),
        (visit(590, 640), None),
        (visit(610, 640, ELM), "still on the way from another school"),
        (visit(620, 670, ELM), None),
        (visit(480, 520, ELM), "due at another school soon after"),
        (visit(460, 510, ELM), None),
        (visit(550, 560), "in another session"),
    ],
)
def test_a_visit_joins_a_day_only_with_time_to_travel(new: Visit, reason: str | None) -> None:
    assert why_no_time([visit(540, 590)], new, minutes) == reason


def test_an_empty_day_has_time() -> None:
    assert why_no_time([], visit(540, 590), minutes) is None
