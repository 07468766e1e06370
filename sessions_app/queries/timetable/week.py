"""A week as it is shown: on a page, on paper, to a school. Plain values; nothing here asks the database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sessions_app.queries.timetable.entries import Agreed, Entry, FixedEntry, SessionEntry, Shut, TravelEntry

WEEKDAYS = 5
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Marked:
    """An entry of today with "Now" or "Next" beside it, or neither."""

    entry: Entry
    mark: str


@dataclass(frozen=True)
class Day:
    """One date of somebody's week, in order of time. `notes` hold for the whole day: "Away"."""

    date: dt.date
    entries: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    shut: tuple[Shut, ...] = ()

    @property
    def sessions(self) -> list[SessionEntry]:
        return [entry for entry in self.entries if isinstance(entry, SessionEntry)]

    @property
    def to_fill(self) -> list[Agreed]:
        """Agreed stretches at schools that are open: there is room for somebody who waits."""
        closed = {shut.school_id for shut in self.shut}
        return [stretch for stretch in self.agreed if stretch.school_id not in closed]

    @property
    def is_empty(self) -> bool:
        return not (self.entries or self.notes or self.agreed or self.shut)

    def marked(self, minute: int) -> list[Marked]:
        """The entries as seen at this minute of the day: what is on now and what is next."""
        taking_place = [entry for entry in self.entries if not entry.is_off]
        following = next((entry for entry in taking_place if entry.start_minute > minute), None)
        return [Marked(entry, _mark(entry, minute, following)) for entry in self.entries]


@dataclass(frozen=True)
class Cell:
    """What one row of the week's table holds on one day."""

    date: dt.date
    entries: tuple[Entry, ...]
    agreed: tuple[Agreed, ...] = ()
    why_shut: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.entries or self.agreed or self.why_shut)


@dataclass(frozen=True)
class Row:
    """One school across the week, or what happens at none."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Week:
    """One practitioner's week."""

    practitioner_id: UUID
    name: str
    monday: dt.date
    days: tuple[Day, ...]
    is_own: bool = False
    shows_detail: bool = True

    @property
    def friday(self) -> dt.date:
        return _friday(self.monday)

    @property
    def sessions(self) -> list[SessionEntry]:
        return [entry for day in self.days for entry in day.sessions]

    @property
    def is_empty(self) -> bool:
        return all(not (day.entries or day.agreed) for day in self.days)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The week by school, the school of the earliest visit first, then what is not at a school."""
        schools = {place.school_id: place.school for day in self.days for place in _places(day)}
        by_school = tuple(Row(name, tuple(_cell(day, key) for day in self.days)) for key, name in schools.items())
        elsewhere = tuple(Cell(day.date, _of(day, None)) for day in self.days)
        if all(cell.is_empty for cell in elsewhere):
            return by_school
        return (*by_school, Row("Not at a school", elsewhere))

    def day(self, date: dt.date) -> Day | None:
        return next((day for day in self.days if day.date == date), None)


@dataclass(frozen=True)
class SchoolWeek:
    """Who is seen at one school, when, by whom and where."""

    school_id: UUID
    school: str
    monday: dt.date
    days: tuple[Day, ...]
    shows_programmes: bool

    @property
    def friday(self) -> dt.date:
        return _friday(self.monday)

    @property
    def is_empty(self) -> bool:
        return not any(day.entries for day in self.days)


def week_dates(monday: dt.date, used: Iterable[dt.date] = ()) -> list[dt.date]:
    """Monday to Friday, and a day of the weekend only when something happens on it."""
    used = set(used)
    dates = [monday + dt.timedelta(days=n) for n in range(7)]
    return [date for date in dates if date.weekday() < WEEKDAYS or date in used]


def monday_of(date: dt.date) -> dt.date:
    return date - dt.timedelta(days=date.weekday())


def working_monday(today: dt.date) -> dt.date:
    """The Monday of the week that is of interest: on a Saturday or Sunday, the one that comes."""
    return monday_of(today) if today.weekday() < WEEKDAYS else monday_of(today) + WEEK


def week_in_words(monday: dt.date, today: dt.date) -> str:
    """ "This week", "Next week", also of the one that comes when it is Saturday or Sunday, or its Monday.

    At a weekend nothing is "this week": to some it is the week that ends, to others the one that begins.
    """
    if monday == monday_of(today) + WEEK:
        return "Next week"
    if monday == working_monday(today):
        return "This week"
    return f"The week of {monday:%A %-d %B}"


def _friday(monday: dt.date) -> dt.date:
    return monday + dt.timedelta(days=WEEKDAYS - 1)


def _mark(entry: Entry, minute: int, following: Entry | None) -> str:
    if entry.is_off:
        return ""
    return "Now" if entry.is_at(minute) else "Next" if entry is following else ""


def _places(day: Day) -> list[SessionEntry | TravelEntry | Agreed]:
    visits = [entry for entry in day.entries if not isinstance(entry, FixedEntry)]
    return sorted([*visits, *day.agreed], key=lambda place: place.start_minute)


def _of(day: Day, school: UUID | None) -> tuple[Entry, ...]:
    return tuple(entry for entry in day.entries if getattr(entry, "school_id", None) == school)


def _cell(day: Day, school: UUID) -> Cell:
    return Cell(
        date=day.date,
        entries=_of(day, school),
        agreed=tuple(agreed for agreed in day.agreed if agreed.school_id == school),
        why_shut=next((shut.why for shut in day.shut if shut.school_id == school), ""),
    )
