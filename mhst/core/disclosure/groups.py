"""The small groups that really exist: what a reader must not be able to prove."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from mhst.core.disclosure.people import People
from mhst.core.disclosure.shape import TOP, Cell, Shape

#: A group of 1 to 4 people can be pointed at.
SMALL = range(1, 5)
#: What may have been such a group before a revision.
ONCE_SMALL = range(7)


def in_words(cell: Cell) -> str:
    """What sets these apart: "female / weekend"."""
    return " / ".join(value for value in cell if value != TOP) or TOP


@dataclass(frozen=True)
class Group:
    """Those of `whole` who are in none of `but`; `rest` are the parts they are in then.

    With `since`, not people but the change of `whole` since that cell.
    """

    whole: Cell
    but: tuple[Cell, ...] = ()
    rest: tuple[Cell, ...] = ()
    since: Cell | None = None

    @property
    def in_words(self) -> str:
        if self.since:
            return f"{in_words(self.whole)} since {in_words(self.since)}"
        return " but not ".join(in_words(cell) for cell in (self.whole, *self.but))


def small_groups(shape: Shape, people: People, sizes: range = SMALL) -> list[Group]:
    """Cells, complements, wholes less two parts and changes between months that are really 1 to 4 people."""
    cells = shape.in_order
    groups = [Group(cell) for cell in cells if people.number(cell) in sizes]
    for cell in cells:
        if people.number(cell):
            groups += _left_over(shape, people, cell, sizes)
    return groups + list(_changes(shape, people))


def _left_over(shape: Shape, people: People, whole: Cell, sizes: range) -> Iterator[Group]:
    size = people.number(whole)
    for _, parts in shape.ways(whole):
        for taken in (1, 2) if len(parts) > 2 else (1,):
            for but in itertools.combinations(parts, taken):
                few = size - sum(people.number(part) for part in but) < sizes.stop
                if few and people.without(whole, *but) in sizes:
                    yield Group(whole, but, tuple(part for part in parts if part not in but))


def _changes(shape: Shape, people: People) -> Iterator[Group]:
    """From one month to the next of the same period."""
    place = [dim.name for dim in shape.dimensions].index("month")
    months = shape.dimensions[place].values[1:]
    for cell in shape.in_order:
        for earlier, later in itertools.pairwise(months):
            if cell[place] == later:
                before = (*cell[:place], earlier, *cell[place + 1 :])
                less, more = sorted((before, cell), key=people.number)
                if people.number(more) - people.number(less) in SMALL:
                    yield Group(more, since=less)
