"""The journeys from one school to the others of its teams, as a page shows them."""

from dataclasses import dataclass

from mhst.core import clock
from mhst.core.permissions import Permission
from mhst.core.requests import Viewer
from mhst.places.models import School, TeamSchool
from mhst.places.queries.team_school import serving
from mhst.places.queries.travel import load_travel


@dataclass(frozen=True)
class Journey:
    """Minutes by road to another school, and whether anybody has entered them."""

    to: School
    minutes: int
    is_estimate: bool
    lacks_coordinates: bool


def journeys_from(school: School, viewer: Viewer) -> list[Journey]:
    """To every other open school that the same teams serve and `viewer` may see, the nearest first. Four queries."""
    today = clock.today()
    teams = serving(school, today).values("team")
    served = TeamSchool.objects.filter(team__in=teams, starts_on__lte=today).exclude(ends_on__lt=today)
    others = (
        School.objects.within(viewer.reach(Permission.SCHOOL_VIEW))
        .open()
        .filter(pk__in=served.values("school"))
        .exclude(pk=school.pk)
        .order_by("name")
    )
    found = list(others)
    matrix = load_travel([school.pk, *(other.pk for other in found)])
    journeys = [
        Journey(
            to=other,
            minutes=matrix.minutes(school.pk, other.pk),
            is_estimate=matrix.is_estimate(school.pk, other.pk),
            lacks_coordinates=None in (*matrix.places[school.pk], *matrix.places[other.pk]),
        )
        for other in found
    ]
    return sorted(journeys, key=lambda journey: (journey.minutes, journey.to.name))
