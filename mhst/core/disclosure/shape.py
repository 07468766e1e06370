"""The shape of what is counted: its dimensions, how their values fall into parts, and every cell worth asking about."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

TOP = "all"
#: In a cell: in this dimension these people are in no value at all, not even in the whole.
NOWHERE = ""

#: One value of every dimension, in the order of the shape.
Cell = tuple[str, ...]
Ways = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Dimension:
    """`parts` says for a value in which ways it falls apart: time into evenings and the rest, or into four bands.

    With `divides` nobody is in two of its parts; otherwise somebody may be, and is then counted in each and once
    in the whole. Values in `alone` are crossed with no other dimension. A value that is part of none is the whole of a
    population of its own: those in it need not be among all.
    """

    name: str
    parts: Mapping[str, Ways]
    divides: bool = False
    alone: frozenset[str] = frozenset()

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The whole first, then everything it falls into."""
        found = dict.fromkeys([TOP])
        for value, ways in self.parts.items():
            found |= dict.fromkeys([value, *itertools.chain.from_iterable(ways)])
        return tuple(found)

    @cached_property
    def leaves(self) -> Mapping[str, frozenset[str]]:
        """For each value the finest ones that it falls into; of a finest one itself."""
        finest = [value for value in self.values if value not in self.parts]
        return {value: frozenset(leaf for leaf in finest if value in self.above[leaf]) for value in self.values}

    @cached_property
    def above(self) -> Mapping[str, frozenset[str]]:
        """For each value all those that hold it, itself among them."""
        holders: dict[str, set[str]] = {value: {value} for value in self.values}
        for _ in self.values:  # as deep as it can be
            for value, ways in self.parts.items():
                for part in itertools.chain.from_iterable(ways):
                    holders[part] |= holders[value]
        return {NOWHERE: frozenset(), **{value: frozenset(found) for value, found in holders.items()}}


def in_large(name: str) -> str:
    """What a bold reader may suppose of a dimension: nobody is in two of its parts, but for those told `alone`; come on
    Monday and on Wednesday, but always by day."""
    return f"{name} in large"


def covers(bold: frozenset[str], careful: frozenset[str]) -> bool:
    """Whether whoever supposes the first supposes the other too."""
    return careful <= bold | set(map(in_large, bold))


#: Who takes a tie for true: everybody, as it follows from how people are counted, or whoever trusts what is on record.
CERTAIN, TRUSTED = "certain", "trusted"
#: Trusted too, and doubted before anything else where figures contradict what is trusted.
LIGHTLY = "lightly"


@dataclass(frozen=True)
class Tie:
    """Whoever is counted in the first is counted in one of the others too, as anybody knows: pupils of a college among
    those of 16 and over, advice in time among all advice. Of no others: nobody is counted in it, as in a shut hour.
    Up to so many `besides` may be counted in the first alone: all whom a school has on its roll.

    `believed` may also name what a bold reader has to suppose for it to hold, as `Shape.bold` does.
    """

    inside: Cell
    of: tuple[Cell, ...]
    believed: str = TRUSTED
    besides: int = 0

    @property
    def is_supposed(self) -> bool:
        """Whether it is no more than what somebody might suppose."""
        return self.believed not in (CERTAIN, TRUSTED, LIGHTLY)


@dataclass
class Sums:
    """How cells are the sums of others, row by row, as solvers take them: which places in the order of the cells, with
    which factors, and where each row starts. `divided` says of a row by which dimension into which parts; none where
    it says only that a part is no more than its whole."""

    starts: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    factors: list[float] = field(default_factory=list)
    divided: list[tuple[Dimension, bool] | None] = field(default_factory=list)

    def add(self, terms: Mapping[int, float], divided: tuple[Dimension, bool] | None = None) -> None:
        self.starts.append(len(self.places))
        self.places.extend(terms)
        self.factors.extend(terms.values())
        self.divided.append(divided)


@dataclass(frozen=True)
class Shape:
    """Dimensions, and the `frames`: which of them are crossed with each other when we ask what can be derived."""

    dimensions: tuple[Dimension, ...]
    frames: tuple[frozenset[str], ...]
    #: What bold readers suppose: dimensions which they take to divide people, all of it or `in_large`, and ties. Each
    #: way of becoming more careful begins with the boldest.
    bold: tuple[tuple[frozenset[str], ...], ...] = ()
    #: What everybody knows of groups that lie inside others.
    within: tuple[Tie, ...] = ()
    #: Cells that share nobody, whose people together are a group to ask about: 11 to 13 and 16 to 17 at one school.
    together: tuple[tuple[Cell, ...], ...] = ()

    @cached_property
    def top(self) -> Cell:
        return tuple(TOP for _ in self.dimensions)

    @cached_property
    def cells(self) -> frozenset[Cell]:
        """Every cell of every frame."""
        return frozenset(cell for frame in self.frames for cell in self._crossed(frame))

    def _crossed(self, frame: frozenset[str]) -> Iterator[Cell]:
        values = [dim.values if dim.name in frame else (TOP,) for dim in self.dimensions]
        return (cell for cell in itertools.product(*values) if self.is_crossable(cell))

    def is_crossable(self, cell: Cell) -> bool:
        alone = any(value in dim.alone for value, dim in zip(cell, self.dimensions, strict=True))
        return not alone or sum(value != TOP for value in cell) == 1

    def are_apart(self, cells: Sequence[Cell]) -> bool:
        """Whether they are values of one dimension that divides people, so that together they are their sum."""
        differ = [
            dim for dim, values in zip(self.dimensions, zip(*cells, strict=True), strict=True) if len({*values}) > 1
        ]
        return len(differ) == 1 and differ[0].divides

    def cell(self, **values: str) -> Cell:
        """The cell with these values and the whole of everything else."""
        return tuple(values.get(dim.name, TOP) for dim in self.dimensions)

    def place_of(self, dimension: str) -> int:
        """Where in every cell the value of this dimension stands."""
        return [dim.name for dim in self.dimensions].index(dimension)

    def holding(self, finest: Cell, frame: frozenset[str]) -> list[Cell]:
        """Every cell of this frame that counts somebody who is in this finest one of it."""
        above = [
            dim.above[value] if dim.name in frame else (TOP,)
            for value, dim in zip(finest, self.dimensions, strict=True)
        ]
        return [cell for cell in itertools.product(*above) if self.is_crossable(cell)]

    @cached_property
    def in_order(self) -> list[Cell]:
        return sorted(self.cells)

    def ways(self, cell: Cell) -> Iterator[tuple[Dimension, list[Cell]]]:
        """How this cell falls into smaller ones that are in the frames too."""
        for place, dim in enumerate(self.dimensions):
            for way in dim.parts.get(cell[place], ()):
                parts = [(*cell[:place], value, *cell[place + 1 :]) for value in way]
                if all(part in self.cells for part in parts):
                    yield dim, parts

    @cached_property
    def sums(self) -> Sums:
        """A whole is at most its parts together, and at least each. Looked up by every reader of the gate, of which
        there are hundreds until one is found who is as bold as can be."""
        place = {cell: number for number, cell in enumerate(self.in_order)}
        found = Sums()
        for cell in self.in_order:
            for dim, parts in self.ways(cell):
                is_told_alone = not dim.alone.isdisjoint(itertools.chain.from_iterable(parts))
                found.add({place[cell]: -1.0, **{place[part]: 1.0 for part in parts}}, (dim, is_told_alone))
                for part in parts:
                    found.add({place[cell]: 1.0, place[part]: -1.0})
        return found
