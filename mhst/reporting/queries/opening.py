"""What anybody can look up of a team's online counselling: whom it is for, on which dates and when in the week it is
open, and when anybody was on shift, without whom it was shut."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mhst.core.disclosure.dimensions import AGES, DAYS, SLOTS
from mhst.core.disclosure.within import ages_of
from mhst.places.models import Team
from mhst.reporting.dates import Period, month_of, part_of
from realtime.queries import uptake


@dataclass(frozen=True)
class Opening:
    """The ages of those whom it may help, and in each month the hours of the week at which it may; and those of them at
    which somebody was on shift, of a service that has shifts."""

    ages: frozenset[str]
    slots: Mapping[str, frozenset[str]]
    staffed: Mapping[str, frozenset[str]] | None = None


#: A team that has none helps nobody online.
NONE = Opening(frozenset(AGES), {})


def of_team(team: Team, quarter: Period) -> Opening:
    """As it stands in the database now, with the dates of that quarter on which it was open otherwise, or closed. One
    without any weekly hours, where people only write, may answer at any."""
    offered = uptake.offered(team.pk, quarter.first, quarter.last)
    if offered is None:
        return NONE
    months = [str(Period(first, 1)) for first in quarter.starts]
    any_hour = dict.fromkeys(months, frozenset(SLOTS))
    slots = any_hour if offered.hours is None else _by_month(months, offered.hours)
    staffed = None if offered.staffed is None else _by_month(months, offered.staffed)
    return Opening(ages_of(offered.youngest, offered.oldest), slots, staffed)


def _by_month(months: list[str], hours: Iterable[uptake.Hours]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {month: set() for month in months}
    for on, opens, closes in hours:
        parts = {part_of(hour) for hour in range(opens // 60, -(-closes // 60))}
        found[str(month_of(on))] |= {f"{DAYS[on.weekday()]}_{part}" for part in parts}
    return {month: frozenset(slots) for month, slots in found.items()}
