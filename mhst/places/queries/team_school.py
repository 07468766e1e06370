"""Which team serves which school, and when."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from mhst.core.errors import NotFound
from mhst.places.models import Cluster, School, Team, TeamSchool


@dataclass(frozen=True)
class Served:
    """From when to when teams serve schools; the last day, that day included, is none as long as nobody knows it."""

    spans: Mapping[tuple[UUID, UUID], list[tuple[dt.date, dt.date | None]]]

    def has_stopped(self, team: UUID, school: UUID, on: dt.date) -> bool:
        """Whether the team served this school before that day, and does not on it. One that never did has not."""
        spans = self.spans.get((team, school), [])
        begun = [(first, last) for first, last in spans if first <= on]
        return bool(begun) and not any(last is None or last >= on for _, last in begun)


def served_of(schools: Iterable[UUID]) -> Served:
    """Of these schools, by whatever team. One query."""
    return served_by(TeamSchool.objects.filter(school__in=list(schools)))


def served_by(rows: Iterable[TeamSchool]) -> Served:
    """As these say."""
    spans: dict[tuple[UUID, UUID], list[tuple[dt.date, dt.date | None]]] = {}
    for one in rows:
        spans.setdefault((one.team_id, one.school_id), []).append((one.starts_on, one.ends_on))
    return Served(spans)


def serving(school: School, on: dt.date) -> Any:
    """The teams that serve this school on a date."""
    return TeamSchool.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), school=school, starts_on__lte=on
    ).select_related("team", "cluster")


def of_school(school: School) -> Any:
    """All teams that serve, have served or will serve it; the latest first."""
    return TeamSchool.objects.filter(school=school).select_related("team", "cluster").order_by("-starts_on")


def clusters_of(teams: Iterable[Team]) -> list[Cluster]:
    """The clusters of these teams."""
    return list(Cluster.objects.filter(team__in=teams).select_related("team").order_by("team__name", "name"))


def get_of_school(served_id: Any, school: School) -> TeamSchool:
    """Raises: NotFound."""
    found = of_school(school).filter(pk=served_id).first()
    if found is None:
        raise NotFound
    return found
