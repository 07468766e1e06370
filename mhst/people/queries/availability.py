"""When practitioners could hold a session, as far as their own week says; what is booked is not asked here."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q, prefetch_related_objects

from mhst.people.enums import FixedKind
from mhst.people.models import Absence, FixedTime, Practitioner, SchoolDayAgreed, WorkingHours
from mhst.people.models.practitioner import WeeklyMinutes

#: Minutes after midnight, from and to.
Stretch = tuple[int, int]

_BUSY = {
    FixedKind.UNIVERSITY: "is at university",
    FixedKind.SUPERVISION: "is in supervision",
    FixedKind.TRIAGE: "is in the triage meeting",
    FixedKind.TEAM_MEETING: "is in the team meeting",
    FixedKind.ADMIN: "has protected time for records",
    FixedKind.LUNCH: "has lunch",
}


@dataclass(frozen=True)
class Availability:
    """One practitioner's own constraints between two dates."""

    practitioner: Practitioner
    hours: list[WorkingHours] = field(default_factory=list)
    fixed: list[FixedTime] = field(default_factory=list)
    agreed: list[SchoolDayAgreed] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)

    def why_not(self, date: dt.date, start: int, end: int) -> str | None:
        """A sentence saying what stands in the way of a session then, or None when nothing does."""
        if not self.practitioner.is_working:
            return f"{self.practitioner} is not working at present."
        if self.is_away(date):
            return f"{self.practitioner} is away that day."
        if not any(first <= start and end <= last for first, last in self.working(date)):
            return f"{self.practitioner} does not work then."
        busy = next(
            (time for time in _on(date, self.fixed) if time.start_minute < end and start < time.end_minute), None
        )
        return busy and f"{self.practitioner} {_BUSY[FixedKind(busy.kind)]} then."

    def is_away(self, date: dt.date) -> bool:
        return any(away.starts_on <= date <= away.ends_on for away in self.absences)

    def fixed_on(self, date: dt.date) -> list[FixedTime]:
        """Supervision, university and the like on that date."""
        return _on(date, self.fixed)

    def agreed_on(self, date: dt.date) -> list[SchoolDayAgreed]:
        """The stretches agreed with schools on that date; each has its school at hand."""
        return _on(date, self.agreed)

    def working(self, date: dt.date) -> list[Stretch]:
        """The working hours of that date, those that touch made one; absences and fixed times not taken off."""
        return _joined((part.start_minute, part.end_minute) for part in _on(date, self.hours))

    def agreed_at(self, school_id: UUID, date: dt.date) -> list[Stretch]:
        """When on that date the practitioner has agreed to be at that school."""
        there = (day for day in _on(date, self.agreed) if day.school_id == school_id)
        return _joined((part.start_minute, part.end_minute) for part in there)


def between(practitioners: Iterable[Practitioner], from_: dt.date, to: dt.date) -> dict[UUID, Availability]:
    """The availability of each, by id, valid for the dates from one to the other. Five queries at most."""
    people = list(practitioners)
    prefetch_related_objects(people, "user")
    ids = [person.pk for person in people]
    in_force = (Q(starts_on__isnull=True) | Q(starts_on__lte=to)) & (Q(ends_on__isnull=True) | Q(ends_on__gte=from_))
    hours = _of(WorkingHours.objects.filter(in_force, practitioner__in=ids))
    fixed = _of(FixedTime.objects.filter(in_force, practitioner__in=ids))
    agreed = _of(SchoolDayAgreed.objects.filter(in_force, practitioner__in=ids).select_related("school"))
    absences = _of(Absence.objects.filter(in_force, practitioner__in=ids))
    return {
        person.pk: Availability(person, hours[person.pk], fixed[person.pk], agreed[person.pk], absences[person.pk])
        for person in people
    }


def _of(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.practitioner_id].append(row)
    return found


def _on(date: dt.date, parts: Iterable[Any]) -> list[Any]:
    return [part for part in parts if part.weekday == date.weekday() and _in_force(part, date)]


def _in_force(part: WeeklyMinutes, date: dt.date) -> bool:
    return (part.starts_on is None or part.starts_on <= date) and (part.ends_on is None or date <= part.ends_on)


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
