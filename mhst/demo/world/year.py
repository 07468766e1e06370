"""School terms of any academic year, by the rules English councils tend to follow."""

import datetime as dt
from dataclasses import dataclass

from mhst.places.queries.bank_holidays import bank_holiday

DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)


@dataclass(frozen=True)
class Span:
    name: str
    starts_on: dt.date
    ends_on: dt.date


def terms(year: int) -> list[Span]:
    """Autumn, spring and summer term of the academic year that begins in September of `year`."""
    good_friday = next(
        day for n in range(60) if "Good Friday" in (bank_holiday(day := dt.date(year + 1, 3, 15) + n * DAY) or "")
    )
    easter_break = (
        _monday(good_friday) if good_friday.day > 7 or good_friday.month == 3 else _monday(good_friday) - WEEK
    )
    return [
        Span("Autumn term", _school_day(dt.date(year, 9, 2)), _friday(dt.date(year, 12, 18))),
        Span("Spring term", _monday(dt.date(year + 1, 1, 7)), easter_break - 3 * DAY),
        Span(
            "Summer term",
            easter_break + 2 * WEEK + _after_easter_monday(easter_break),
            _friday(dt.date(year + 1, 7, 22)),
        ),
    ]


def half_terms(year: int) -> list[Span]:
    """The week in the middle of each term."""
    mondays = (_monday(dt.date(year, 10, 28)), _monday(dt.date(year + 1, 2, 17)), _monday(dt.date(year + 1, 5, 31)))
    return [Span("Half-term", monday, monday + 4 * DAY) for monday in mondays]


def inset_days(year: int) -> list[dt.date]:
    """The first day of the year, and the first Mondays after the autumn and the spring half-term."""
    first = terms(year)[0].starts_on
    autumn, spring, _ = half_terms(year)
    return [first, autumn.starts_on + WEEK, spring.starts_on + WEEK]


def _after_easter_monday(easter_break: dt.date) -> dt.timedelta:
    back = easter_break + 2 * WEEK
    return DAY if bank_holiday(back) else dt.timedelta()


def _school_day(day: dt.date) -> dt.date:
    return day if day.weekday() < 5 else day + (7 - day.weekday()) * DAY


def _monday(day: dt.date) -> dt.date:
    return day - day.weekday() * DAY


def _friday(day: dt.date) -> dt.date:
    return _monday(day) + 4 * DAY
