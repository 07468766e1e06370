"""Whether schools were in term on a day."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from mhst.places.models import School
from mhst.places.queries.calendar import load_dates


def in_term(schools: Iterable[UUID], day: dt.date) -> dict[UUID, bool]:
    """By school. A number of queries that does not grow with them."""
    dates = load_dates(School.objects.filter(pk__in=set(schools)), day, day)
    return {school: found.term_on(day) is not None for school, found in dates.items()}
