import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from mhst.core.errors import Refused
from mhst.places.dates import Span
from mhst.places.enums import DayKind
from mhst.places.models import Term
from mhst.places.rules.calendar import check_not_recorded, check_special_day, check_term
from tests.support.refusals import said

pytestmark = pytest.mark.usefixtures("monday_morning")

AUTUMN = Term(name="Autumn term", starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2026, 12, 18))


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ((2027, 3, 1), (2027, 3, 1), "The last day must be later than the first day."),
        (
            (2027, 7, 1),
            (2027, 8, 2),
            "A term lies within one school year, from August to July. "
            "1 July to 2 August 2027 crosses from one into the next.",
        ),
        (
            (2026, 9, 1),
            (2027, 7, 20),
            "1 September 2026 to 20 July 2027 is 46 weeks, too long for one term. Check the years.",
        ),
        ((9999, 9, 1), (9999, 12, 18), "Dates are kept for the years 2000 to 2036, not for 9999. Check the year."),
        ((2026, 12, 18), (2027, 2, 1), "These dates overlap with Autumn term (1 September to 18 December 2026)."),
    ],
)
def test_terms_that_make_no_sense(first: tuple[int, int, int], last: tuple[int, int, int], sentence: str) -> None:
    assert said(check_term, starts_on=dt.date(*first), ends_on=dt.date(*last), others=[AUTUMN]) == sentence


def test_a_term_may_begin_the_day_after_another_ends_and_in_late_august() -> None:
    after, late_august = dt.date(2026, 12, 19), dt.date(2026, 8, 27)
    assert said(check_term, starts_on=after, ends_on=dt.date(2027, 3, 25), others=[AUTUMN]) is None
    assert said(check_term, starts_on=late_august, ends_on=dt.date(2026, 12, 18), others=[]) is None


def day(**changes: Any) -> dict[str, Any]:
    return {
        "kind": DayKind.INSET,
        "starts_on": dt.date(2026, 11, 13),
        "ends_on": dt.date(2026, 11, 13),
        "year_groups": [],
        "finish_minute": None,
        "terms": [Span(dt.date(2026, 9, 1), dt.date(2026, 12, 18))],
        "possible_years": range(7, 12),
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends_on": dt.date(2026, 11, 12)}, "The last day must not be before the first day."),
        (
            {"ends_on": dt.date(9000, 1, 1)},
            "13 November 2026 to 1 January 9000 is 363840 weeks, longer than any term. Check the years.",
        ),
        (
            {"starts_on": dt.date(1, 1, 1), "ends_on": dt.date(1, 1, 1)},
            "Dates are kept for the years 2000 to 2036, not for 1. Check the year.",
        ),
        (
            {"starts_on": dt.date(2026, 11, 14), "ends_on": dt.date(2026, 11, 15)},
            "Saturday 14 November 2026 is a weekend. Choose a weekday.",
        ),
        (
            {"starts_on": dt.date(2026, 12, 21), "ends_on": dt.date(2026, 12, 22)},
            "21 to 22 December 2026 is outside term, so the school is shut then anyway.",
        ),
        (
            {"starts_on": dt.date(2027, 9, 6), "ends_on": dt.date(2027, 9, 6)},
            "Record the terms of 2027/28 first: without them the school counts as shut all year.",
        ),
        ({"kind": DayKind.EARLY_FINISH}, "Say when the school finishes that day, between 07:00 and 19:00."),
        (
            {"kind": DayKind.EARLY_FINISH, "finish_minute": 751},
            "Say when the school finishes that day, between 07:00 and 19:00.",
        ),
        ({"finish_minute": 750}, "Only an early finish has a finishing time."),
        (
            {"kind": DayKind.EARLY_FINISH, "finish_minute": 750, "year_groups": [7]},
            "“Early finish” is for the whole school. Choose no year groups.",
        ),
        ({"kind": DayKind.EXAM, "year_groups": [11, 13]}, "This school has no Year 13."),
    ],
)
def test_days_that_make_no_sense(changes: dict[str, Any], sentence: str) -> None:
    assert said(check_special_day, **day(**changes)) == sentence


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"kind": DayKind.EARLY_FINISH, "finish_minute": 750},
        {"kind": DayKind.EXAM, "year_groups": [11], "possible_years": None},
        {"kind": DayKind.INSET, "year_groups": [8, 9]},
        {"kind": DayKind.OPEN, "starts_on": dt.date(2026, 12, 21), "ends_on": dt.date(2026, 12, 21)},
        {"ends_on": dt.date(2026, 11, 16)},
    ],
)
def test_days_that_make_sense(changes: dict[str, Any]) -> None:
    assert said(check_special_day, **day(**changes)) is None


def test_the_same_day_is_not_recorded_twice() -> None:
    def made(**changes: Any) -> Any:
        values = {
            "kind": "exam",
            "starts_on": dt.date(2026, 11, 13),
            "ends_on": dt.date(2026, 11, 13),
            "year_groups": [10, 11],
        }
        return SimpleNamespace(get_kind_display=lambda: "Exams", **{**values, **changes})

    with pytest.raises(Refused, match="Exams on 13 November 2026 is recorded already"):
        check_not_recorded(made(), [made(year_groups=[11, 10])])
    others = [made(year_groups=[11]), made(kind="inset"), made(ends_on=dt.date(2026, 11, 16))]
    assert said(check_not_recorded, made(), others) is None
