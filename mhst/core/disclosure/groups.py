"""Every group that is asked about: nobody may be able to prove of one that it is 1 to 4 people.

Whether it really is so is never looked at. What is made coarser depends on what is published alone, so that a reader
who has read this learns nothing from it.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from mhst.core.disclosure.shape import TOP, Cell, Shape, Tie

#: A group of 1 to 4 people can be pointed at.
SMALL = range(1, 5)


def in_words(cell: Cell) -> str:
    """What sets these apart: "female / weekend"."""
    return " / ".join(value for value in cell if value != TOP) or TOP


@dataclass(frozen=True)
class Group:
    """Those of `whole` who are in none of `but`; `rest` are the parts they are in then.

    With `since`, not people but the change of `whole` since that cell. With `also`, those of more cells, which share
    nobody with it nor with each other.
    """

    whole: Cell
    but: tuple[Cell, ...] = ()
    rest: tuple[Cell, ...] = ()
    since: Cell | None = None
    also: tuple[Cell, ...] = ()

    @property
    def in_words(self) -> str:
        if self.since:
            return f"{in_words(self.whole)} since {in_words(self.since)}"
        whole = " and ".join(in_words(cell) for cell in (self.whole, *self.also))
        return " but not ".join((whole, *map(in_words, self.but)))


def every_group(shape: Shape) -> Iterator[Group]:
    """Cells, complements, wholes less two of what they hold, some ages of a place, wholes less what lies inside them,
    and changes between months."""
    yield from (Group(cell) for cell in shape.in_order)
    for cell in shape.in_order:
        yield from _left_over(shape, cell)
    known = [tie for tie in shape.within if not tie.is_supposed]
    yield from (Group(tie.of[0], (tie.inside,)) for tie in known if len(tie.of) == 1)
    yield from (Group(tie.of[0], (tie.inside,), also=tie.of[1:]) for tie in known if _is_sum(shape, tie))
    yield from (Group(first, also=tuple(more)) for first, *more in shape.together)
    yield from _changes(shape)


def _is_sum(shape: Shape, tie: Tie) -> bool:
    """Whether what the tie lies inside of is several cells that share nobody."""
    return len(tie.of) > 1 and shape.are_apart(tie.of)


def _left_over(shape: Shape, whole: Cell) -> Iterator[Group]:
    """Without anything that lies inside it, a cluster or one of its schools; and without two that share nobody. A
    cluster without schools holds nothing to leave out."""
    for place, dim in enumerate(shape.dimensions):
        inside = [
            cell for value, held in dim.leaves.items() if held and value != whole[place]
            and whole[place] in dim.above[value]
            and (cell := (*whole[:place], value, *whole[place + 1 :])) in shape.cells
        ]  # fmt: skip
        leaves = {cell: dim.leaves[cell[place]] for cell in inside}
        once = {leaves[cell]: cell for cell in inside}  # a cluster of one school is that school
        finest = [cell for cell in once.values() if not any(other < leaves[cell] for other in once)]
        apart = {part: {cell for cell in inside if leaves[cell].isdisjoint(leaves[part])} for part in inside}
        yield from (Group(whole, (cell,)) for cell in inside)
        for one, other in itertools.combinations(inside, 2):
            rest = tuple(cell for cell in finest if cell in apart[one] and cell in apart[other])
            if rest and other in apart[one]:
                yield Group(whole, (one, other), rest)


def _changes(shape: Shape) -> Iterator[Group]:
    """From each month of the period to each later one, up and down."""
    place = shape.place_of("month")
    for cell in shape.in_order:
        for earlier, later in itertools.combinations(shape.dimensions[place].values[1:], 2):
            if cell[place] == later:
                before = (*cell[:place], earlier, *cell[place + 1 :])
                yield Group(cell, since=before)
                yield Group(before, since=cell)
