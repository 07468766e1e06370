"""What anybody can look up of a school, besides its ages: in which months it opens, how many pupils it has, and whether
it takes girls or boys.

The dates are the council's or the school's own, and no session can be held on a day on which a school is shut, nor at a
weekend, nor before seven or after seven.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from mhst.core.disclosure.dimensions import DAYS, GENDERS
from mhst.places.dates import SchoolDates, days, school_year
from mhst.places.enums import SchoolGender
from mhst.places.models import School
from mhst.places.models.room import EARLIEST, LATEST
from mhst.places.queries.calendar import load_dates
from mhst.reporting.dates import Period, month_of, part_of

SATURDAY = 5
PARTS = frozenset(part_of(hour) for hour in range(EARLIEST // 60, -(-LATEST // 60)))
ONE_ONLY = {SchoolGender.GIRLS: frozenset({"female"}), SchoolGender.BOYS: frozenset({"male"})}
#: Of a school of which the register does not say it, the name may.
GIRLS, BOYS = re.compile(r"\bgirls?\b", re.IGNORECASE), re.compile(r"\bboys?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Seen:
    """The months, by name, and the hours of the week in which somebody can be seen there; and how many there are."""

    months: frozenset[str]
    slots: frozenset[str]
    pupils: int | None = None


def by_school(ids: set[UUID], quarter: Period) -> dict[UUID, Seen]:
    """As dates and rolls stand in the database now. A number of queries that does not grow with them."""
    schools = {school.pk: school for school in School.objects.filter(pk__in=ids)}
    return {id: _seen(days, schools[id].pupils) for id, days in _days_open(schools.values(), quarter).items()}


def days_open(ids: set[UUID], quarter: Period) -> dict[UUID, list[dt.date]]:
    """The days on which a session can be held there."""
    return _days_open(School.objects.filter(pk__in=ids), quarter)


def _days_open(schools: Iterable[School], quarter: Period) -> dict[UUID, list[dt.date]]:
    found = load_dates(schools, quarter.first, quarter.last)
    return {school: _possible(dates) for school, dates in found.items()}


def _possible(dates: SchoolDates) -> list[dt.date]:
    """Weekdays on which it is open, or of a school year whose dates nobody has typed in."""
    known = {school_year(term.ends_on) for term in dates.terms}
    weekdays = (day for day in days(dates.starts_on, dates.ends_on) if day.weekday() < SATURDAY)
    return [day for day in weekdays if school_year(day) not in known or dates.is_open(day)]


def _seen(possible: list[dt.date], pupils: int | None) -> Seen:
    months = frozenset(str(month_of(day)) for day in possible)
    slots = frozenset(f"{DAYS[day.weekday()]}_{part}" for day in possible for part in PARTS)
    return Seen(months, slots, pupils)


def genders_at(gender: str, name: str) -> frozenset[str]:
    """Whom a school has, by what the register says of it, or else by its name."""
    return ONE_ONLY.get(SchoolGender(gender or _by_name(name)), frozenset(GENDERS))


def _by_name(name: str) -> str:
    """Only one of the two words in it says so: a school for girls and boys is mixed."""
    girls, boys = GIRLS.search(name), BOYS.search(name)
    return SchoolGender.NOT_KNOWN if bool(girls) == bool(boys) else SchoolGender.GIRLS if girls else SchoolGender.BOYS
