"""Cohorts: begun and changed."""

from collections.abc import Sequence

from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.places.models import School, Team
from school_link.models import Cohort, Rating
from school_link.queries import cohort as queries
from school_link.rules import workshop as rules


@action
def begin(*, team: Team, name: str, schools: Sequence[School], levels: Sequence[str], by: Actor) -> Cohort:
    """Raises: Refused."""
    rules.check_can_host(team, by)
    rules.check_name(name, queries.is_taken(team, name))
    cohort = Cohort.objects.create(team=team, name=name, levels=list(levels))
    cohort.schools.set(schools)
    return cohort


@action
def change(*, cohort: Cohort, name: str, schools: Sequence[School], levels: Sequence[str], by: Actor) -> None:
    """The number of levels stays once somebody has rated. Raises: Refused."""
    rules.check_can_host(cohort, by)
    rules.check_name(name, queries.is_taken(cohort.team, name, cohort))
    if len(levels) != cohort.highest and Rating.objects.filter(attendee__workshop__cohort=cohort).exists():
        raise Refused("Somebody has rated already: there must be as many levels as before.", field="levels")
    cohort.name, cohort.levels = name, list(levels)
    cohort.save()
    cohort.schools.set(schools)
