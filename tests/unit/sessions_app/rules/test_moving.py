import datetime as dt

import pytest

from sessions_app.rules.moving import check_summer
from tests.support.refusals import refusal


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize("days", [[], ["2026-07-15"], ["2026-07-15", "2026-07-22"], ["2026-09-02", "2027-07-21"]])
def test_a_run_within_a_school_year_is_not_asked_about(days: list[str]) -> None:
    assert refusal(check_summer, [day(one) for one in days]) is None


@pytest.mark.parametrize(
    "days", [["2026-09-02", "2026-07-22"], ["2026-07-01", "2026-08-01"], ["2026-10-07", "2027-09-08"]]
)
def test_a_run_that_goes_on_after_the_summer_is(days: list[str]) -> None:
    assert refusal(check_summer, [day(one) for one in days]) == "summer"
