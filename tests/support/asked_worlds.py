"""Invented quarters of what schools asked specialists, and of work with whole schools, and the tables made of them."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from mhst.core.disclosure import Cell, Design
from mhst.core.disclosure import declared_consultations as asked
from mhst.core.disclosure import declared_whole_school as together
from mhst.core.disclosure.declared import Area
from mhst.core.disclosure.design import Plan
from mhst.core.disclosure.shape import Shape
from tests.support.small_worlds import LATE, World

ALL_THEMES = tuple(theme for few in asked.THEMES.values() for theme in few)
IN_TIME = "answered_in_time"
ENDS, MINUTES = (*asked.CAME_OF_IT, "without_advice"), (*asked.TALKED, "no_live_talk")


class AskedWorld(World):
    """Each was asked once, in one month and at one school."""

    dimensions: ClassVar[Sequence[str]] = asked.DIMENSIONS

    @property
    def shape(self) -> Shape:
        return asked.shape_of(self.area)

    def plan(self, designs: Sequence[Design]) -> Plan:
        return asked.plan(self.area, designs)

    def monthly(self, months: Sequence[str]) -> tuple[Design, ...]:
        return asked.monthly(months)

    def quarterly(self) -> tuple[Design, ...]:
        return asked.quarterly(self.area)

    def revised(self, chance: random.Random) -> "AskedWorld":
        """Of two it is told meanwhile what came of them, and they were talked about again."""
        late = set(chance.sample(range(len(self.seen)), 2))
        return replace(self, seen=[
            (person, (*cell[:4], chance.choice(ENDS[: -1 if cell[3] == IN_TIME else None]), chance.choice(MINUTES)))
            if person in late else (person, cell)
            for person, cell in self.seen
        ])  # fmt: skip


def an_asked_world(seed: int) -> AskedWorld:
    """Different for each seed, the same for the same one: from a handful to some sixty, evenly or not."""
    chance = random.Random(seed)
    area = Area({"north": ("school 0", "school 1"), "south": ("school 2", "school 3")}, ("month 0", "month 1"))
    dimensions = (area.months, area.schools, ALL_THEMES, asked.ANSWERS, ENDS, MINUTES)
    likes = [[chance.choice((1, 1, 3, 9)) for _ in values] for values in dimensions]
    rows = range(chance.randint(6, 60))
    cells = zip(*(chance.choices(v, w, k=len(rows)) for v, w in zip(dimensions, likes, strict=True)), strict=True)
    return AskedWorld(area, [(row, _agreed_if_in_time(cell)) for row, cell in zip(rows, cells, strict=True)])


def _agreed_if_in_time(cell: Cell) -> Cell:
    """What was answered in time was agreed."""
    return (*cell[:3], "answered_later", *cell[4:]) if cell[3] == IN_TIME and cell[4] == "without_advice" else cell


class HeldWorld(World):
    """Each session for a class, parents or staff was held once."""

    dimensions: ClassVar[Sequence[str]] = together.DIMENSIONS

    @property
    def shape(self) -> Shape:
        return together.shape_of(self.area)

    def plan(self, designs: Sequence[Design]) -> Plan:
        return together.plan(self.area, designs)

    def monthly(self, months: Sequence[str]) -> tuple[Design, ...]:
        return together.monthly(months)

    def quarterly(self) -> tuple[Design, ...]:
        return together.quarterly(self.area)

    def revised(self, chance: random.Random) -> "HeldWorld":
        """Two more were written down meanwhile, each like one that was."""
        late = enumerate(chance.sample(self.seen, 2), LATE)
        return replace(self, seen=[*self.seen, *((number, cell) for number, (_, cell) in late)])


def a_held_world(seed: int) -> HeldWorld:
    """As above: from a handful to some forty, evenly or not."""
    chance = random.Random(seed)
    area = Area({"north": ("school 0", "school 1"), "south": ("school 2", "school 3")}, ("month 0", "month 1"))
    dimensions = (area.months, area.schools, together.SIZES)
    likes = [[chance.choice((1, 1, 3, 9)) for _ in values] for values in dimensions]
    rows = range(chance.randint(6, 40))
    cells = zip(*(chance.choices(v, w, k=len(rows)) for v, w in zip(dimensions, likes, strict=True)), strict=True)
    return HeldWorld(area, list(zip(rows, cells, strict=True)))
