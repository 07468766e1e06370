"""Writing the dates of a school or a council. What a school sets itself is marked as its own."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.places.actions.owner import locked_calendar, tell_changed
from mhst.places.dates import Span, school_year
from mhst.places.enums import DayKind
from mhst.places.models import School, SpecialDay, Term
from mhst.places.queries import calendar_copy
from mhst.places.queries.calendar import terms_that_count
from mhst.places.queries.calendar_copy import Owner, owner_of
from mhst.places.rules import calendar as rules


@action
def refresh_from_council(*, school: School, by: Actor) -> calendar_copy.Differences:
    """Copy the council's dates to the school, or bring an earlier copy up to date. Own and past dates stay.

    Raises: Refused if the council has no dates.
    """
    rules.check_may_edit(by=by, owner=school)
    theirs = calendar_copy.calendar_of(school.council)
    if theirs is None or not theirs.terms.exists():
        raise Refused(f"No dates are recorded for {school.council}, so there is nothing to copy.", code="copy-nothing")
    ours = locked_calendar(school)
    found = calendar_copy.differences(school, clock.today())
    for row in found.remove:
        row.delete()
    for copy, row in found.change:
        _set(copy, **calendar_copy.copied_values(row))
    for row in found.add:
        type(row).objects.create(calendar=ours, copied_from=row, **calendar_copy.copied_values(row))
    _set(ours, copied_from=theirs, copied_at=clock.now(), source=theirs.source, checked_on=theirs.checked_on)
    tell_changed(school, found.span)
    return found


@action
def add_term(*, owner: Owner, name: str, starts_on: dt.date, ends_on: dt.date, first_week: str = "", by: Actor) -> Term:
    """Record a term. A school that so far kept its council's dates for that year gets a copy of them first.

    Raises: Refused if the dates are out of order or overlap with another term.
    """
    rules.check_may_edit(by=by, owner=owner)
    _copy_first(owner, school_year(ends_on), by)
    calendar = locked_calendar(owner)
    rules.check_term(starts_on=starts_on, ends_on=ends_on, others=calendar.terms.all())
    term = Term.objects.create(
        calendar=calendar,
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
        first_week=first_week,
        is_override=_own(owner),
    )
    tell_changed(owner, Span(starts_on, ends_on))
    return term


@action
def change_term(
    *, term: Term, name: str, starts_on: dt.date, ends_on: dt.date, first_week: str = "", by: Actor
) -> None:
    """Raises: Refused if the dates are out of order or overlap with another term."""
    owner = owner_of(term)
    rules.check_may_edit(by=by, owner=owner)
    rules.check_term(starts_on=starts_on, ends_on=ends_on, others=locked_calendar(owner).terms.exclude(pk=term.pk))
    before = Span(term.starts_on, term.ends_on)
    _set(term, name=name, starts_on=starts_on, ends_on=ends_on, first_week=first_week, is_override=_own(owner))
    tell_changed(owner, _both(before, term))


@action
def remove_term(*, term: Term, by: Actor) -> None:
    """Take a term out. Its days then count as outside term. Done again it changes nothing."""
    owner = owner_of(term)
    rules.check_may_edit(by=by, owner=owner)
    now: Term | None = locked_calendar(owner).terms.filter(pk=term.pk).first()
    if now is not None:
        now.delete()
        tell_changed(owner, Span(now.starts_on, now.ends_on))


@action
def add_special_day(
    *,
    owner: Owner,
    kind: str,
    starts_on: dt.date,
    ends_on: dt.date,
    year_groups: Iterable[int] = (),
    finish_minute: int | None = None,
    note: str = "",
    by: Actor,
) -> SpecialDay:
    """Record dates that are not ordinary school days. Raises: Refused if they make no sense."""
    rules.check_may_edit(by=by, owner=owner)
    day = SpecialDay(calendar=locked_calendar(owner), is_override=_own(owner))
    _write(day, owner, kind, starts_on, ends_on, year_groups, finish_minute, note)
    tell_changed(owner, Span(starts_on, ends_on))
    return day


@action
def change_special_day(
    *,
    day: SpecialDay,
    kind: str,
    starts_on: dt.date,
    ends_on: dt.date,
    year_groups: Iterable[int] = (),
    finish_minute: int | None = None,
    note: str = "",
    by: Actor,
) -> None:
    """Raises: Refused if the new dates make no sense."""
    owner = owner_of(day)
    rules.check_may_edit(by=by, owner=owner)
    locked_calendar(owner)
    before = Span(day.starts_on, day.ends_on)
    day.is_override = _own(owner)
    _write(day, owner, kind, starts_on, ends_on, year_groups, finish_minute, note)
    tell_changed(owner, _both(before, day))


@action
def remove_special_day(*, day: SpecialDay, by: Actor) -> None:
    """Make these ordinary school days again.

    A day copied from the council becomes "open after all": were it only deleted, a fresh copy would bring it back.
    """
    owner = owner_of(day)
    rules.check_may_edit(by=by, owner=owner)
    locked_calendar(owner)
    if day.copied_from_id and day.kind != DayKind.OPEN:
        _set(day, kind=DayKind.OPEN, year_groups=[], finish_minute=None, note="", is_override=True)
    else:
        day.delete()
    tell_changed(owner, Span(day.starts_on, day.ends_on))


@action
def note_source(*, owner: Owner, source: str, by: Actor) -> None:
    """Say where the dates come from, and that somebody compared them today."""
    rules.check_may_edit(by=by, owner=owner)
    _set(locked_calendar(owner), source=source, checked_on=clock.today())


def _copy_first(owner: Owner, year: int, by: Actor) -> None:
    if not isinstance(owner, School):
        return
    own = Term.objects.filter(calendar__school=owner)
    if any(school_year(term.ends_on) == year for term in own):
        return
    if any(school_year(term.ends_on) == year for term in Term.objects.filter(calendar__council=owner.council_id)):
        refresh_from_council(school=owner, by=by)


def _write(
    day: SpecialDay,
    owner: Owner,
    kind: str,
    starts_on: dt.date,
    ends_on: dt.date,
    year_groups: Iterable[int],
    finish_minute: int | None,
    note: str,
) -> None:
    years = sorted(year_groups)
    rules.check_special_day(
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        year_groups=years,
        finish_minute=finish_minute,
        terms=terms_that_count(owner, starts_on, ends_on),
        possible_years=owner.year_groups if isinstance(owner, School) else None,
    )
    day.kind, day.starts_on, day.ends_on, day.note = kind, starts_on, ends_on, note.strip()
    day.year_groups, day.finish_minute = years, finish_minute
    rules.check_not_recorded(day, SpecialDay.objects.filter(calendar=day.calendar).exclude(pk=day.pk))
    day.save()


def _set(row: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def _own(owner: Owner) -> bool:
    return isinstance(owner, School)


def _both(before: Span, row: Term | SpecialDay) -> Span:
    return Span(min(before.starts_on, row.starts_on), max(before.ends_on, row.ends_on))
