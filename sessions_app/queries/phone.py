"""The number that letters and links say to ring."""

from mhst.places.models import Team
from mhst.settings.environment import environment


def number_of(team: Team) -> str:
    """The team's own; where it has none, the service's."""
    return team.phone or environment.service_phone
