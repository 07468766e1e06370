"""Where a team works: its schools by cluster, as figures by place are laid out."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mhst.core.prepared import Prepared
from mhst.places.models import Team, TeamSchool
from mhst.reporting.dates import Period

#: Schools that are in no cluster stand together as one.
ELSEWHERE = "Other schools"
#: Who came without saying from which school, as online.
NO_SCHOOL, UNKNOWN = "No school", "No school known"


def clusters(team: Team, period: Period) -> dict[str, tuple[str, ...]]:
    """The schools it served in that quarter, by the name of their cluster."""
    found: dict[str, list[str]] = defaultdict(list)
    for cluster, school in _served(team, period.first, period.last):
        found[cluster].append(school)
    return {name: tuple(sorted(schools)) for name, schools in sorted(found.items())} | {NO_SCHOOL: (UNKNOWN,)}


def names(team: Team, period: Period) -> dict[object, str]:
    """By the id of each school the name under which it is published."""
    rows = _rows(team, period.first, period.last)
    return {None: UNKNOWN, **{row.school_id: _name(row) for row in rows}}


@dataclass(frozen=True)
class Population:
    """How many pupils are on the rolls of so many schools, which anybody can look up."""

    pupils: int
    schools: int

    def reached(self, people: int | None) -> float | None:
        """Per cent of them, from a published figure."""
        return None if people is None else round(100 * people / self.pupils, 1)


def population(team: Team, period: Period) -> Population | None:
    """Of the schools it served in that quarter; None where no school says how many it has."""
    known = [pupils for _, pupils in _rolls(team.pk, period.first, period.last) if pupils]
    return Population(sum(known), len(known)) if known else None


def _between(team: Any, first: dt.date, last: dt.date) -> Any:
    return TeamSchool.objects.filter(team=team, starts_on__lte=last).exclude(ends_on__lt=first)


_rolls: Prepared[tuple[UUID, int | None]] = Prepared(
    lambda team, first, last: _between(team, first, last).order_by().values_list("school", "school__pupils").distinct()
)


def _served(team: Team, first: dt.date, last: dt.date) -> list[tuple[str, str]]:
    by_school = {row.school_id: row for row in _rows(team, first, last)}  # the latest cluster it was in
    return [(row.cluster.name if row.cluster else ELSEWHERE, _name(row)) for row in by_school.values()]


def _rows(team: Team, first: dt.date, last: dt.date) -> list[TeamSchool]:
    return list(_between(team, first, last).select_related("school", "cluster").order_by("starts_on", "school__name"))


def _name(row: TeamSchool) -> str:
    """A school's name with its site, which together occur once; a cluster can never be called so."""
    return f"{row.school.name} ({row.school.urn}{row.school.site})"


def teams_commissioned() -> list[Team]:
    """Those that somebody pays for."""
    return list(Team.objects.filter(commissions__isnull=False).distinct().order_by("name"))
