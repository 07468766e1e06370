"""What is counted beside young people, each a population of its own: it shares nobody with them nor with another."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mhst.core.disclosure import Beside, Cell, Design, Known, People, Plan, Protection, Release, Shape
from mhst.core.disclosure import declared_consultations as asked
from mhst.core.disclosure import declared_whole_school as together
from mhst.core.disclosure.declared import Area
from mhst.places.models import Team
from mhst.reporting.dates import Period
from mhst.reporting.queries import area, consultation, whole_school
from mhst.reporting.queries.contact import Moments, month_name


@dataclass(frozen=True)
class Population:
    """Its declared tables, for which teams it is counted, and how."""

    keys: frozenset[str]
    dimensions: tuple[str, ...]
    monthly: Callable[[Sequence[str]], tuple[Design, ...]]
    quarterly: Callable[[Area], tuple[Design, ...]]
    plan: Callable[[Area, Sequence[Design]], Plan]
    is_counted: Callable[[Team, Period], bool]
    as_cells: Callable[[Shape, Team, Moments], Iterator[tuple[UUID, Cell]]]
    #: Whether it may be counted at a school that the team serves no longer: among all, and in no table by place.
    elsewhere: bool = False

    def has(self, figure: Known) -> bool:
        """Whether a published figure is of it."""
        return not self.keys.isdisjoint(figure.tables)

    def shape(self, where: Area) -> Shape:
        return self.plan(self._laid_out(where), ()).shape

    def planned(self, where: Area, period: Period, edition: int) -> Plan:
        """Its tables of a period."""
        return self.plan(self._laid_out(where), self._designs(_of_schools(where), period, edition))

    def _laid_out(self, where: Area) -> Area:
        return _with_others(where) if self.elsewhere else _of_schools(where)

    def _designs(self, where: Area, period: Period, edition: int) -> tuple[Design, ...]:
        if not period.is_quarter:
            return self.monthly((month_name(period.first),))
        return (*(self.monthly(where.months) if edition > 1 else ()), *self.quarterly(where))


CONSULTATIONS = Population(
    asked.KEYS, asked.DIMENSIONS, asked.monthly, asked.quarterly, asked.plan, consultation.can_be_asked,
    consultation.as_cells,
)  # fmt: skip
WHOLE_SCHOOL = Population(
    together.KEYS, together.DIMENSIONS, together.monthly, together.quarterly, together.plan, whole_school.is_done,
    whole_school.as_cells, elsewhere=True,
)  # fmt: skip
ALL = (CONSULTATIONS, WHOLE_SCHOOL)


def population_of(figure: Known) -> Population | None:
    """None: young people."""
    return next((each for each in ALL if each.has(figure)), None)


def released(
    population: Population, where: Area, team: Team, moments: Moments, period: Period, edition: int,
    already: Iterable[Known], beside: Iterable[Beside],
) -> Release:  # fmt: skip
    """Its tables of a period; each is of a school. Raises: CannotTell."""
    made = population.planned(where, period, edition)
    people: Any = People(made.shape, population.as_cells(made.shape, team, moments))
    return Protection(
        made, people, period=str(period), edition=edition, already=already, beside=beside, whose=str(team.pk)
    ).release()  # fmt: skip


def _of_schools(where: Area) -> Area:
    schools = {name: inside for name, inside in where.clusters.items() if name != area.NO_SCHOOL}
    return Area(schools, where.months, open_in=where.open_in)


def _with_others(where: Area) -> Area:
    """Others are supposed to have none, as far as figures let anybody suppose it."""
    none = dict.fromkeys(where.clusters[area.NO_SCHOOL], frozenset[str]())
    return Area(where.clusters, where.months, open_in={**where.open_in, **none})
