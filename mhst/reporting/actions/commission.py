"""Who pays for which team, and when. This decides who reads which figures, so it is dated and recorded."""

import datetime as dt

from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from mhst.places.models import Organisation, Team
from mhst.reporting.models import Commission
from mhst.reporting.rules import commission as rules


@action
def begin(
    *, organisation: Organisation, team: Team, starts_on: dt.date, by: Actor, ends_on: dt.date | None = None
) -> Commission:
    """The organisation pays for the team from this day, and to the last one where that is known.

    Raises: Refused where it pays for the team in that time already, or the days are the wrong way round.
    """
    by.require(Permission.COMMISSION_KEEP)
    commission = Commission(organisation=organisation, team=team, starts_on=starts_on, ends_on=ends_on)
    return _kept(commission)


@action
def change(*, commission: Commission, starts_on: dt.date, ends_on: dt.date | None, by: Actor) -> Commission:
    """Other days: mostly a last one, when it is known; without one it goes on. Raises: Refused as for `begin`."""
    by.require(Permission.COMMISSION_KEEP)
    commission.starts_on, commission.ends_on = starts_on, ends_on
    return _kept(commission)


def _kept(commission: Commission) -> Commission:
    """One at a time for each team: two that overlap could not be told apart afterwards."""
    Team.objects.select_for_update(of=("self",), no_key=True).get(pk=commission.team_id)
    rules.check_days(commission)
    commission.save()
    return commission
