"""Which tables are published, and what becomes of one that would let somebody be found."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mhst.core.disclosure.rule import Rule
from mhst.core.disclosure.shape import Cell, Shape


@dataclass(frozen=True)
class Form:
    """The table as it may be published: the values of each dimension, and in words what was made coarser."""

    values: Mapping[str, tuple[str, ...]]
    coarser: str = ""

    def cells(self, shape: Shape) -> list[Cell]:
        crossed = itertools.product(*self.values.values())
        return [shape.cell(**dict(zip(self.values, values, strict=True))) for values in crossed]


#: How often tables go without by lot: hardly ever the number of all, and often what the gate often stops.
SELDOM, OFTEN = 256, 4


@dataclass(frozen=True)
class Design:
    """A declared table: as we would like it, then coarser and coarser. After the last form it is withheld.

    Its shares are of everybody, or of those in the cell `of`, where that was published.
    """

    key: str
    title: str
    forms: tuple[Form, ...]
    of: Mapping[str, str] = field(default_factory=dict)
    #: Not published of a quarter at all where one month shows and two do not: see `Offer`.
    goes_with_months: bool = False
    #: One in so many begins one step coarser, by lot: about as many as the gate makes coarser, so that nobody knows.
    odds: int = 32


@dataclass(frozen=True)
class Plan:
    """What may be published of one period: the shape, the tables in order of worth, and the rule of each cell."""

    shape: Shape
    designs: tuple[Design, ...]
    by_school: frozenset[str]  # the values that are schools
    area_rule: Rule
    school_rule: Rule

    def __post_init__(self) -> None:
        school, area = self.school_rule, self.area_rule
        if school.hidden_below < area.hidden_below * 2 or school.nearest < area.nearest * 2:
            raise ValueError("Figures by school are protected twice as strictly as those of an area.")

    def rule(self, cell: Cell) -> Rule:
        return self.school_rule if self.by_school.intersection(cell) else self.area_rule

    def rules_in_words(self, cells: Iterable[Cell]) -> str:
        """Every rule that these are shown by."""
        found = {self.rule(cell) for cell in cells}
        if len(found) == 1:
            return found.pop().in_words
        return f"{self.area_rule.in_words}; of a single school {self.school_rule.in_words}"
