"""When things count: quarters of whole months, and the week cut in Europe/London.

Evenings are 17 to 22, the night is 22 to 9, the day is 9 to 17, by the clock on the wall, on every day of the year.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from mhst.core.clock import LONDON
from mhst.core.disclosure.dimensions import DAYS

DAY, EVENING, NIGHT = range(9, 17), range(17, 22), (*range(22, 24), *range(9))
#: What was counted is published on this working day after the end.
WORKING_DAY = 5


def local(at: dt.datetime) -> dt.datetime:
    """The clock on the wall in London at that moment."""
    return at.astimezone(LONDON)


def slot_of(at: dt.datetime) -> str:
    """The day of the week and the part of the day, by the clock on the wall: "monday_evening"."""
    wall = local(at)
    return f"{DAYS[wall.weekday()]}_{part_of(wall.hour)}"


def part_of(hour: int) -> str:
    return "day" if hour in DAY else "evening" if hour in EVENING else "night"


@dataclass(frozen=True, order=True)
class Period:
    """Some whole months from a first one: a month or a quarter."""

    first: dt.date
    months: int

    @property
    def starts(self) -> list[dt.date]:
        """The first day of each of its months."""
        return [_later(self.first, number) for number in range(self.months)]

    @property
    def end(self) -> dt.date:
        """The first day after it."""
        return _later(self.first, self.months)

    @property
    def last(self) -> dt.date:
        return self.end - dt.timedelta(days=1)

    @property
    def quarter(self) -> "Period":
        """The quarter that holds it."""
        return quarter_of(self.first)

    @property
    def is_quarter(self) -> bool:
        return self.months == 3

    @property
    def before(self) -> "Period":
        return Period(_later(self.first, -self.months), self.months)

    @property
    def after(self) -> "Period":
        return Period(self.end, self.months)

    @property
    def year_before(self) -> "Period":
        return Period(_later(self.first, -12), self.months)

    def __str__(self) -> str:
        if self.months == 1:
            return f"{self.first:%B %Y}"
        return f"{self.first:%B} to {self.last:%B %Y}"


def month_of(date: dt.date) -> Period:
    return Period(date.replace(day=1), 1)


def quarter_of(date: dt.date) -> Period:
    """January, April, July and October begin one, as the boards that read them do."""
    return Period(date.replace(month=(date.month - 1) // 3 * 3 + 1, day=1), 3)


def due_on(period: Period, bank_holiday: Callable[[dt.date], object]) -> dt.date:
    """The working day on which it is published."""
    day, left = period.last, WORKING_DAY
    while left:
        day += dt.timedelta(days=1)
        left -= day.weekday() < 5 and not bank_holiday(day)
    return day


def _later(first: dt.date, months: int) -> dt.date:
    number = first.year * 12 + first.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


def age_on(birth_date: dt.date, day: dt.date) -> int:
    """Whole years."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
