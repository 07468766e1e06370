"""Working out what may be published of a period: reads, computes, writes nothing."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mhst.core.disclosure import TOP, Cell, Design, Known, People, Protection, Release
from mhst.core.disclosure.declared import DIMENSIONS, Area, monthly, plan, quarterly
from mhst.core.disclosure.dimensions import ONCE_A_HELP
from mhst.core.disclosure.gate import Progress
from mhst.core.disclosure.protect import silent
from mhst.places.models import Team
from mhst.reporting.dates import Period
from mhst.reporting.models import Publication
from mhst.reporting.queries import apart, area, contact
from mhst.reporting.queries.apart import population_of


@dataclass(frozen=True)
class WorkedOut:
    """What may be published of a team and a period, of what was known at that moment."""

    team: Team
    period: Period
    edition: int
    counted_at: dt.datetime
    audited: list[Known]
    release: Release


def work_out(team: Team, period: Period, counted_at: dt.datetime, progress: Progress = silent) -> WorkedOut:
    """The first edition. A quarter counts each month as it was known when that was published. Raises: CannotTell."""
    return _work_out(team, period, counted_at, 1, progress)


def work_out_again(team: Team, quarter: Period, counted_at: dt.datetime, progress: Progress = silent) -> WorkedOut:
    """The next edition of a quarter: all its tables at once, with what came late. Raises: CannotTell."""
    editions = Publication.objects.filter(team=team, first=quarter.first, months=3).values_list("edition", flat=True)
    return _work_out(team, quarter, counted_at, max(editions, default=0) + 1, progress)


def _work_out(team: Team, period: Period, counted_at: dt.datetime, edition: int, progress: Progress) -> WorkedOut:
    where = Area(area.clusters(team, period.quarter), _months(period))
    people = People(where.shape, contact.as_cells(where.shape, _seen(team, period, counted_at, edition)))
    made = plan(where, _designs(where, period, edition))
    audited = already(team, period)
    of_people = [figure for figure in audited if population_of(figure) is None]
    release = Protection(
        made, people, period=str(period), edition=edition, already=of_people, progress=progress
    ).release()  # fmt: skip
    moments = _moments(team, period, counted_at, edition)
    for population in apart.ALL:
        if population.is_counted(team, period.quarter):
            before = [figure for figure in audited if population.has(figure)]
            release = release.beside(apart.released(population, where, team, moments, period, edition, before))
    return WorkedOut(team, period, edition, counted_at, audited, release)


def _months(period: Period) -> tuple[str, ...]:
    """The months of the quarter that have closed with the period."""
    return tuple(contact.month_name(first) for first in period.quarter.starts if first < period.end)


def _designs(where: Area, period: Period, edition: int) -> tuple[Design, ...]:
    if not period.is_quarter:
        return monthly(where, where.months[-1:])
    return quarterly(where) if edition == 1 else (*monthly(where, where.months), *quarterly(where))


def _seen(team: Team, period: Period, counted_at: dt.datetime, edition: int) -> Iterator[contact.Seen]:
    """Month by month as each was known when it was published; a revision knows all of them now."""
    for month, known_at in _moments(team, period, counted_at, edition).items():
        yield from contact.seen(team, month, known_at)


def _moments(team: Team, period: Period, counted_at: dt.datetime, edition: int) -> contact.Moments:
    closed = [Period(first, 1) for first in period.quarter.starts if first < period.end]
    return {month: (edition == 1 and _counted_at(team, month)) or counted_at for month in closed}


def _counted_at(team: Team, month: Period) -> dt.datetime | None:
    published = Publication.objects.filter(team=team, first=month.first, months=1, edition=1).first()
    return published.counted_at if published else None


def already(team: Team, period: Period) -> list[Known]:
    """Everything published of the people of that quarter so far."""
    quarter = period.quarter
    rows = Publication.objects.filter(team=team, first__gte=quarter.first, first__lt=quarter.end)
    figures = (
        _known(Known(tuple(cell), least, most, edition, tuple(tables)))
        for row in rows.order_by("created_at")
        for cell, least, most, edition, tables in row.known
    )
    return [figure for figure in figures if not figure.is_of_nobody(ONCE_A_HELP)]


def _known(figure: Known) -> Known:
    """What was published before there were so many dimensions was of everybody in the others."""
    population = population_of(figure)
    dimensions = population.dimensions if population else DIMENSIONS
    cell: Cell = (*figure.cell, *[TOP] * (len(dimensions) - len(figure.cell)))
    return replace(figure, cell=cell)
