"""Every group that is asked about: nobody may be able to prove of one that it is 1 to 4 people.

Whether it really is so is never looked at. What is made coarser depends on what is published alone, so that a reader
who has read this learns nothing from it.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from mhst.core.disclosure.shape import TOP, Cell, Shape

#: A group of 1 to 4 people can be pointed at.
SMALL = range(1, 5)


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


def every_group(shape: Shape) -> Iterator[Group]:
    """Cells, complements, wholes less two parts, wholes less what lies inside them, and changes between months."""
    yield from (Group(cell) for cell in shape.in_order)
    for cell in shape.in_order:
        yield from _left_over(shape, cell)
    yield from (Group(tie.of[0], (tie.inside,)) for tie in shape.within if len(tie.of) == 1 and not tie.is_supposed)
    yield from _changes(shape)


def _left_over(shape: Shape, whole: Cell) -> Iterator[Group]:
    for _, parts in shape.ways(whole):
        for taken in (1, 2) if len(parts) > 2 else (1,):
            for but in itertools.combinations(parts, taken):
                yield Group(whole, but, tuple(part for part in parts if part not in but))


def _changes(shape: Shape) -> Iterator[Group]:
    """From one month to the next of the same period, up and down."""
    place = [dim.name for dim in shape.dimensions].index("month")
    for cell in shape.in_order:
        for earlier, later in itertools.pairwise(shape.dimensions[place].values[1:]):
            if cell[place] == later:
                before = (*cell[:place], earlier, *cell[place + 1 :])
                yield Group(cell, since=before)
                yield Group(before, since=cell)
