"""Minutes by road between schools. Except where somebody entered them, they are estimates."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from mhst.places.models import School, TravelTime

# Estimates, all of them: a school may correct any journey by a `TravelTime` row.
ROAD_FACTOR = 1.3  # roads are longer than the straight line
SPEED_KM_PER_HOUR = 35  # across a town at school hours
ROUNDED_UP_TO = 5
AT_LEAST = 5
WHEN_UNKNOWN = 20  # one of the two schools has no coordinates
LONGEST_JOURNEY = 180  # what anybody may enter


@dataclass(frozen=True)
class TravelMatrix:
    """Every journey among a set of schools."""

    places: dict[UUID, tuple[int | None, int | None]]
    entered: dict[tuple[UUID, UUID], int]

    def minutes(self, origin: UUID, destination: UUID) -> int:
        """By road, without parking and signing in. Raises: KeyError for a school that was not loaded."""
        here, there = self.places[origin], self.places[destination]
        if origin == destination:
            return 0
        for journey in ((origin, destination), (destination, origin)):
            if journey in self.entered:
                return self.entered[journey]
        return estimate(here, there)

    def is_estimate(self, origin: UUID, destination: UUID) -> bool:
        """Whether nobody has entered this journey, in either direction."""
        known = {(origin, destination), (destination, origin)} & self.entered.keys()
        return origin != destination and not known


def load_travel(school_ids: Iterable[UUID]) -> TravelMatrix:
    """The journeys among these schools. Two queries."""
    ids = set(school_ids)
    places = {
        pk: (easting, northing)
        for pk, easting, northing in School.objects.filter(pk__in=ids).values_list("pk", "easting", "northing")
    }
    among = TravelTime.objects.filter(Q(origin__in=ids) & Q(destination__in=ids))
    entered = {(o, d): minutes for o, d, minutes in among.values_list("origin", "destination", "minutes")}
    return TravelMatrix(places, entered)


def estimate(here: tuple[int | None, int | None], there: tuple[int | None, int | None]) -> int:
    """Minutes from the straight line between two points of the national grid, in metres."""
    if None in here or None in there:
        return WHEN_UNKNOWN
    kilometres = math.dist(here, there) / 1000 * ROAD_FACTOR  # type: ignore[arg-type]
    minutes = kilometres / SPEED_KM_PER_HOUR * 60
    return max(AT_LEAST, math.ceil(minutes / ROUNDED_UP_TO) * ROUNDED_UP_TO)
