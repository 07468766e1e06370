"""What is to be published now."""

import datetime as dt
from dataclasses import dataclass

from mhst.places.models import Team
from mhst.places.queries.bank_holidays import bank_holiday
from mhst.reporting.dates import Period, due_on, month_of, quarter_of
from mhst.reporting.queries import publication
from mhst.reporting.queries.commission import teams_paid_for


@dataclass(frozen=True)
class Due:
    team: Team
    period: Period


def due(today: dt.date) -> list[Due]:
    """The months of the last quarter, that quarter, and months of this one: of teams that somebody pays for on any day
    of that quarter. A quarter is made of its months: whoever begins to pay within it is no reason for half of one."""
    quarter = quarter_of(today).before
    months = [month_of(first) for first in (*quarter.starts, *quarter_of(today).starts)]
    periods = [*months[:3], quarter, *months[3:]]
    closed = [period for period in periods if due_on(period, bank_holiday) <= today]
    return [
        Due(team, period)
        for period in closed
        for team in teams_paid_for(period.quarter)
        if not publication.is_published(team.pk, period)
    ]
