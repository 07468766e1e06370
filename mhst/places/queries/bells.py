"""The bells of a school, version by version, as pages show and edit them."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.places.enums import Weekday
from mhst.places.models import Period, School, SchoolDay


@dataclass(frozen=True)
class BellsShown:
    """One version: its periods by weekday, days that ring alike put together."""

    version: SchoolDay
    days: tuple[tuple[str, tuple[Period, ...]], ...]
    is_ringing: bool
    is_ahead: bool


def versions_of(school: School) -> list[BellsShown]:
    """The newest first. Two queries."""
    today = clock.today()
    rows = list(SchoolDay.objects.filter(school=school).prefetch_related("periods").order_by("-starts_on"))
    ringing = next((row.pk for row in rows if row.starts_on <= today), None)
    return [BellsShown(row, _days(row), row.pk == ringing, row.starts_on > today) for row in rows]


def get_version(id: UUID, school: School) -> SchoolDay:
    """Raises: NotFound."""
    found = SchoolDay.objects.filter(pk=id, school=school).select_related("school").first()
    if found is None:
        raise NotFound("We could not find those bells.")
    return found


def periods_to_edit(school: School, on: dt.date) -> list[Period]:
    """The periods that ring on a date, as a start for new ones."""
    version = SchoolDay.objects.filter(school=school, starts_on__lte=on).order_by("-starts_on").first()
    return list(version.periods.order_by("weekday", "start_minute", "week")) if version else []


def _days(version: SchoolDay) -> tuple[tuple[str, tuple[Period, ...]], ...]:
    """Monday to Friday, neighbours with the same bells as one: "Monday to Thursday", "Friday"."""
    groups: list[tuple[list[Weekday], tuple[Period, ...]]] = []
    periods = sorted(version.periods.all(), key=lambda period: (period.start_minute, period.week))
    for weekday in Weekday:
        todays = tuple(period for period in periods if period.weekday == weekday)
        if groups and _alike(groups[-1][1], todays):
            groups[-1][0].append(weekday)
        else:
            groups.append(([weekday], todays))
    return tuple((_named(weekdays), todays) for weekdays, todays in groups)


def _alike(one: tuple[Period, ...], other: tuple[Period, ...]) -> bool:
    def told(periods: tuple[Period, ...]) -> list[tuple[str, str, int, int, str]]:
        return [(p.name, p.kind, p.start_minute, p.end_minute, p.week) for p in periods]

    return told(one) == told(other)


def _named(weekdays: list[Weekday]) -> str:
    return weekdays[0].label if len(weekdays) == 1 else f"{weekdays[0].label} to {weekdays[-1].label}"
