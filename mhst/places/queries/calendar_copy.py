"""How a school's own calendar differs from its council's, and so what a fresh copy would change.

What the school set itself (`is_override`) is kept, and so are rows that lie behind.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from mhst.places.dates import Span, school_year
from mhst.places.models import Calendar, Council, School, SpecialDay, Term

COPIED: dict[type, tuple[str, ...]] = {
    Term: ("name", "starts_on", "ends_on", "first_week"),
    SpecialDay: ("kind", "starts_on", "ends_on", "year_groups", "finish_minute", "note"),
}
Row = Any  # a Term or a SpecialDay
Owner = School | Council


@dataclass
class Differences:
    """Rows to add (the council's), to change (ours, the council's), to remove (ours); and those kept as they are."""

    add: list[Row] = field(default_factory=list)
    change: list[tuple[Row, Row]] = field(default_factory=list)
    remove: list[Row] = field(default_factory=list)
    keep: list[Row] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.add or self.change or self.remove)

    @property
    def span(self) -> Span | None:
        """From the first to the last date that would change."""
        touched = [*self.add, *self.remove, *(row for pair in self.change for row in pair)]
        if not touched:
            return None
        return Span(min(row.starts_on for row in touched), max(row.ends_on for row in touched))


def calendar_of(owner: Owner) -> Calendar | None:
    """The calendar that belongs to this school or council itself."""
    return Calendar.objects.filter(**{owner._meta.model_name or "": owner}).first()


def owner_of(row: Term | SpecialDay) -> Owner:
    """The school or council whose calendar this row is in."""
    return row.calendar.school or row.calendar.council  # type: ignore[return-value]  # one of them, by constraint


def differences(school: School, today: dt.date) -> Differences:
    """What a fresh copy of the council's dates would change for this school: nothing while the council has none."""
    theirs, ours = calendar_of(school.council), calendar_of(school)
    found = Differences()
    if not _rows(Term, theirs):
        return found
    since = _since(ours, today)
    for model in (Term, SpecialDay):
        _compare(_rows(model, ours), _rows(model, theirs), since, found)
    return found


def _since(ours: Calendar | None, today: dt.date) -> dt.date:
    """Rows that ended before this are left alone: today, or the start of the year if the school has none of it yet."""
    year = school_year(today)
    begun = any(school_year(term.ends_on) == year for term in _rows(Term, ours))
    return today if begun else dt.date(year, 8, 1)


def _rows(model: type, calendar: Calendar | None) -> list[Row]:
    return list(model.objects.filter(calendar=calendar)) if calendar else []  # type: ignore[attr-defined]


def _compare(ours: list[Row], theirs: list[Row], since: dt.date, found: Differences) -> None:
    copies = {row.copied_from_id: row for row in ours if row.copied_from_id}
    own = [row for row in ours if row.is_override]
    found.keep += own
    for row in theirs:
        copy = copies.get(row.pk)
        if row.ends_on < since or (copy and copy.is_override):
            continue
        if copy:
            found.change += [(copy, row)] if differs(copy, row) else []
        elif not any(_replaces(mine, row) for mine in own):
            found.add.append(row)
    there = {row.pk for row in theirs}
    found.remove += [
        row for row in ours if not row.is_override and row.copied_from_id not in there and row.ends_on >= since
    ]


def differs(one: Row, other: Row) -> bool:
    """Whether anything that is copied is not the same."""
    return any(getattr(one, name) != getattr(other, name) for name in COPIED[type(one)])


def _replaces(mine: Row, theirs: Row) -> bool:
    alike = isinstance(mine, Term) or mine.kind == theirs.kind
    return alike and Span(mine.starts_on, mine.ends_on).overlaps(Span(theirs.starts_on, theirs.ends_on))


def copied_values(row: Row) -> dict[str, Any]:
    """What a copy of this row has in common with it."""
    return {name: getattr(row, name) for name in COPIED[type(row)]}


def borrowers(council: Council, years: Iterable[int]) -> list[School]:
    """The council's schools that have no terms of their own in some of these school years, and so keep to its."""
    wanted = set(years)
    own: dict[Any, set[int]] = {}
    for school_id, ends_on in Term.objects.filter(calendar__school__council=council).values_list(
        "calendar__school", "ends_on"
    ):
        own.setdefault(school_id, set()).add(school_year(ends_on))
    schools = School.objects.filter(council=council).open()
    return [school for school in schools if wanted - own.get(school.pk, set())]
