import datetime as dt

import pytest

from sessions_app.instruments.plan import (
    BASELINE,
    END,
    MIDDLE,
    SESSION,
    Done,
    Due,
    at_session,
    at_start,
    missing_at_start,
    occasion_at,
    unpaired,
)

START = dt.date(2026, 9, 14)
CONTACTS = [START, START + dt.timedelta(weeks=1), START + dt.timedelta(weeks=2)]


def named(found: list[Due]) -> list[tuple[str, str]]:
    assert {due.occasion for due in found} <= {BASELINE}
    return [(due.instrument, due.rater) for due in found]


@pytest.mark.parametrize(
    ("age", "with_parents", "wanted"),
    [
        (13, False, [("rcads-47", "self"), ("sdq", "self")]),
        (11, False, [("rcads-47", "self"), ("sdq", "self")]),
        (10, False, [("rcads-47", "self"), ("rcads-47", "parent"), ("sdq", "parent")]),
        (7, False, [("sdq", "parent")]),
        (18, False, [("rcads-47", "self")]),
        (9, True, [("bpses", "parent"), ("rcads-47", "parent"), ("sdq", "parent")]),
        (5, True, [("bpses", "parent"), ("sdq", "parent")]),
    ],
)
def test_the_starting_picture_by_age_and_by_whom_the_work_is_done_with(
    age: int, with_parents: bool, wanted: list
) -> None:
    assert named(at_start(age, with_parents=with_parents)) == wanted


def test_what_is_there_is_not_asked_for_again() -> None:
    assert named(missing_at_start(13, [Done("sdq", "self", START)], with_parents=False)) == [("rcads-47", "self")]
    assert named(missing_at_start(13, [Done("sdq", "parent", START)], with_parents=False)) == [
        ("rcads-47", "self"), ("sdq", "self"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "count", "occasion"),
    [
        (1, 7, BASELINE), (2, 7, SESSION), (3, 7, MIDDLE), (4, 7, SESSION), (7, 7, END), (8, 7, END),
        (2, 4, SESSION), (4, 4, END), (1, 1, END), (3, 6, MIDDLE),
    ],
)  # fmt: skip
def test_without_a_plan_a_session_is_what_its_place_in_the_course_makes_it(
    number: int, count: int, occasion: str
) -> None:
    assert occasion_at(number, count) == occasion


@pytest.mark.parametrize(
    ("planned", "occasion"),
    [
        ("Goals and starting measures", BASELINE),
        ("Goals; look back together, half-way", MIDDLE),
        ("Goals and closing measures; how was it?", END),
        ("Goals", SESSION),
    ],
)
def test_the_programmes_plan_goes_before_the_place(planned: str, occasion: str) -> None:
    assert occasion_at(5, 5, planned) == occasion


@pytest.mark.parametrize(
    ("has_goals", "with_parents", "asked"),
    [
        (True, False, ["goals", "session-feedback"]),
        (False, False, ["session-feedback"]),
        (True, True, ["goals"]),
        (False, True, []),
    ],
)
def test_every_session_asks_for_goals_and_how_it_was(has_goals: bool, with_parents: bool, asked: list[str]) -> None:
    found = at_session(SESSION, has_goals=has_goals, with_parents=with_parents)

    assert [(due.instrument, due.rater, due.occasion) for due in found] == [(code, "self", SESSION) for code in asked]


def test_at_the_end_everything_is_asked_once_more_that_has_no_pair() -> None:
    later = START + dt.timedelta(weeks=6)
    done = [
        Done("rcads-47", "self", START),
        Done("sdq", "self", START), Done("sdq", "self", later),
        Done("sdq", "parent", START - dt.timedelta(days=3)), Done("sdq", "parent", later),
        Done("session-feedback", "self", START),
    ]  # fmt: skip

    assert unpaired(done, CONTACTS) == [Due("rcads-47", "self", END), Due("sdq", "parent", END)]


def test_without_two_contacts_nothing_is_paired() -> None:
    done = [Done("sdq", "self", START), Done("sdq", "self", START + dt.timedelta(weeks=6))]

    assert unpaired(done, CONTACTS[:1]) == [Due("sdq", "self", END)]
    assert unpaired(done, CONTACTS) == []
