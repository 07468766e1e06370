"""Working out what may be published of a period: reads, computes, writes nothing."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from mhst.core.disclosure import TOP, Beside, Cell, Design, Known, People, Protection, Release, Shape
from mhst.core.disclosure.declared import DIMENSIONS, Area, monthly, plan, quarterly
from mhst.core.disclosure.dimensions import ONCE_A_HELP
from mhst.core.disclosure.gate import Progress
from mhst.core.disclosure.protect import silent
from mhst.places.models import Team
from mhst.reporting.dates import Period
from mhst.reporting.models import Publication
from mhst.reporting.queries import apart, area, contact, ending, opening
from mhst.reporting.queries.apart import population_of


@dataclass(frozen=True)
class WorkedOut:
    """What may be published of a team and a period, of what was known at that moment."""

    team: Team
    period: Period
    edition: int
    counted_at: dt.datetime
    places: list[area.Place]
    audited: "Around"
    release: Release

    @property
    def changed(self) -> list[str]:
        """Tables that show another figure than the edition before did. What is told no more does not count: an edition
        that shows nothing else would tell that whatever changed is in what it leaves out."""
        before = {
            (figure.cell, table): (figure.least, figure.most)
            for figure in self.audited.now if figure.edition == self.edition - 1
            for table in figure.tables
        }  # fmt: skip
        told = ((figure, table) for figure in self.release.known for table in figure.tables)
        as_now = ((table, (figure.cell, table), (figure.least, figure.most)) for figure, table in told)
        return sorted({table for table, where, span in as_now if before.get(where, span) != span})


@dataclass(frozen=True)
class Around:
    """Everything published of the people of a quarter, and of those of each other quarter."""

    now: list[Known]
    others: dict[Period, list[Known]]

    def of(self, population: apart.Population | None) -> "Around":
        """What of it is of one population."""
        others = {quarter: _of(population, known) for quarter, known in self.others.items()}
        return Around(_of(population, self.now), {quarter: known for quarter, known in others.items() if known})


def _of(population: apart.Population | None, known: list[Known]) -> list[Known]:
    return [figure for figure in known if population_of(figure) is population]


def work_out(team: Team, period: Period, counted_at: dt.datetime, progress: Progress = silent) -> WorkedOut:
    """The first edition. A quarter counts each month as it was known when that was published. Raises: CannotTell."""
    return _work_out(team, period, counted_at, 1, progress)


def work_out_again(team: Team, quarter: Period, counted_at: dt.datetime, progress: Progress = silent) -> WorkedOut:
    """The next edition of a quarter: all its tables at once, with what came late. Raises: CannotTell."""
    editions = Publication.objects.filter(team=team, first=quarter.first, months=3).values_list("edition", flat=True)
    return _work_out(team, quarter, counted_at, max(editions, default=0) + 1, progress)


def _work_out(team: Team, period: Period, counted_at: dt.datetime, edition: int, progress: Progress) -> WorkedOut:
    places = area.places(team, period.quarter)
    moments = _moments(team, period, counted_at, edition)
    where = _area(team, places, period.quarter, _names(moments))
    people = _people(where.shape, team, period, counted_at, moments)
    made = plan(where, _designs(where, period, edition))
    audited = around(team, period)
    known = audited.of(None)
    release = Protection(
        made, people, period=str(period), edition=edition, already=known.now,
        beside=_beside(team, period, where.months, known, lambda there: there.shape), progress=progress,
        whose=str(team.pk),
    ).release()  # fmt: skip
    for population in apart.ALL:
        if population.is_counted(team, period.quarter):
            known = audited.of(population)
            beside = _beside(team, period, where.months, known, population.shape)
            release = release.beside(
                apart.released(population, where, team, moments, period, edition, known.now, beside)
            )
    return WorkedOut(team, period, edition, counted_at, places, audited, release)


def _area(team: Team, places: list[area.Place], quarter: Period, months: tuple[str, ...]) -> Area:
    """With all that anybody can look up."""
    return area.area(places, months, opening.of_team(team, quarter), area.dates(places, quarter))


def _beside(
    team: Team, period: Period, closed: Sequence[str], known: Around, shape_of: Callable[[Area], Shape]
) -> list[Beside]:
    """All other quarters, as far as they were published: figures of any two can be held against each other."""
    has_closed = len(closed) == len(period.quarter.starts)
    return [
        _as_published(team, quarter, figures, shape_of, has_closed=has_closed)
        for quarter, figures in known.others.items()
    ]


def _as_published(
    team: Team, quarter: Period, known: list[Known], shape_of: Callable[[Area], Shape], *, has_closed: bool
) -> Beside:
    """Another quarter. A cell that it has no more is held against none."""
    months = tuple(contact.month_name(first) for first in quarter.starts)
    shape = shape_of(_area(team, area.places(team, quarter), quarter, months))
    return Beside(shape, tuple(figure for figure in known if figure.cell in shape.cells), str(quarter), has_closed)


def _names(moments: contact.Moments) -> tuple[str, ...]:
    return tuple(contact.month_name(month.first) for month in moments)


def _designs(where: Area, period: Period, edition: int) -> tuple[Design, ...]:
    if not period.is_quarter:
        return monthly(where, (contact.month_name(period.first),))
    return quarterly(where) if edition == 1 else (*monthly(where, where.months), *quarterly(where))


def _people(shape: Shape, team: Team, period: Period, counted_at: dt.datetime, moments: contact.Moments) -> People:
    """Those seen, month by month, and of a quarter those whose support ended in it."""
    ended = ending.endings(team, period, counted_at) if period.is_quarter else []
    seen = (one for month, known_at in moments.items() for one in contact.seen(team, month, known_at, counted_at))
    return People(shape, chain(contact.as_cells(shape, seen, ending.changes(ended)), ending.as_cells(shape, ended)))


def _moments(team: Team, period: Period, counted_at: dt.datetime, edition: int) -> contact.Moments:
    """As of when each month is counted: as it was known when it was published; a revision knows all of them now.

    They are those that have closed with the period, and any after it whose figures are out already: of the same people,
    and the gate asks about all of them together.
    """
    months = [Period(first, 1) for first in period.quarter.starts]
    rows = Publication.objects.filter(team=team, months=1, edition=1, first__in=[month.first for month in months])
    out = dict(rows.values_list("first", "counted_at"))
    last = max([month.first for month in months if month.first < period.end] + list(out))
    closed = [month for month in months if month.first <= last]
    return {month: (edition == 1 and out.get(month.first)) or counted_at for month in closed}


def around(team: Team, period: Period) -> Around:
    """Everything published of the people of that quarter so far, and of the others. One query."""
    published: dict[Period, list[Known]] = {period.quarter: []}
    rows = Publication.objects.filter(team=team).order_by("first", "created_at").values_list("first", "known")
    for first, kept in rows:
        figures = (
            _known(Known(tuple(cell), least, most, edition, tuple(at))) for cell, least, most, edition, at in kept
        )
        of = published.setdefault(Period(first, 1).quarter, [])
        of += [figure for figure in figures if not figure.is_of_nobody(ONCE_A_HELP)]
    return Around(published.pop(period.quarter), published)


def _known(figure: Known) -> Known:
    """What was published before there were so many dimensions was of everybody in the others."""
    population = population_of(figure)
    dimensions = population.dimensions if population else DIMENSIONS
    cell: Cell = (*figure.cell, *[TOP] * (len(dimensions) - len(figure.cell)))
    return replace(figure, cell=cell)
