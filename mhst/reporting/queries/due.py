"""What is to be published now."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from mhst.places.models import Team
from mhst.places.queries.bank_holidays import bank_holiday
from mhst.reporting.dates import Period, due_on, local, month_of, quarter_of
from mhst.reporting.queries import publication
from mhst.reporting.queries.commission import teams_paid_for

#: So many quarters back is caught up with, where no worker ran: two years.
AT_MOST = 8


@dataclass(frozen=True)
class Due:
    team: Team
    period: Period


def due(today: dt.date) -> list[Due]:
    """Months and quarters that have closed and are not out, the oldest first and months before their quarter: of teams
    that somebody pays for on any day of that quarter. A quarter is made of its months: whoever begins to pay within it
    is no reason for half of one.

    Of quarters before the last one only what a worker left out: who pays must have been written down when they were
    due. To write down today who paid years ago is no reason to publish those years at once.
    """
    this, out = quarter_of(today), publication.periods_out()
    found = []
    for quarter in (*_before(this), this):
        known_by = None if quarter >= this.before else due_on(quarter, bank_holiday)
        teams = [team for team in teams_paid_for(quarter, known_by) if _since(team, this, out[team.pk]) <= quarter]
        closed = [each for each in (*map(month_of, quarter.starts), quarter) if due_on(each, bank_holiday) <= today]
        found += [Due(team, each) for each in closed for team in teams if each not in out[team.pk]]
    return found


def _before(this: Period) -> list[Period]:
    quarters = [this]
    for _ in range(AT_MOST):
        quarters.append(quarters[-1].before)
    return quarters[:0:-1]


def _since(team: Team, this: Period, out: Collection[Period]) -> Period:
    """The first quarter that figures of a team are made of: the first of which any are out, or that in which the team
    was added here; the last one in any case.

    All of that is public. Were it the first in which somebody was seen, one of which everything is small would tell
    that there was somebody.
    """
    return min(this.before, quarter_of(local(team.created_at).date()), *(period.quarter for period in out))
