"""Who keeps a team's duty list, and what can stand in it."""

import datetime as dt

from mhst.access.models import User
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.places.models import Team
from sessions_app.queries import duty as queries

#: Shorter nobody can answer in; longer is no answer to a concern.
SHORTEST, LONGEST = 5, 480


def check_can_keep(team: Team, by: Actor) -> None:
    """Raises: Refused."""
    by.require(Permission.CONCERN_CLOSE, team)


def check_turn(team: Team, user: User, starts_on: dt.date, ends_on: dt.date) -> None:
    """Raises: Refused."""
    if user not in queries.colleagues(team):
        raise Refused(f"{user.name} does not work in {team}. Choose a colleague.", code="user", field="user")
    if ends_on < starts_on:
        raise Refused("The last day is before the first. Choose a later one.", code="days", field="ends_on")
    if ends_on < clock.today():
        raise Refused("These days are over. Choose today or later.", code="past", field="ends_on")


def check_minutes(minutes: dict[str, int | None]) -> None:
    """Raises: Refused for what is no time to answer in."""
    for name, wanted in minutes.items():
        if wanted is not None and not SHORTEST <= wanted <= LONGEST:
            raise Refused(f"Choose from {SHORTEST} to {LONGEST} minutes.", code="minutes", field=name)
