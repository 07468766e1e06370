"""A reader who has the program too: of every world that fits, would it have been published just so?"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mhst.core.disclosure import AREA, Known, People, Protection, Release
from mhst.core.disclosure import declared_whole_school as together
from mhst.core.disclosure.declared import Area
from mhst.core.disclosure.groups import Group, every_group
from mhst.core.disclosure.lot import Lot, never
from mhst.core.disclosure.shape import Shape

AREA_OF_TWO = Area(
    {"north": ("school 0", "school 1"), "south": ("school 2", "school 3")}, ("month 0", "month 1", "month 2")
)
#: What can be seen: of every table its form and figures, in the order in which they came.
Seen = list[tuple[str, str, tuple[object, ...]]]


@dataclass(frozen=True)
class Held:
    """So many sessions with whole schools in each month, and in each cluster."""

    months: tuple[int, ...]
    clusters: tuple[int, ...]

    def people(self, shape: Shape, closed: int) -> People:
        months = [month for month, many in zip(AREA_OF_TWO.months, self.months, strict=True) for _ in range(many)]
        schools = [
            place for place, many in zip(("school 0", "school 2"), self.clusters, strict=True) for _ in range(many)
        ]
        cells = [shape.cell(month=m, place=s, size="over_30_came") for m, s in zip(months, schools, strict=True)]
        return People(shape, [(n, cell) for n, cell in enumerate(cells) if months[n] in AREA_OF_TWO.months[:closed]])

    def number(self, group: Group) -> int:
        """Everything divides sessions, so a rest is a difference."""
        shape = together.shape_of(AREA_OF_TWO)
        people = self.people(shape, 3)
        return people.number(group.whole) - sum(
            people.number(cell) for cell in (*group.but, *filter(None, [group.since]))
        )


def worlds_like(seen: Seen) -> Iterator[Held]:
    """Every world whose months and clusters are shown so, whatever else is."""
    shown = {values: figure for _, _, figures in seen for values, figure in figures if values != ("all",)}  # type: ignore[misc,attr-defined]
    months = [_span(shown[month,]) for month in AREA_OF_TWO.months]
    clusters = [_span(shown.get((name,))) if (name,) in shown else range(20) for name in ("north", "south")]
    for by_month in itertools.product(*months):
        for by_cluster in itertools.product(*clusters):
            if sum(by_month) == sum(by_cluster):
                yield Held(by_month, by_cluster)


def _span(shown: int | None) -> range:
    least, most = AREA.span(shown)
    return range(least, most + 1)


def published(world: Held, lot: Lot) -> tuple[Seen, dict[str, int]]:
    """Its months and then its quarter, as they are seen, and how many steps coarser each table is."""
    known: list[Known] = []
    seen: Seen = []
    coarser: dict[str, int] = {}
    for closed in (1, 2, 3, 4):
        area = Area(AREA_OF_TWO.clusters, AREA_OF_TWO.months[:closed])
        designs = together.monthly(area.months[-1:]) if closed < 4 else together.quarterly(area)[:2]
        plan = together.plan(area, designs)
        made = Protection(plan, world.people(plan.shape, closed), period=str(closed), already=known, lot=lot)
        release = made.release()
        known += release.known
        seen += as_seen(release)
        coarser |= {f"{design.key}, {closed}": made.level[design.key] for design in designs}
    return seen, coarser


def as_seen(release: Release) -> Seen:
    return [
        (table.key, table.coarser, tuple((figure.values, figure.shown) for figure in table.figures))
        for table in release.tables
    ]


def lot_for(coarser: dict[str, int]) -> Lot:
    """That lot which makes each table so many steps coarser."""

    def drawn(what: str, odds: int) -> bool:
        key, step = ", ".join(what.split(", ")[:2]), int(what.rpartition(" ")[2])
        return step < coarser.get(key, 0)

    return drawn


def behind(world: Held, lots: bool) -> list[Held]:
    """Every world that might be behind what is seen of this one; with lots, those that a lot makes look so too."""
    seen, coarser = published(world, never)
    tried = (never, lot_for(coarser)) if lots else (never,)
    return [other for other in worlds_like(seen) if any(published(other, lot)[0] == seen for lot in tried)]


def proved(worlds: Sequence[Held]) -> list[str]:
    """The groups that are 1 to 4 in every one of them."""
    groups = [group for group in every_group(together.shape_of(AREA_OF_TWO)) if _is_enumerated(group)]
    return [group.in_words for group in groups if all(1 <= world.number(group) <= 4 for world in worlds)]


def _is_enumerated(group: Group) -> bool:
    """Months and clusters, as the worlds are counted out; not which of them goes with which."""
    return (
        all(value in ("all", *AREA_OF_TWO.months, "north", "south") for value in group.whole)
        and "all" in group.whole[:2]
    )
