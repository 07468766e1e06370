"""A reader who has the program too: of every world that fits, would it have been published just so?"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

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
Seen = list[tuple[str, str, tuple[Any, ...]]]


@dataclass(frozen=True)
class Held:
    """So many sessions with whole schools in each month."""

    months: tuple[int, ...]

    def people(self, shape: Shape) -> People:
        months = [month for month, many in zip(AREA_OF_TWO.months, self.months, strict=False) for _ in range(many)]
        cells = [shape.cell(month=month, place="school 0", size="over_30_came") for month in months]
        return People(shape, enumerate(cells))

    def number(self, group: Group) -> int:
        """Everything divides sessions, so a rest is a difference."""
        people = self.people(together.shape_of(AREA_OF_TWO))
        less = (*group.but, *filter(None, [group.since]))
        return people.number(group.whole) - sum(people.number(cell) for cell in less)


def worlds_like(seen: Seen) -> Iterator[Held]:
    """Every world whose months are shown so, whatever else is."""
    shown = [shown for key, _, ((_, shown),) in seen if key == together.MONTH]
    for months in itertools.product(*(range(least, most + 1) for least, most in map(AREA.span, shown))):
        yield Held(months)


def published(world: Held, lot: Lot, whose: str = "") -> tuple[Seen, dict[str, int]]:
    """Its months and then its quarter, as they are seen, and how many steps coarser each table of the quarter is."""
    known, seen = _months(world.months)
    designs = together.quarterly(AREA_OF_TWO)[:1]
    plan = together.plan(AREA_OF_TWO, designs)
    made = Protection(plan, world.people(plan.shape), period="quarter", already=known, lot=lot, whose=whose)
    return [*seen, *as_seen(made.release())], {f"{design.key}, quarter": made.level[design.key] for design in designs}


@cache
def _months(many: tuple[int, ...]) -> tuple[list[Known], Seen]:
    """One after another, each with all before it."""
    if not many:
        return [], []
    known, seen = _months(many[:-1])
    area = Area(AREA_OF_TWO.clusters, AREA_OF_TWO.months[: len(many)])
    plan = together.plan(area, together.monthly(area.months[-1:]))
    release = Protection(plan, Held(many).people(plan.shape), period="month", already=known, lot=never).release()
    return [*known, *release.known], [*seen, *as_seen(release)]


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


def behind_beside(world: Held, whose: str, others: dict[Held, str]) -> list[Held]:
    """Every world that might be behind what is seen of this team, to whoever sees all of others too, which show this
    table as it is: no lot fell there."""
    not_fallen: set[str] = set()

    def did_not_fall(what: str, odds: int) -> bool:
        not_fallen.add(what)
        return False

    def falls_where_it_may(what: str, odds: int) -> bool:
        return what not in not_fallen

    seen, _ = published(world, never, whose)
    for other, its in others.items():
        assert published(other, did_not_fall, its)[0][-1][0] == together.QUARTER
    tried = (never, falls_where_it_may)
    return [like for like in worlds_like(seen) if any(published(like, lot, whose)[0] == seen for lot in tried)]


def proved(worlds: Sequence[Held]) -> list[str]:
    """The groups that are 1 to 4 in every one of them."""
    groups = [group for group in every_group(together.shape_of(AREA_OF_TWO)) if _is_enumerated(group)]
    return [group.in_words for group in groups if all(1 <= world.number(group) <= 4 for world in worlds)]


def _is_enumerated(group: Group) -> bool:
    """Months, as the worlds are counted out."""
    return set(group.whole) <= {"all", *AREA_OF_TWO.months}
