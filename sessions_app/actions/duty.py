"""The duty list of a team, and how long each has to answer its concerns."""

import datetime as dt

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.places.models import Team
from sessions_app.models import AnswerTimes, DutyTurn
from sessions_app.rules import duty as rules


@action
def add_turn(*, team: Team, user: User, starts_on: dt.date, ends_on: dt.date, by: Actor) -> DutyTurn:
    """Somebody is told first of the team's concerns on these days. Raises: Refused."""
    rules.check_can_keep(team, by)
    rules.check_turn(team, user, starts_on, ends_on)
    return DutyTurn.objects.create(team=team, user=user, starts_on=starts_on, ends_on=ends_on)


@action
def remove_turn(*, turn: DutyTurn, by: Actor) -> None:
    rules.check_can_keep(turn.team, by)
    turn.delete()


@action
def set_times(*, team: Team, minutes: dict[str, int | None], by: Actor) -> AnswerTimes:
    """The team's own times; none for the service's. Those who were told already keep theirs. Raises: Refused."""
    rules.check_can_keep(team, by)
    rules.check_minutes(minutes)
    times = AnswerTimes.objects.filter(team=team).first() or AnswerTimes(team=team)
    for name, wanted in minutes.items():
        setattr(times, name, wanted)
    times.save()
    return times
