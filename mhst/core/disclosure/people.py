"""Who is in which cell. People are counted, not rows: somebody with ten contacts in a cell is one person there."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from operator import itemgetter
from typing import Any

from mhst.core.disclosure.shape import TOP, Cell, Shape

Person = Hashable


def _by_finest(shape: Shape, frame: frozenset[str], seen: Iterable[tuple[Person, Cell]]) -> dict[Cell, set[Person]]:
    """The people of each finest cell of one frame. Millions pass here, so nothing is made anew for each of them."""
    places = [place for place, dim in enumerate(shape.dimensions) if dim.name in frame]
    values_of = itemgetter(*places)
    found: dict[Any, set[Person]] = defaultdict(set)
    for person, leaf in seen:
        found[values_of(leaf)].add(person)
    whole = dict.fromkeys(range(len(shape.dimensions)), TOP)
    return {
        tuple((whole | dict(zip(places, values if len(places) > 1 else [values], strict=True))).values()): people
        for values, people in found.items()
    }


class People:
    """The people of every cell of a shape, from the finest cells they were seen in."""

    def __init__(self, shape: Shape, seen: Iterable[tuple[Person, Cell]]) -> None:
        everybody = set(seen)
        self._of: dict[Cell, set[Person]] = defaultdict(set)
        for frame in shape.frames:
            for finest, people in _by_finest(shape, frame, everybody).items():
                for cell in shape.holding(finest, frame):
                    self._of[cell] |= people

    def number(self, cell: Cell) -> int:
        return len(self._of.get(cell, ()))
