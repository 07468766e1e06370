"""Whom a team could reach: pupils of the schools that it serves or, online, of all that its payers pay for and that
take young people of its ages."""

from typing import Any

from mhst.core.prepared import Prepared
from mhst.places.enums import TeamKind
from mhst.places.models import Team, TeamSchool
from mhst.reporting.dates import Period
from mhst.reporting.models import Commission
from mhst.reporting.queries import area
from mhst.reporting.queries.area import ROLL, Population, Roll, population_of
from realtime.queries import uptake


def _paid_for_beside(team: Any, first: Any, last: Any) -> Any:
    """The teams of everybody who pays for this one, each as far as it is paid for in the period."""
    running = Commission.objects.running(first, last)
    return running.filter(organisation__in=running.filter(team=team).values("organisation")).values("team")


#: A school that nobody stays at beyond the age that its service is for is none of those it could reach.
_around: Prepared[Roll] = Prepared(
    lambda team, first, last: (
        TeamSchool.objects.filter(
            team__in=_paid_for_beside(team, first, last),
            starts_on__lte=last,
            school__high_age__gt=uptake.youngest(team),
        )
        .exclude(ends_on__lt=first)
        .order_by()
        .values_list(*ROLL)
        .distinct()
    )
)


def population(team: Team, period: Period) -> Population | None:
    """One query. None where no school says how many it has."""
    if team.kind != TeamKind.COUNSELLING:
        return area.population(team, period)
    return population_of(_around(team.pk, period.first, period.last))
