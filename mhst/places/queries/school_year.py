"""One school year of one school as a page shows it: week by week with the reasons, and the rows behind them."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.places.dates import SchoolDates, days, school_year
from mhst.places.enums import BUSY, SHUT, DayKind
from mhst.places.models import Calendar, School, SpecialDay, Term
from mhst.places.queries.calendar import load_dates
from mhst.places.queries.calendar_copy import Owner, calendar_of
from mhst.places.words import clock_time, span_in_words, year_groups_in_words


@dataclass(frozen=True)
class DayShown:
    """One date: why it is shut, or what is particular about it."""

    date: dt.date
    shut: str = ""
    notes: tuple[str, ...] = ()
    is_today: bool = False


@dataclass(frozen=True)
class WeekShown:
    """Monday to Friday; a day outside the term is None."""

    monday: dt.date
    letter: str
    days: tuple[DayShown | None, ...]


@dataclass(frozen=True)
class TermShown:
    """A term with its weeks."""

    name: str
    starts_on: dt.date
    ends_on: dt.date
    open_days: int
    weeks: tuple[WeekShown, ...]

    @property
    def has_letters(self) -> bool:
        return any(week.letter for week in self.weeks)


@dataclass
class SchoolYear:
    """What the page of a school's dates shows of one year."""

    year: int
    terms: list[Term] = field(default_factory=list)
    special_days: list[SpecialDay] = field(default_factory=list)
    tables: list[TermShown] = field(default_factory=list)
    is_councils: bool = False  # the school has no terms of its own for this year
    calendar: Calendar | None = None  # the school's own, or its council's while that counts
    own_id: UUID | None = None  # of the school's own calendar: only its rows can be changed here

    @property
    def open_days(self) -> int:
        return sum(table.open_days for table in self.tables)


def year_of(school: School, year: int) -> SchoolYear:
    """Ten queries, whatever the school has recorded."""
    own, councils = calendar_of(school), calendar_of(school.council)
    terms, special_days = rows_of(own, year)
    found = SchoolYear(year, terms, special_days, calendar=own, own_id=own.pk if own else None)
    if not terms and councils:
        found.terms, borrowed = rows_of(councils, year)
        found.special_days = sorted([*special_days, *borrowed], key=lambda day: day.starts_on)
        found.is_councils, found.calendar = True, councils
    dates = load_dates([school], dt.date(year, 8, 1), dt.date(year + 1, 8, 31))[school.pk]
    today = clock.today()
    # The next year's first term may be known and is not loaded day by day.
    terms_shown = [term for term in dates.terms if school_year(term.ends_on) == year]
    found.tables = [_table(term.name, term.starts_on, term.ends_on, dates, today) for term in terms_shown]
    return found


def get_term(id: UUID, owner: Owner) -> Term:
    """A term of this school's or council's own. Raises: NotFound."""
    found: Term | None = _own(Term.objects.all(), owner).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that term.")
    return found


def get_special_day(id: UUID, owner: Owner) -> SpecialDay:
    """A special day of this school's or council's own. Raises: NotFound."""
    found: SpecialDay | None = _own(SpecialDay.objects.all(), owner).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that day.")
    return found


def _own(rows: Any, owner: Owner) -> Any:
    wanted = {f"calendar__{owner._meta.model_name}": owner}
    return rows.filter(**wanted).select_related("calendar__school", "calendar__council")


def describe(day: SpecialDay) -> str:
    """ "Mock exams for Years 10 and 11", "Early finish at 12:30", "INSET day (some rooms open)"."""
    told = day.get_kind_display()
    if day.year_groups:
        told += f" for {year_groups_in_words(day.year_groups)}"
    if day.finish_minute is not None:
        told += f" at {clock_time(day.finish_minute)}"
    return f"{told} ({day.note})" if day.note else told


def coming_up(school: School, until: dt.date) -> list[tuple[str, str]]:
    """The next special days as (dates, what), from today on. For the page of the school."""
    today = clock.today()
    dates = load_dates([school], today, until)[school.pk]
    return [
        (span_in_words(day.starts_on, day.ends_on), _said(day.kind, day.spoken, day.year_groups, day.finish_minute))
        for day in dates.special_days
        if day.ends_on >= today and day.starts_on <= until and day.kind != DayKind.OPEN
    ]


def rows_of(calendar: Calendar | None, year: int) -> tuple[list[Term], list[SpecialDay]]:
    """The terms and special days that a calendar itself holds of one school year."""
    if calendar is None:
        return [], []
    first, last = dt.date(year, 8, 1), dt.date(year + 1, 7, 31)
    terms = calendar.terms.filter(ends_on__gte=first, ends_on__lte=last).order_by("starts_on")
    days = calendar.special_days.filter(ends_on__gte=first, starts_on__lte=last).order_by("starts_on", "kind")
    return list(terms), list(days)


def _table(name: str, first: dt.date, last: dt.date, dates: SchoolDates, today: dt.date) -> TermShown:
    monday = first - dt.timedelta(days=first.weekday())
    weeks = []
    while monday <= last:
        week = days(monday, monday + dt.timedelta(days=4))
        shown = tuple(_day(date, dates, today) if first <= date <= last else None for date in week)
        weeks.append(WeekShown(monday, dates.week(max(monday, first)), shown))
        monday += dt.timedelta(weeks=1)
    open_days = sum(1 for week in weeks for day in week.days if day and not day.shut)
    return TermShown(name, first, last, open_days, tuple(weeks))


def _day(date: dt.date, dates: SchoolDates, today: dt.date) -> DayShown:
    shut = dates.why_shut(date) or ""
    return DayShown(date, shut, () if shut else tuple(_notes(date, dates)), date == today)


def _notes(date: dt.date, dates: SchoolDates) -> list[str]:
    return [
        _said(day.kind, day.spoken, day.year_groups, day.finish_minute)
        for day in dates.special_days
        if date in day
        and (day.kind in BUSY or day.kind == DayKind.EARLY_FINISH or (day.kind in SHUT and day.year_groups))
    ]


def _said(kind: str, spoken: str, year_groups: frozenset[int], finish_minute: int | None) -> str:
    if kind == DayKind.EARLY_FINISH and finish_minute is not None:
        return f"finishes at {clock_time(finish_minute)}"
    return f"{spoken} for {year_groups_in_words(year_groups)}" if year_groups else spoken
