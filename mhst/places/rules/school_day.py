"""Which bells can ring."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mhst.core.errors import Refused
from mhst.places.enums import PeriodKind, Week, Weekday
from mhst.places.models import School
from mhst.places.models.room import BY_FIVE
from mhst.places.words import clock_time, date_in_words


@dataclass(frozen=True)
class PeriodGiven:
    """One period as somebody typed it."""

    weekday: int
    name: str
    start_minute: int
    end_minute: int
    kind: str = PeriodKind.LESSON
    week: str = Week.EVERY

    @property
    def label(self) -> str:
        week = f" of week {self.week}" if self.week else ""
        return f"{Weekday(self.weekday).label}{week}, {self.name}"


def check_bells(*, school: School, starts_on: dt.date, periods: Sequence[PeriodGiven], today: dt.date) -> None:
    """Raises: Refused if there are none, two overlap, one ends before it begins, or they would change the past."""
    if not periods:
        raise Refused("Enter at least one period.", code="bells-none")
    if starts_on < today and school.school_days.exists():
        raise Refused(
            f"New bells cannot begin before today: {date_in_words(starts_on)} is past, and what happened then stays.",
            code="bells-past",
            field="starts_on",
        )
    for period in periods:
        check_period(period)
    for weekday in Weekday:
        for week in (Week.A, Week.B):
            _check_no_overlap([p for p in periods if p.weekday == weekday and p.week in {Week.EVERY, week}])


def check_period(period: PeriodGiven) -> None:
    """Raises: Refused if one period by itself makes no sense."""
    if not period.name.strip():
        raise Refused(f"{Weekday(period.weekday).label}: give each period a name, such as P1.", code="period-name")
    if len(period.name.strip()) > 20:
        raise Refused(f"{period.label}: the name can have 20 letters at most.", code="period-name")
    if period.start_minute not in BY_FIVE or period.end_minute not in BY_FIVE:
        raise Refused(
            f"{period.label}: times lie between 07:00 and 19:00, in steps of five minutes.", code="period-step"
        )
    if period.end_minute <= period.start_minute:
        raise Refused(
            f"{period.label}: the end, {clock_time(period.end_minute)}, "
            f"must be later than the start, {clock_time(period.start_minute)}.",
            code="period-order",
        )


def _check_no_overlap(periods: list[PeriodGiven]) -> None:
    ordered = sorted(periods, key=lambda period: (period.start_minute, period.end_minute))
    for before, after in pairwise(ordered):
        if after.start_minute < before.end_minute:
            raise Refused(
                f"{after.label} begins at {clock_time(after.start_minute)}, "
                f"before {before.name} ends at {clock_time(before.end_minute)}.",
                code="period-overlap",
            )
