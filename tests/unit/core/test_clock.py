import datetime as dt
from collections.abc import Callable

import pytest
import time_machine

from mhst.core import clock

SPRING, AUTUMN = dt.date(2027, 3, 28), dt.date(2026, 10, 25)


def test_now_is_aware_and_in_utc() -> None:
    with time_machine.travel(dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC), tick=False):
        assert clock.now() == dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)
        assert clock.now().tzinfo is dt.UTC


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-07-01T22:59:59+00:00", dt.date(2026, 7, 1)),  # in summer London is an hour ahead
        ("2026-07-01T23:00:00+00:00", dt.date(2026, 7, 2)),
        ("2026-01-01T23:59:59+00:00", dt.date(2026, 1, 1)),
        ("2026-10-24T23:30:00+00:00", AUTUMN),  # the night the clocks go back
        ("2026-10-25T23:59:59+00:00", AUTUMN),
        ("2027-03-28T00:59:59+00:00", SPRING),  # the night they go forward
        ("2027-03-28T23:00:00+00:00", dt.date(2027, 3, 29)),
    ],
)
def test_today_is_the_date_in_london(moment: str, day: dt.date) -> None:
    with time_machine.travel(dt.datetime.fromisoformat(moment), tick=False):
        assert clock.today() == day


@pytest.mark.parametrize(
    ("date", "minute", "utc"),
    [
        (dt.date(2026, 7, 1), 570, "2026-07-01T08:30:00+00:00"),
        (dt.date(2026, 12, 1), 570, "2026-12-01T09:30:00+00:00"),
        (AUTUMN, 570, "2026-10-25T09:30:00+00:00"),  # 630 minutes after midnight by a stopwatch
        (SPRING, 570, "2027-03-28T08:30:00+00:00"),  # 510 minutes after midnight by a stopwatch
        (AUTUMN - dt.timedelta(days=1), 570, "2026-10-24T08:30:00+00:00"),
        (SPRING - dt.timedelta(days=1), 570, "2027-03-27T09:30:00+00:00"),
        (AUTUMN, 0, "2026-10-24T23:00:00+00:00"),
        (AUTUMN, 1439, "2026-10-25T23:59:00+00:00"),
    ],
)
def test_wall_time_is_the_same_on_every_day_of_the_year(date: dt.date, minute: int, utc: str) -> None:
    moment = clock.at_local(date, minute)

    assert moment.astimezone(dt.UTC) == dt.datetime.fromisoformat(utc)
    assert (moment.date(), clock.minute_of(moment.time())) == (date, minute)


@pytest.mark.parametrize("minute", [0, 1, 59, 60, 570, 1439])
def test_minutes_and_times_are_two_ways_to_say_the_same(minute: int) -> None:
    assert clock.minute_of(clock.time_of(minute)) == minute


@pytest.mark.parametrize("minute", [-1, 1440])
@pytest.mark.parametrize("make", [clock.time_of, lambda minute: clock.at_local(AUTUMN, minute)])
def test_a_minute_outside_the_day_is_none(minute: int, make: Callable[[int], object]) -> None:
    with pytest.raises(ValueError, match="hour must be in"):
        make(minute)


@pytest.mark.parametrize(
    ("date", "year"),
    [
        (dt.date(2026, 8, 31), 2025),
        (dt.date(2026, 9, 1), 2026),
        (dt.date(2027, 1, 1), 2026),
        (dt.date(2027, 8, 31), 2026),
    ],
)
def test_the_academic_year_turns_on_1_september(date: dt.date, year: int) -> None:
    assert clock.academic_year_of(date) == year


@pytest.mark.parametrize(
    ("date", "later"),
    [
        (dt.date(2026, 3, 9), dt.date(2026, 9, 9)),
        (dt.date(2026, 7, 1), dt.date(2027, 1, 1)),
        (dt.date(2026, 8, 31), dt.date(2027, 2, 28)),
        (dt.date(2027, 8, 30), dt.date(2028, 2, 29)),
        (dt.date(2026, 6, 15), dt.date(2026, 12, 15)),
    ],
)
def test_half_a_year_later_is_the_same_day_or_the_last_of_a_shorter_month(date: dt.date, later: dt.date) -> None:
    assert clock.months_after(date, 6) == later
