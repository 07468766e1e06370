"""Counting what schools asked specialists: the third function of a mental health support team, for the team that serves
the school. Read from what never changes once it was sent, so a month stays what it was; nobody's name is near it.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from mhst.core import clock
from mhst.core.disclosure import Cell, Shape
from mhst.places.enums import TeamKind
from mhst.places.models import Team, TeamSchool
from mhst.reporting.dates import Period, local
from mhst.reporting.queries import area
from mhst.reporting.queries.contact import Moments, month_name
from school_link.queries import uptake

STAYED = frozenset({"in_school", "not_needed"})


def can_be_asked(team: Team, quarter: Period) -> bool:
    """Whether specialists answer any school that this team serves: only then is there anything to count."""
    return team.kind == TeamKind.MHST and uptake.have_a_desk(
        id for id in area.names(team, quarter) if isinstance(id, UUID)
    )


def as_cells(shape: Shape, team: Team, months: Moments) -> Iterator[tuple[UUID, Cell]]:
    """Everything asked in these months by the schools that count for this team, each in its finest cell."""
    first, last = min(months), max(months)
    names = _counted_here(team, first.quarter)
    for one in uptake.asked(list(names), _starts(first.first), min(_starts(last.end), max(months.values()))):
        yield one.id, shape.cell(
            month=month_name(local(one.sent_at).date().replace(day=1)), place=names[one.school_id], theme=one.theme,
            answer="answered_in_time" if one.is_in_time else "answered_later", outcome=_outcome(one),
            talk=_talk(one.live_minutes),
        )  # fmt: skip


def _outcome(one: uptake.Asked) -> str:
    if not one.is_agreed:
        return "without_advice"
    if not one.happened:
        return "not_told"
    return "stayed_in_school" if one.happened in STAYED else "went_on"


def _talk(minutes: int) -> str:
    if not minutes:
        return "no_live_talk"
    return "up_to_15_minutes" if minutes <= 15 else "15_to_30_minutes" if minutes <= 30 else "over_30_minutes"


def _counted_here(team: Team, quarter: Period) -> dict[Any, str]:
    """A school that two teams serve counts for the one that came first: nothing is published twice."""
    rows = TeamSchool.objects.filter(team__kind=TeamKind.MHST, starts_on__lte=quarter.last)
    rows = rows.exclude(ends_on__lt=quarter.first).order_by("-starts_on", "-pk")
    first = dict(rows.values_list("school", "team"))  # the last one of a school wins, which is the earliest
    return {id: name for id, name in area.names(team, quarter).items() if first.get(id) == team.pk}


def _starts(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=clock.LONDON)
