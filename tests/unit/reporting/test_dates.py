import datetime as dt

import pytest

from mhst.places.queries.bank_holidays import bank_holiday
from mhst.reporting.dates import Period, age_on, due_on, local, month_of, quarter_of, slot_of
from mhst.reporting.words import TIMES


def _utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # type: ignore[arg-type]


class TestTheWeek:
    @pytest.mark.parametrize(
        ("at", "slot"),
        [
            (_utc(2026, 1, 12, 8, 59), "monday_night"),
            (_utc(2026, 1, 12, 9), "monday_day"),
            (_utc(2026, 1, 12, 16, 59), "monday_day"),
            (_utc(2026, 1, 12, 17), "monday_evening"),
            (_utc(2026, 1, 12, 22), "monday_night"),
            (_utc(2026, 1, 13, 0, 30), "tuesday_night"),
            (_utc(2026, 1, 17, 12), "saturday_day"),
            (_utc(2026, 7, 12, 23, 30), "monday_night"),  # already Monday in summer
            (_utc(2026, 7, 13, 8), "monday_day"),
        ],
    )
    def test_is_cut_by_the_clock_on_the_wall(self, at: dt.datetime, slot: str) -> None:
        assert slot_of(at) == slot

    def test_a_bank_holiday_is_the_day_of_the_week_it_falls_on_as_the_page_says(self) -> None:
        christmas = _utc(2026, 12, 25, 11)
        assert bank_holiday(christmas.date())
        assert slot_of(christmas) == "friday_day"
        assert "Bank holidays count as the day of the week they fall on" in TIMES

    def test_the_night_the_clocks_go_forward_has_no_hour_from_one_to_two(self) -> None:
        before, after = _utc(2026, 3, 29, 0, 59), _utc(2026, 3, 29, 1)

        assert [local(at).hour for at in (before, after)] == [0, 2]
        assert {slot_of(before), slot_of(after)} == {"sunday_night"}
        assert slot_of(_utc(2026, 3, 29, 8)) == "sunday_day"

    def test_the_night_the_clocks_go_back_has_the_hour_twice(self) -> None:
        first, again = _utc(2026, 10, 25, 0, 30), _utc(2026, 10, 25, 1, 30)

        assert [local(at).hour for at in (first, again)] == [1, 1]
        assert {slot_of(first), slot_of(again)} == {"sunday_night"}
        assert [slot_of(_utc(2026, 10, 25, hour)) for hour in (8, 9)] == ["sunday_night", "sunday_day"]


class TestPeriods:
    def test_a_quarter_has_three_months_and_one_before_it(self) -> None:
        quarter = quarter_of(dt.date(2026, 2, 14))

        assert quarter == Period(dt.date(2026, 1, 1), 3)
        assert (quarter.last, quarter.end) == (dt.date(2026, 3, 31), dt.date(2026, 4, 1))
        assert quarter.before == Period(dt.date(2025, 10, 1), 3)
        assert quarter.year_before == Period(dt.date(2025, 1, 1), 3)
        assert str(quarter) == "January to March 2026"

    def test_a_month_is_in_its_quarter(self) -> None:
        month = month_of(dt.date(2026, 11, 28))

        assert (str(month), month.quarter, month.is_quarter) == (
            "November 2026",
            Period(dt.date(2026, 10, 1), 3),
            False,
        )

    def test_is_published_on_the_fifth_working_day_after(self) -> None:
        """In 2026 Good Friday is 3 April and Easter Monday the 6th."""
        assert due_on(Period(dt.date(2026, 1, 1), 3), bank_holiday) == dt.date(2026, 4, 9)
        assert due_on(month_of(dt.date(2026, 1, 1)), bank_holiday) == dt.date(2026, 2, 6)


def test_age_counts_whole_years() -> None:
    assert [age_on(dt.date(2012, 3, 31), day) for day in (dt.date(2026, 3, 30), dt.date(2026, 3, 31))] == [13, 14]
