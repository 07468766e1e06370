import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions_app.planner.run import SPARE_WEEKS, WEEK, RunDate, held, nearest_days, rotate, run_dates, with_moves

WEDNESDAY = dt.date(2026, 10, 7)
DAY = dt.timedelta(days=1)


def shut_on(*days: dt.date):
    return lambda day: "half-term" if day in days else None


def test_a_run_is_weekly() -> None:
    dates = run_dates(WEDNESDAY, 3, shut_on())
    assert dates == [RunDate(WEDNESDAY + WEEK * n, n + 1) for n in range(3)]


def test_a_shut_week_is_skipped_with_its_reason_and_the_rest_moves_back() -> None:
    half_term = WEDNESDAY + WEEK * 2
    assert run_dates(WEDNESDAY, 3, shut_on(half_term)) == [
        RunDate(WEDNESDAY, 1),
        RunDate(WEDNESDAY + WEEK, 2),
        RunDate(half_term, None, "half-term"),
        RunDate(WEDNESDAY + WEEK * 3, 3),
    ]


def test_weeks_shut_before_the_first_session_only_delay_it() -> None:
    assert run_dates(WEDNESDAY, 1, shut_on(WEDNESDAY)) == [RunDate(WEDNESDAY + WEEK, 1)]


def test_a_run_that_never_fits_gives_up_after_the_spare_weeks() -> None:
    asked = []
    dates = run_dates(WEDNESDAY, 4, lambda day: asked.append(day) or "closed")
    assert held(dates) == []
    assert len(asked) == 4 + SPARE_WEEKS


def test_a_run_that_has_begun_counts_the_weeks_skipped_at_its_start() -> None:
    assert run_dates(WEDNESDAY, 1, shut_on(WEDNESDAY), has_begun=True) == [
        RunDate(WEDNESDAY, None, "half-term"),
        RunDate(WEDNESDAY + WEEK, 1),
    ]


THURSDAY, FRIDAY = WEDNESDAY + WEEK + DAY, WEDNESDAY + WEEK + 2 * DAY


@pytest.fixture
def with_an_inset_day() -> list[RunDate]:
    """Three Wednesdays; the second is shut, while the Thursday and the Friday after it are not."""
    return run_dates(WEDNESDAY, 3, shut_on(WEDNESDAY + WEEK), lambda day: [THURSDAY, FRIDAY])


@pytest.mark.parametrize(("free", "taken"), [({THURSDAY, FRIDAY}, THURSDAY), ({FRIDAY}, FRIDAY)])
def test_a_session_moves_to_the_nearest_day_that_will_do_and_the_run_ends_a_week_earlier(
    with_an_inset_day: list[RunDate], free: set[dt.date], taken: dt.date
) -> None:
    assert with_moves(with_an_inset_day, 3, lambda day, number: number == 2 and day in free) == [
        RunDate(WEDNESDAY, 1),
        RunDate(taken, 2, moved_from=WEDNESDAY + WEEK, why_moved="half-term"),
        RunDate(WEDNESDAY + 2 * WEEK, 3),
    ]


def test_a_week_in_which_no_other_day_will_do_is_skipped(with_an_inset_day: list[RunDate]) -> None:
    assert with_moves(with_an_inset_day, 3, lambda day, number: False) == with_an_inset_day
    assert len(with_an_inset_day) == 4


def test_other_days_of_the_week_are_asked_for_nearest_first_and_later_before_earlier() -> None:
    assert [f"{day:%a}" for day in nearest_days(WEDNESDAY, lambda day: True)] == ["Thu", "Tue", "Fri", "Mon"]
    assert [f"{day:%a}" for day in nearest_days(WEDNESDAY, lambda day: day > WEDNESDAY)] == ["Thu", "Fri"]


def test_lessons_take_turns() -> None:
    assert rotate([[540, 600, 660]] * 6) == [540, 600, 660, 540, 600, 660]


def test_lessons_cannot_take_turns_when_a_week_leaves_no_choice() -> None:
    assert rotate([[540, 600], [540], [540]]) is None
    assert rotate([[540], []]) is None


@given(st.lists(st.lists(st.sampled_from([540, 600, 660, 720]), min_size=1, max_size=4, unique=True), max_size=12))
def test_no_lesson_is_missed_twice_in_three_weeks(options: list[list[int]]) -> None:
    chosen = rotate(options)
    if chosen is not None:
        assert all(start in week for start, week in zip(chosen, options, strict=True))
        assert all(len(set(chosen[n : n + 3])) == len(chosen[n : n + 3]) for n in range(len(chosen)))


@pytest.mark.parametrize("count", [1, 6, 8])
def test_numbers_follow_the_dates(count: int) -> None:
    dates = run_dates(WEDNESDAY, count, shut_on(WEDNESDAY + WEEK, WEDNESDAY + WEEK * 3))
    assert [d.number for d in held(dates)] == list(range(1, count + 1))
    assert [d.date for d in dates] == sorted(d.date for d in dates)


def test_a_lesson_that_is_touched_by_another_start_has_not_rested() -> None:
    touched = {720: ["P4"], 785: ["P4"], 600: ["P2"], 540: ["P1"]}
    week = [touched.__getitem__] * 3
    assert rotate([[540, 600, 720, 785]] * 3, week) == [540, 600, 720]
    assert rotate([[600, 720, 785]] * 3, week) is None
