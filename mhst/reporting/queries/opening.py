"""What anybody can look up of a team's online counselling: whom it is for, and when in the week it is open."""

from collections.abc import Iterable
from dataclasses import dataclass

from mhst.core.disclosure.dimensions import AGES, DAYS, SLOTS
from mhst.core.disclosure.within import ages_of
from mhst.places.models import Team
from mhst.reporting.dates import Period, part_of
from realtime.queries import uptake


@dataclass(frozen=True)
class Opening:
    """The ages, and the hours of the week, of those whom it may help."""

    ages: frozenset[str]
    slots: frozenset[str]


#: A team that has none helps nobody online.
NONE = Opening(frozenset(AGES), frozenset())


def of_team(team: Team, quarter: Period) -> Opening:
    """As it stands in the database now, and with the dates of that quarter on which it was open otherwise. One without
    any weekly hours, where people only write, may answer at any."""
    offered = uptake.offered(team.pk, quarter.first, quarter.last)
    if offered is None:
        return NONE
    slots = frozenset(_slots(offered.hours)) if offered.hours else frozenset(SLOTS)
    return Opening(ages_of(offered.youngest, offered.oldest), slots)


def _slots(hours: Iterable[uptake.Hours]) -> Iterable[str]:
    for weekday, opens, closes in hours:
        for hour in range(opens // 60, -(-closes // 60)):
            yield f"{DAYS[weekday]}_{part_of(hour)}"
