"""Who is in which cell. People are counted, not rows: somebody with ten contacts in a cell is one person there."""

from collections import defaultdict
from collections.abc import Hashable, Iterable

from mhst.core.disclosure.shape import Cell, Shape

Person = Hashable


class People:
    """The people of every cell of a shape, from the finest cells they were seen in."""

    def __init__(self, shape: Shape, seen: Iterable[tuple[Person, Cell]]) -> None:
        by_leaf: dict[Cell, set[Person]] = defaultdict(set)
        for person, leaf in seen:
            by_leaf[leaf].add(person)
        by_finest: dict[Cell, set[Person]] = defaultdict(set)  # far fewer than leaves, of which most hold one person
        for leaf, people in by_leaf.items():
            for cell in shape.finest(leaf):
                by_finest[cell] |= people
        self._of: dict[Cell, set[Person]] = defaultdict(set)
        for finest, people in by_finest.items():
            for cell in shape.holding(finest):
                self._of[cell] |= people

    def number(self, cell: Cell) -> int:
        return len(self._of.get(cell, ()))

    def without(self, cell: Cell, *parts: Cell) -> int:
        """How many of a cell are in none of these parts of it."""
        return len(self._of.get(cell, set()).difference(*(self._of.get(part, ()) for part in parts)))
