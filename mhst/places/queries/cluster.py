"""The clusters of a team, each with its schools of today, and whether anything ever was in it."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.places.models import Cluster, Team


def of_team(team: Team) -> Any:
    """By name."""
    today = clock.today()
    now = Q(team_schools__starts_on__lte=today) & (
        Q(team_schools__ends_on__isnull=True) | Q(team_schools__ends_on__gte=today)
    )
    rows = Cluster.objects.filter(team=team).select_related("team").order_by("name")
    return rows.annotate(schools_now=Count("team_schools", filter=now), uses=Count("team_schools"))


def get_of_team(id: UUID, team: Team) -> Cluster:
    """Raises: NotFound."""
    found: Cluster | None = of_team(team).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that cluster.")
    return found
