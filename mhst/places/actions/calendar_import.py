"""Taking over a file of dates: afterwards the owner's terms and days of its school years are those of the file."""

from collections.abc import Iterable
from typing import Any

from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.places.actions.owner import locked_calendar, tell_changed
from mhst.places.dates import Span, school_year
from mhst.places.models import Calendar, School, SpecialDay, Term
from mhst.places.queries.calendar_copy import Owner
from mhst.places.readers.dates import TERM, DatesFile, DatesGiven
from mhst.places.readers.report import Change, OnlyChecked, Report
from mhst.places.rules import calendar as rules
from mhst.places.rules.register import rejected_sentence
from mhst.places.words import span_in_words

Row = Term | SpecialDay
KEPT = "they are past, and the past stays"


@action
def take_over_dates(
    *,
    owner: Owner,
    file: DatesFile,
    source: str,
    skip_rejected: bool = False,
    only_check: bool = False,
    by: Actor,
) -> Report:
    """Replace the dates of the school years that the file has terms of; add to those of other years.

    Raises: Refused if anything in the file is wrong and is not to be skipped; with `only_check`, OnlyChecked.
    """
    rules.check_may_edit(by=by, owner=owner)
    calendar = locked_calendar(owner)
    report = Report(lines_read=file.lines, considered=len(file.given), left_out=dict(file.left_out))
    right, report.rejected = _sift(owner, calendar, file)
    if report.rejected and not skip_rejected:
        report.refusal = rejected_sentence(len(report.rejected))
    if report.refusal and not only_check:
        raise Refused(report.refusal, code="dates-rejected", rejected=report.rejected)
    span = _replace(calendar, right, is_override=isinstance(owner, School), report=report)
    calendar.source, calendar.checked_on = source, clock.today()
    calendar.save()
    tell_changed(owner, span)
    if only_check:
        raise OnlyChecked(report)
    return report


def _sift(owner: Owner, calendar: Calendar, file: DatesFile) -> tuple[list[DatesGiven], list[Any]]:
    """What is right, and everything that is wrong: with the lines, with each other, with what stays."""
    rejected = list(file.rejected)
    years = {school_year(given.ends_on) for given in file.given if given.kind == TERM}
    terms = [term for term in calendar.terms.all() if school_year(term.ends_on) not in years]
    right: list[DatesGiven] = []
    seen: dict[tuple[Any, ...], DatesGiven] = {}
    for given in sorted(file.given, key=lambda each: each.kind != TERM):  # terms first: days lie in them
        try:
            _check(owner, given, terms)
            _check_once(given, seen)
        except Refused as refused:
            rejected.append(given.rejected(refused.message))
            continue
        right.append(given)
        if given.kind == TERM:
            terms.append(Term(name=given.name, starts_on=given.starts_on, ends_on=given.ends_on))
    return right, sorted(rejected, key=lambda each: each.line)


def _check(owner: Owner, given: DatesGiven, terms: list[Term]) -> None:
    if given.kind == TERM:
        rules.check_term(starts_on=given.starts_on, ends_on=given.ends_on, others=terms)
        return
    rules.check_special_day(
        kind=given.kind,
        starts_on=given.starts_on,
        ends_on=given.ends_on,
        year_groups=given.year_groups,
        finish_minute=given.finish_minute,
        terms=[Span(term.starts_on, term.ends_on) for term in terms],
        possible_years=owner.year_groups if isinstance(owner, School) else None,
    )


def _check_once(given: DatesGiven, seen: dict[tuple[Any, ...], DatesGiven]) -> None:
    if given.kind == TERM:
        return
    first = seen.setdefault(_key(given), given)
    if first is not given:
        raise Refused(f"the same kind of day begins then on {first.what} {first.line} too; one of them must go")


def _replace(calendar: Calendar, given: list[DatesGiven], *, is_override: bool, report: Report) -> Span | None:
    """Write the differences. Returns the dates between the first and the last that changed."""
    years = {school_year(each.ends_on) for each in given if each.kind == TERM}
    touched: list[Row | DatesGiven] = []
    for model in (Term, SpecialDay):
        wanted = {_key(each): each for each in given if (each.kind == TERM) == (model is Term)}
        present = {_key(row): row for row in model.objects.filter(calendar=calendar)}
        gone = (row for key, row in present.items() if key not in wanted)
        touched += _remove(gone, years, list(wanted.values()), report)
        for key, each in wanted.items():
            row = present.get(key) or model(calendar=calendar)
            touched += _write(row, each, is_override, report)
    if not touched:
        return None
    return Span(min(each.starts_on for each in touched), max(each.ends_on for each in touched))


def _key(row: Row | DatesGiven) -> tuple[Any, ...]:
    """What makes two rows the same although other things about them differ."""
    if isinstance(row, Term) or getattr(row, "kind", TERM) == TERM:
        return (row.starts_on,)
    return (row.kind, row.starts_on, tuple(row.year_groups))


def _remove(rows: Iterable[Row], years: set[int], instead: list[DatesGiven], report: Report) -> list[Row]:
    gone = []
    for row in rows:
        if school_year(row.ends_on) not in years:
            continue
        if row.ends_on < clock.today() and not any(_replaces(each, row) for each in instead):
            report.left_out[KEPT] = report.left_out.get(KEPT, 0) + 1
            continue
        report.removed.append(_about(row))
        row.delete()
        gone.append(row)
    return gone


def _replaces(given: DatesGiven, row: Row) -> bool:
    alike = given.kind == (TERM if isinstance(row, Term) else row.kind)
    return alike and Span(given.starts_on, given.ends_on).overlaps(Span(row.starts_on, row.ends_on))


def _write(row: Row, given: DatesGiven, is_override: bool, report: Report) -> list[Row | DatesGiven]:
    wanted = _values(row, given) | {"is_override": is_override}
    changes = {name: (getattr(row, name), value) for name, value in wanted.items() if getattr(row, name) != value}
    is_new = row._state.adding
    if not is_new and not changes:
        report.unchanged += 1
        return []
    before = Span(row.starts_on, row.ends_on) if not is_new else given
    for name, value in wanted.items():
        setattr(row, name, value)
    row.save()
    if is_new:
        report.added.append(_about(row))
    else:
        report.changed.append(Change(_about(row), changes))
    return [before, row]  # type: ignore[list-item]  # both have a first and a last day


def _values(row: Row, given: DatesGiven) -> dict[str, Any]:
    shared = {"starts_on": given.starts_on, "ends_on": given.ends_on}
    if isinstance(row, Term):
        return {**shared, "name": given.name, "first_week": given.first_week}
    return {
        **shared,
        "kind": given.kind,
        "note": given.name,
        "year_groups": list(given.year_groups),
        "finish_minute": given.finish_minute,
    }


def _about(row: Row) -> str:
    name = row.name if isinstance(row, Term) else row.get_kind_display()
    return f"{name}, {span_in_words(row.starts_on, row.ends_on)}"
