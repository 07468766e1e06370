"""Counting work with whole schools: the second function of a mental health support team. Nobody's name is near it."""

from collections.abc import Iterator
from uuid import UUID

from mhst.core.disclosure import Cell, Shape
from mhst.places.enums import TeamKind
from mhst.places.models import Team
from mhst.reporting.dates import Period
from mhst.reporting.queries import area
from mhst.reporting.queries.contact import Moments, month_name
from sessions_app.queries.uptake import held_by_head


def is_done(team: Team, quarter: Period) -> bool:
    """Whether a team has this function."""
    return team.kind == TeamKind.MHST


def as_cells(shape: Shape, team: Team, months: Moments) -> Iterator[tuple[UUID, Cell]]:
    """Every session of the team that was counted by head, as known when its month was counted; also at a school that
    another team serves, or none, by now."""
    for month, known_at in months.items():
        names = area.names(team, month.quarter)
        for one in held_by_head(team.pk, month.first, month.end, known_at):
            place, name = names.get(one.school_id, area.UNKNOWN), month_name(month.first)
            yield one.id, shape.cell(month=name, place=place, size=_size(one.came))


def _size(came: int) -> str:
    return "up_to_10_came" if came <= 10 else "11_to_30_came" if came <= 30 else "over_30_came"
