"""When the present term began at schools and for teams. A team's is the latest of the schools it serves."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from mhst.core import clock
from mhst.places.models import School, TeamSchool
from mhst.places.queries.calendar import load_dates

#: Longer than any holiday: in August the summer term is still the last that began.
BACK = dt.timedelta(days=200)
#: So long after a term has begun nobody is told yet: the first weeks are for looking through.
GRACE = dt.timedelta(weeks=2)


def is_due(done_on: dt.date, term_began: dt.date | None) -> bool:
    """Whether it was last done before this term."""
    return term_began is not None and done_on < term_began


def is_overdue(done_on: dt.date, term_began: dt.date | None, today: dt.date) -> bool:
    """Whether it was not done in this term, whose first weeks are over."""
    return term_began is not None and is_due(done_on, term_began) and today >= term_began + GRACE


def began_at(schools: Iterable[School]) -> dict[UUID, dt.date]:
    """By school, the first day of the term that is on, or of the last one. The same few queries for all."""
    schools, today = list(schools), clock.today()
    if not schools:
        return {}
    dates = load_dates(schools, today - BACK, today)
    begun = {id: [t.starts_on for t in each.terms if t.starts_on <= today] for id, each in dates.items()}
    return {id: max(starts) for id, starts in begun.items() if starts}


def began_for(teams: Iterable[UUID]) -> dict[UUID, dt.date]:
    """The same by team."""
    today = clock.today()
    still = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    rows = TeamSchool.objects.filter(still, team__in=list(teams), starts_on__lte=today).select_related("school")
    served = list(rows)
    begun = began_at({row.school for row in served})
    found: dict[UUID, dt.date] = {}
    for row in served:
        if row.school_id in begun:
            found[row.team_id] = max(begun[row.school_id], found.get(row.team_id, dt.date.min))
    return found
