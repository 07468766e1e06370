"""What a school's dates mean, worked out in memory: no database, no clock."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from mhst.places.enums import BUSY, SHUT, SPOKEN, DayKind, PeriodKind, SchoolStatus
from mhst.places.words import school_year_in_words, year_groups_in_words

ONE_DAY = dt.timedelta(days=1)
ONE_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Span:
    """Dates from the first to the last, both included."""

    starts_on: dt.date
    ends_on: dt.date

    def __contains__(self, date: dt.date) -> bool:
        return self.starts_on <= date <= self.ends_on

    def overlaps(self, other: "Span") -> bool:
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on


@dataclass(frozen=True)
class TermSpan(Span):
    """A term; weeks alternate from `first_week` when it is A or B."""

    name: str = ""
    first_week: str = ""


@dataclass(frozen=True)
class SpecialSpan(Span):
    """Dates that are not ordinary school days, for everybody or for some year groups."""

    kind: str = DayKind.CLOSURE
    year_groups: frozenset[int] = frozenset()
    finish_minute: int | None = None
    note: str = ""

    @property
    def spoken(self) -> str:
        """As a fragment of a sentence: "INSET day", "school closed (snow)"."""
        if self.kind == DayKind.EXTRA_HOLIDAY and self.note:
            return self.note
        said = SPOKEN.get(self.kind, DayKind(self.kind).label.lower())
        return f"{said} ({self.note})" if self.note and self.kind in {DayKind.CLOSURE, DayKind.TRIP} else said


@dataclass(frozen=True)
class PeriodOn:
    """One lesson, break or lunch; minutes after midnight on the wall clock."""

    name: str
    kind: str
    start_minute: int
    end_minute: int

    @property
    def is_lesson(self) -> bool:
        return self.kind == PeriodKind.LESSON


@dataclass(frozen=True)
class BellsVersion:
    """The bells valid from a date: (weekday, week letter, period) in order of time."""

    starts_on: dt.date
    periods: tuple[tuple[int, str, PeriodOn], ...]


@dataclass(frozen=True)
class SchoolDates:
    """Every question about the dates of one school between two dates. Made by `queries.calendar.load_dates`."""

    school_id: object
    starts_on: dt.date
    ends_on: dt.date
    status: str
    opened_on: dt.date | None
    closed_on: dt.date | None
    terms: tuple[TermSpan, ...]
    special_days: tuple[SpecialSpan, ...]
    bells: tuple[BellsVersion, ...]  # oldest first
    bank_holiday: Callable[[dt.date], str | None]
    _reasons: dict[dt.date, str | None] = field(default_factory=dict, repr=False, compare=False)

    def is_open(self, date: dt.date) -> bool:
        """Whether pupils are in school."""
        return self.why_shut(date) is None

    def why_shut(self, date: dt.date) -> str | None:
        """Why nobody is in school, as a fragment: "half-term", "a weekend". None when it is open.

        Raises: ValueError for a date outside what was loaded.
        """
        if date not in self._reasons:
            if not self.starts_on <= date <= self.ends_on:
                raise ValueError(f"{date} was not loaded: only {self.starts_on} to {self.ends_on} were")
            self._reasons[date] = self._reason(date)
        return self._reasons[date]

    def open_dates(self) -> list[dt.date]:
        """The dates on which pupils are in school, in order."""
        return [date for date in days(self.starts_on, self.ends_on) if self.is_open(date)]

    def finish_minute(self, date: dt.date) -> int | None:
        """When the school ends earlier than its bells say, or None."""
        early = [day.finish_minute for day in self._special_on(date) if day.finish_minute is not None]
        return min(early, default=None)

    def busy(self, date: dt.date, year_groups: Iterable[int]) -> str | None:
        """What keeps some of these year groups from coming: "mock exams for Year 11". None when nothing does."""
        wanted = set(year_groups)
        for day in self._special_on(date):
            if day.kind in BUSY and not day.year_groups:
                return day.spoken
            touched = wanted & day.year_groups
            if touched and day.kind in BUSY | SHUT:
                return f"{day.spoken} for {year_groups_in_words(touched)}"
        return None

    def at_home(self, date: dt.date, year_groups: Collection[int]) -> str | None:
        """Why all of these year groups are at home on a day on which others may not be: "INSET day for Year 8"."""
        wanted = set(year_groups)
        for day in self._special_on(date):
            if wanted and day.kind in SHUT and wanted <= day.year_groups:
                return f"{day.spoken} for {year_groups_in_words(wanted)}"
        return None

    def week(self, date: dt.date) -> str:
        """ "A" or "B" where the term alternates and the school opens that week; otherwise ""."""
        term = self.term_on(date)
        return self._letters[term].get(_monday(date), "") if term else ""

    def periods(self, date: dt.date) -> list[PeriodOn]:
        """The bells of this date in order of time, cut off at an early finish; none when the school is shut."""
        version = next((v for v in reversed(self.bells) if v.starts_on <= date), None)
        if version is None or not self.is_open(date):
            return []
        letters = {"", self.week(date)}
        todays = [p for weekday, week, p in version.periods if weekday == date.weekday() and week in letters]
        return _until(todays, self.finish_minute(date))

    def term_on(self, date: dt.date) -> TermSpan | None:
        """The term that this date lies in, half-terms included."""
        return next((term for term in self.terms if date in term), None)

    def _reason(self, date: dt.date) -> str | None:
        if gone := self._not_a_school_then(date):
            return gone
        if date.weekday() > 4:
            return "a weekend"
        special = [day for day in self._special_on(date) if not day.year_groups]
        if any(day.kind == DayKind.OPEN for day in special):
            return self.bank_holiday(date)
        shut = next((day.spoken for day in special if day.kind in SHUT), None)
        return shut or self.bank_holiday(date) or self._outside_term(date)

    def _not_a_school_then(self, date: dt.date) -> str | None:
        if self.closed_on and date > self.closed_on:
            return f"the school closed on {self.closed_on:%-d %B %Y}"
        if self.status == SchoolStatus.CLOSED and not self.closed_on:
            return "the school has closed"
        if self.opened_on and date < self.opened_on:
            return f"the school opens on {self.opened_on:%-d %B %Y}"
        if self.status == SchoolStatus.PROPOSED and not self.opened_on:
            return "the school has not opened yet"
        return None

    def _outside_term(self, date: dt.date) -> str | None:
        if self.term_on(date):
            return None
        year = school_year(date)
        if any(school_year(term.ends_on) == year for term in self.terms):
            return "outside term"
        return f"no term dates are recorded for {school_year_in_words(year)}"

    def _special_on(self, date: dt.date) -> Sequence[SpecialSpan]:
        return self._special_by_date.get(date, ())

    @cached_property
    def _special_by_date(self) -> dict[dt.date, list[SpecialSpan]]:
        found: dict[dt.date, list[SpecialSpan]] = {}
        for day in self.special_days:
            for date in days(day.starts_on, day.ends_on):
                found.setdefault(date, []).append(day)
        return found

    @cached_property
    def _letters(self) -> dict[TermSpan, dict[dt.date, str]]:
        return {term: self._letters_of(term) for term in self.terms}

    def _letters_of(self, term: TermSpan) -> dict[dt.date, str]:
        """The letter of each week of a term by its Monday. A week wholly shut is not counted and has none."""
        letters: dict[dt.date, str] = {}
        letter, monday = term.first_week, _monday(term.starts_on)
        while letter and monday <= term.ends_on:
            if any(date in term and self._reason(date) is None for date in days(monday, monday + 4 * ONE_DAY)):
                letters[monday] = letter
                letter = "B" if letter == "A" else "A"
            monday += ONE_WEEK
        return letters


def days(first: dt.date, last: dt.date) -> list[dt.date]:
    """Every date from the first to the last, both included."""
    return [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]


def school_year(date: dt.date) -> int:
    """The academic year that a term ending on this date, or a date outside terms, belongs to.

    August counts forward: schools that come back in its last week have begun the new year.
    """
    return date.year if date.month >= 8 else date.year - 1


def _monday(date: dt.date) -> dt.date:
    return date - dt.timedelta(days=date.weekday())


def _until(periods: Iterable[PeriodOn], finish: int | None) -> list[PeriodOn]:
    if finish is None:
        return list(periods)
    return [
        PeriodOn(p.name, p.kind, p.start_minute, min(p.end_minute, finish)) for p in periods if p.start_minute < finish
    ]
