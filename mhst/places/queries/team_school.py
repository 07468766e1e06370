"""Which team serves which school, and when."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from mhst.core.errors import NotFound
from mhst.places.models import Cluster, School, Team, TeamSchool


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
