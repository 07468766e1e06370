"""From when to when an organisation may be said to pay for a team."""

import datetime as dt

from mhst.core.errors import Refused
from mhst.places.words import date_in_words
from mhst.reporting.models import Commission


def check_days(commission: Commission) -> None:
    """Raises: Refused when the last is before the first, or the organisation pays for the team in that time already."""
    starts_on, ends_on = commission.starts_on, commission.ends_on
    if ends_on is not None and ends_on < starts_on:
        raise Refused("The last day cannot be before the first.", code="commission-days", field="ends_on")
    others = Commission.objects.filter(organisation=commission.organisation_id, team=commission.team_id)
    other = others.exclude(pk=commission.pk).running(starts_on, ends_on or dt.date.max).first()
    if other:
        until = f" until {date_in_words(other.ends_on)}" if other.ends_on else ""
        raise Refused(
            f"{commission.organisation} pays for {commission.team} from {date_in_words(other.starts_on)}{until}. "
            "Change the days of that instead.",
            code="commission-twice",
            field="starts_on",
        )
