"""On which days a school's year groups can be seen, and where a weekly session goes from one on which they cannot."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice

from mhst.core import clock
from mhst.places.models import School
from mhst.places.queries.calendar import SchoolDates, load_dates
from mhst.settings.environment import environment
from sessions_app.enums import WhenShut
from sessions_app.planner.run import SPARE_WEEKS, RunDate, nearest_days, run_dates

#: Longer than any holiday and the notice after it.
A_SUMMER = dt.timedelta(weeks=12)


@dataclass(frozen=True)
class Days:
    """The days of one school for these year groups, under the rule of one run."""

    dates: SchoolDates
    year_groups: Collection[int]
    when_shut: str = WhenShut.MOVE

    def why_not(self, day: dt.date) -> str | None:
        """Why they cannot be seen that day, as a fragment: "half-term", "mock exams for Year 8"."""
        return self.dates.why_shut(day) or self.dates.busy(day, self.year_groups)

    def instead(self, day: dt.date) -> list[dt.date]:
        """The days of the same week on which they can be seen, when only this one is shut.

        None in a week that is shut as a whole, and none for days out of term: holidays are not made up for.
        """
        if self.when_shut == WhenShut.LEAVE_OUT or not self.dates.term_on(day):
            return []
        return nearest_days(day, self._will_do)

    def run(self, first: dt.date, count: int, *, has_begun: bool = False, spare: int = SPARE_WEEKS) -> list[RunDate]:
        """Weekly dates from the first; see `run_dates`."""
        return run_dates(first, count, self.why_not, self.instead, has_begun=has_begun, spare=spare)

    def _will_do(self, day: dt.date) -> bool:
        return self.dates.starts_on <= day <= self.dates.ends_on and self.why_not(day) is None


def first_day(school: School) -> dt.date:
    """The first day on which a run booked now may begin: so many of the school's days from today.

    Without so many known dates it is tomorrow: a rule of its own refuses dates on which the school is shut.
    """
    tomorrow = clock.today() + dt.timedelta(days=1)
    if not environment.notice_school_days:
        return tomorrow
    school_days = load_dates([school], tomorrow, tomorrow + A_SUMMER)[school.pk].open_dates()
    return next(islice(school_days, environment.notice_school_days - 1, None), tomorrow)


def notice_in_words() -> str:
    days = environment.notice_school_days
    if not days:
        return "a day's notice"
    return f"{days} school days' notice" if days > 1 else "1 school day's notice"


def notice_for(school: School) -> str:
    """What a page that offers times says about it."""
    return f"A school has {notice_in_words()}: the first session can be on {first_day(school):%A %-d %B} or later."


def load_days(school: School, year_groups: Collection[int], when_shut: str, from_: dt.date, to: dt.date) -> Days:
    return Days(load_dates([school], from_, to)[school.pk], year_groups, when_shut)
