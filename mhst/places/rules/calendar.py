"""Which dates make sense, said in sentences for the person who types them."""

import datetime as dt
from collections.abc import Iterable

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.places.dates import Span, days, school_year
from mhst.places.enums import DayKind
from mhst.places.models import Council, School, SpecialDay, Term
from mhst.places.models.room import BY_FIVE
from mhst.places.words import date_in_words, school_year_in_words, span_in_words, year_group_in_words

#: The longest term that a school is likely to keep; longer is a slip of the year.
LONGEST_TERM_DAYS = 25 * 7
#: No dates are kept from before there were such teams, nor for more than this many years from now.
FIRST_YEAR, YEARS_AHEAD = 2000, 10


def check_may_edit(*, by: Actor, owner: School | Council) -> None:
    """Raises: Refused, for a council to all but system administrators: its dates move many schools."""
    if isinstance(owner, School):
        by.require(Permission.CALENDAR_EDIT, owner)
    else:
        by.require(Permission.SYSTEM_ADMINISTER)


def check_term(*, starts_on: dt.date, ends_on: dt.date, others: Iterable[Term]) -> None:
    """Raises: Refused if the dates are out of order, not of one school year, or overlap with another term."""
    _check_year(starts_on)
    if ends_on <= starts_on:
        raise Refused("The last day must be later than the first day.", code="term-order", field="ends_on")
    if school_year(starts_on) != school_year(ends_on):
        raise Refused(
            "A term lies within one school year, from August to July. "
            f"{span_in_words(starts_on, ends_on)} crosses from one into the next.",
            code="term-year",
            field="ends_on",
        )
    if (ends_on - starts_on).days > LONGEST_TERM_DAYS:
        raise Refused(
            f"{span_in_words(starts_on, ends_on)} is {(ends_on - starts_on).days // 7} weeks, too long for one term. "
            "Check the years.",
            code="term-length",
            field="ends_on",
        )
    check_no_overlap(starts_on, ends_on, others)


def check_no_overlap(starts_on: dt.date, ends_on: dt.date, others: Iterable[Term]) -> None:
    """Raises: Refused naming the term that these dates overlap with."""
    for other in others:
        if Span(starts_on, ends_on).overlaps(Span(other.starts_on, other.ends_on)):
            raise Refused(
                f"These dates overlap with {other.name} ({span_in_words(other.starts_on, other.ends_on)}).",
                code="term-overlap",
                field="starts_on",
            )


def check_special_day(
    *,
    kind: str,
    starts_on: dt.date,
    ends_on: dt.date,
    year_groups: Iterable[int],
    finish_minute: int | None,
    terms: Iterable[Span],
    possible_years: Iterable[int] | None,
) -> None:
    """Raises: Refused if the dates are out of order or outside term, or the kind does not go with the rest.

    `terms` are those that count for the owner; `possible_years` the year groups it has, None for a council.
    """
    _check_year(starts_on)
    if ends_on < starts_on:
        raise Refused("The last day must not be before the first day.", code="day-order", field="ends_on")
    if (ends_on - starts_on).days > LONGEST_TERM_DAYS:
        raise Refused(
            f"{span_in_words(starts_on, ends_on)} is {(ends_on - starts_on).days // 7} weeks, longer than any term. "
            "Check the years.",
            code="day-length",
            field="ends_on",
        )
    if all(date.weekday() > 4 for date in days(starts_on, min(ends_on, starts_on + dt.timedelta(days=6)))):
        sentence = f"{date_in_words(starts_on)} is a weekend. Choose a weekday."
        raise Refused(sentence, code="day-weekend", field="starts_on")
    _check_finish(kind, finish_minute, list(year_groups))
    _check_years(list(year_groups), possible_years)
    if kind != DayKind.OPEN:
        _check_in_term(Span(starts_on, ends_on), list(terms))


def check_not_recorded(day: SpecialDay, others: Iterable[SpecialDay]) -> None:
    """Raises: Refused if the same is recorded already."""
    for other in others:
        same = (other.kind, other.starts_on, other.ends_on) == (day.kind, day.starts_on, day.ends_on)
        if same and sorted(other.year_groups) == sorted(day.year_groups):
            raise Refused(
                f"{day.get_kind_display()} on {span_in_words(day.starts_on, day.ends_on)} is recorded already.",
                code="day-twice",
                field="starts_on",
            )


def _check_year(starts_on: dt.date) -> None:
    latest = clock.today().year + YEARS_AHEAD
    if not FIRST_YEAR <= starts_on.year <= latest:
        raise Refused(
            f"Dates are kept for the years {FIRST_YEAR} to {latest}, not for {starts_on.year}. Check the year.",
            code="year",
            field="starts_on",
        )


def _check_finish(kind: str, finish_minute: int | None, year_groups: list[int]) -> None:
    early = kind == DayKind.EARLY_FINISH
    if early and finish_minute not in BY_FIVE:
        raise Refused(
            "Say when the school finishes that day, between 07:00 and 19:00.", code="day-finish", field="finish_minute"
        )
    if not early and finish_minute is not None:
        raise Refused("Only an early finish has a finishing time.", code="day-finish", field="finish_minute")
    if year_groups and (early or kind in {DayKind.OPEN, DayKind.HALF_TERM, DayKind.EXTRA_HOLIDAY}):
        raise Refused(
            f"“{DayKind(kind).label}” is for the whole school. Choose no year groups.",
            code="day-years",
            field="year_groups",
        )


def _check_years(year_groups: list[int], possible: Iterable[int] | None) -> None:
    unknown = sorted(set(year_groups) - set(possible)) if possible is not None else []
    if unknown:
        raise Refused(f"This school has no {year_group_in_words(unknown[0])}.", code="day-years", field="year_groups")


def _check_in_term(span: Span, terms: list[Span]) -> None:
    year = school_year(span.starts_on)
    if not any(school_year(term.ends_on) == year for term in terms):
        raise Refused(
            f"Record the terms of {school_year_in_words(year)} first: without them the school counts as shut all year.",
            code="day-no-terms",
            field="starts_on",
        )
    if not any(span.overlaps(term) for term in terms):
        raise Refused(
            f"{span_in_words(span.starts_on, span.ends_on)} is outside term, so the school is shut then anyway.",
            code="day-outside-term",
            field="starts_on",
        )
