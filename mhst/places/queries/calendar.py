"""The dates of many schools at once, in a number of queries that does not grow with them.

A school that has terms of its own for an academic year keeps them; for any other year its council's apply.
Its own special days always apply; its council's only together with the council's terms.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from mhst.places.dates import (
    BellsVersion,
    PeriodOn,
    SchoolDates,
    SpecialSpan,
    TermSpan,
    school_year,
)
from mhst.places.models import Calendar, Council, School, SchoolDay, SpecialDay, Term
from mhst.places.queries.bank_holidays import bank_holiday

__all__ = ["BellsVersion", "PeriodOn", "SchoolDates", "load_dates"]


def load_dates(schools: Iterable[School], from_: dt.date, to: dt.date) -> dict[UUID, SchoolDates]:
    """The dates of each school from the first to the last date, by its id. Five queries."""
    schools = list(schools)
    calendars = _Calendars(schools, from_, to)
    bells = _load_bells(schools, to)
    return {
        school.pk: SchoolDates(
            school_id=school.pk,
            starts_on=from_,
            ends_on=to,
            status=school.status,
            opened_on=school.opened_on,
            closed_on=school.closed_on,
            terms=(terms := calendars.terms_of(school)),
            special_days=calendars.special_days_of(school, terms),
            bells=bells[school.pk],
            bank_holiday=bank_holiday,
        )
        for school in schools
    }


class _Calendars:
    """The calendars of these schools and of their councils, over the whole academic years touched."""

    def __init__(self, schools: list[School], from_: dt.date, to: dt.date) -> None:
        owners = Calendar.objects.filter(school__in=schools) | Calendar.objects.filter(
            council__in={school.council_id for school in schools}
        )
        self.by_owner: dict[Any, Any] = {owned.school_id or owned.council_id: owned.pk for owned in owners}
        self.first = dt.date(school_year(from_), 8, 1)
        self.last = dt.date(school_year(to) + 1, 8, 31)
        self.terms: dict[Any, list[TermSpan]] = self._load_terms()
        self.special_days: dict[Any, list[SpecialSpan]] = self._load_special_days()

    def terms_of(self, school: School) -> tuple[TermSpan, ...]:
        own = self.terms.get(self.by_owner.get(school.pk), [])
        years = {school_year(term.ends_on) for term in own}
        councils = self.terms.get(self.by_owner.get(school.council_id), [])
        borrowed = [term for term in councils if school_year(term.ends_on) not in years]
        return tuple(sorted([*own, *borrowed], key=lambda term: term.starts_on))

    def special_days_of(self, school: School, terms: tuple[TermSpan, ...]) -> tuple[SpecialSpan, ...]:
        own = self.special_days.get(self.by_owner.get(school.pk), [])
        councils_terms = set(self.terms.get(self.by_owner.get(school.council_id), [])) & set(terms)
        borrowed = [
            day
            for day in self.special_days.get(self.by_owner.get(school.council_id), [])
            if any(day.overlaps(term) for term in councils_terms)
        ]
        return tuple(sorted([*own, *borrowed], key=lambda day: (day.starts_on, day.kind)))

    def _load_terms(self) -> dict[UUID, list[TermSpan]]:
        found = defaultdict(list)
        for term in self._within(Term.objects):
            found[term.calendar_id].append(TermSpan(term.starts_on, term.ends_on, term.name, term.first_week))
        return found

    def _load_special_days(self) -> dict[UUID, list[SpecialSpan]]:
        found = defaultdict(list)
        for day in self._within(SpecialDay.objects):
            found[day.calendar_id].append(special_span(day))
        return found

    def _within(self, rows: Any) -> Any:
        return rows.filter(
            calendar__in=self.by_owner.values(), starts_on__lte=self.last, ends_on__gte=self.first
        ).order_by("starts_on")


def special_span(day: SpecialDay) -> SpecialSpan:
    """A row as the pure calendar knows it."""
    return SpecialSpan(day.starts_on, day.ends_on, day.kind, frozenset(day.year_groups), day.finish_minute, day.note)


def _load_bells(schools: list[School], to: dt.date) -> dict[UUID, tuple[BellsVersion, ...]]:
    versions = SchoolDay.objects.filter(school__in=schools, starts_on__lte=to).prefetch_related("periods")
    found: dict[UUID, list[BellsVersion]] = {school.pk: [] for school in schools}
    for version in versions.order_by("starts_on"):
        periods = sorted(
            (
                (p.weekday, p.week, PeriodOn(p.name, p.kind, p.start_minute, p.end_minute))
                for p in version.periods.all()
            ),
            key=lambda entry: (entry[0], entry[2].start_minute),
        )
        found[version.school_id].append(BellsVersion(version.starts_on, tuple(periods)))
    return {school_id: tuple(each) for school_id, each in found.items()}


def terms_that_count(owner: School | Council, from_: dt.date, to: dt.date) -> list[TermSpan]:
    """The terms of the school years touched: a school's own or its council's; a council's own."""
    if isinstance(owner, School):
        return list(_Calendars([owner], from_, to).terms_of(owner))
    return [
        TermSpan(term.starts_on, term.ends_on, term.name, term.first_week)
        for term in Term.objects.filter(calendar__council=owner)
    ]
