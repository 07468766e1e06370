"""Invented quarters of an invented area: who came where and when, whose support ended, and the tables made of it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from mhst.core.disclosure import Beside, Cell, Design, Known, People, Protection, Release
from mhst.core.disclosure.declared import DIMENSIONS, Area, monthly, plan, quarterly
from mhst.core.disclosure.design import Plan
from mhst.core.disclosure.dimensions import (
    AGES,
    CHANGES,
    ETHNICITIES,
    GENDERS,
    HELPS,
    HOW_ENDED,
    REASONS,
    SEEN_AMONG_ENDINGS,
    SLOTS,
)
from mhst.core.disclosure.groups import SMALL
from mhst.core.disclosure.lot import never
from mhst.core.disclosure.rule import AREA
from mhst.core.disclosure.shape import NOWHERE, TOP, Shape

Seen = list[tuple[int, Cell]]
#: How somebody's wait ended in the quarter, if it did.
WAITED = ("within_4_weeks", "4_to_12_weeks", "over_12_weeks", "seen_before")
#: Nobody in these worlds has such a number yet.
LATE = 100_000
ENDS = ("goes_on", "not_asked_twice", *CHANGES)
#: What a college takes.
COLLEGE = frozenset({"16_to_17", "18_and_over"})
WEIGHT = {"day": 6, "evening": 3, "night": 1}


@dataclass(frozen=True)
class World:
    area: Area
    seen: Seen
    ended: Seen = field(default_factory=list)  # whose support ended, seen in the quarter or not
    dimensions: ClassVar[Sequence[str]] = DIMENSIONS

    @property
    def shape(self) -> Shape:
        return self.area.shape

    @property
    def people(self) -> People:
        return People(self.shape, [*self.seen, *self.ended])

    def plan(self, designs: Sequence[Design]) -> Plan:
        return plan(self.area, designs)

    def monthly(self, months: Sequence[str]) -> tuple[Design, ...]:
        return monthly(self.area, months)

    def quarterly(self) -> tuple[Design, ...]:
        return quarterly(self.area)

    def until(self, months: int) -> "World":
        """As it stood when so many months had closed."""
        some = self.area.months[:months]
        return replace(self, area=replace(self.area, months=some), seen=[one for one in self.seen if one[1][0] in some])

    def revised(self, chance: random.Random) -> "World":
        """With two late forms."""
        late = [(person, (chance.choice(self.area.months), *cell[1:])) for person, cell in chance.sample(self.seen, 2)]
        return replace(self, seen=[*self.seen, *late])

    def doubled(self) -> "World":
        """With as many late people as were seen, like them: no figure is near what it was."""
        return replace(self, seen=[*self.seen, *((LATE + person, cell) for person, cell in self.seen)])

    def grown(self, chance: random.Random) -> "World":
        """With one to four late people, alike, who make a month be told as another number than before; where none can,
        with one."""
        for _, cell in chance.sample(self.seen, len(self.seen)):
            there = len({person for person, (month, *_) in self.seen if month == cell[0]})
            for late in range(1, SMALL.stop):
                if AREA.shown(there + late) != AREA.shown(there):
                    return self._with_late(cell, late)
        return self._with_late(self.seen[0][1], 1)

    def _with_late(self, cell: Cell, late: int) -> "World":
        return replace(self, seen=[*self.seen, *((LATE + number, cell) for number in range(late))])


def a_world(seed: int, *, schools: int = 3, people: int = 40, months: int = 2, alike: bool = False) -> World:
    """Different for each seed, the same for the same one: some sparse, some less, mostly girls as in life.

    With `alike` every school is about as large as the others. The last of three or more is a college.
    """
    chance = random.Random(seed)
    names = [f"school {number}" for number in range(schools)]
    clusters = {"north": tuple(names[:2]), "south": tuple(names[2:])}
    ages = dict.fromkeys(names[2:][-1:], COLLEGE)
    area = Area(clusters, tuple(f"month {m}" for m in range(months)), ages)
    crowd = chance.randint(people // 3, people * 2)
    likes = chance.choice([(60, 30, 6, 4), (80, 14, 3, 3), (40, 40, 10, 10)])
    sizes = [1 if alike else 1 / (1 + place) for place in range(schools)]
    seen = [one for person in range(crowd) for one in _comes(chance, person, names, sizes, area.months, likes)]
    return World(area, seen, list(_endings(seen, random.Random(f"{seed} ended"))))


def _comes(
    chance: random.Random, person: int, schools: list[str], sizes: list[float], months: tuple[str, ...],
    likes: tuple[int, ...],
) -> Seen:  # fmt: skip
    gender = chance.choices(GENDERS, likes)[0]
    school = chance.choices(schools, sizes)[0]
    weights = [WEIGHT[slot.rpartition("_")[2]] for slot in SLOTS]
    usual = chance.choices(SLOTS, weights)[0]
    apart = random.Random(person)  # of what is told by itself, so that nothing else depends on it
    age, ethnicity = apart.choices(AGES, (2, 6, 8, 4, 1))[0], apart.choices(ETHNICITIES, (60, 9, 4, 5, 2, 20))[0]
    if school in schools[2:][-1:]:
        age = AGES[3 + (age in ("under_11", "14_to_15"))]
    alone = (age, ethnicity, apart.choices(HELPS, (60, 30, 10))[0], apart.choices(WAITED, (30, 15, 5, 50))[0])
    alone += (apart.choices(REASONS, (25, 15, 6, 8, 4, 6, 36))[0], apart.choices(ENDS, (60, 15, 14, 8, 3))[0], TOP)
    seen = []
    for month in [each for each in months if chance.random() < 0.6] or [chance.choice(months)]:
        moved = chance.choice(schools[:2]) if chance.random() < 0.02 and school in schools[:2] else school
        seen.append((person, (month, moved, gender, usual, *alone)))
        if chance.random() < 0.4:
            seen.append((person, (month, moved, gender, chance.choices(SLOTS, weights)[0], *alone)))
    return seen


def with_hours(world: World, seed: int) -> World:
    """Open by day alone, on weekdays; but at the first place at six hours of the week. Anybody can look that up."""
    chance = random.Random(f"{seed} hours")
    hours = dict.fromkeys(world.area.schools, frozenset(SLOTS[:15:3]))
    hours[world.area.schools[0]] = frozenset(chance.sample(SLOTS, 6))
    place, time = DIMENSIONS.index("place"), DIMENSIONS.index("time")
    seen = []
    for person, cell in world.seen:
        is_open = hours[cell[place]]
        came = cell[time] if cell[time] in is_open else chance.choice(sorted(is_open))
        seen.append((person, (*cell[:time], came, *cell[time + 1 :])))
    return replace(world, area=replace(world.area, slots=hours), seen=seen)


def _endings(seen: Seen, chance: random.Random) -> Seen:
    """What ended for those who were seen, and for some more who were not seen in the quarter: none to a third."""
    told = {person: cell[DIMENSIONS.index("ended")] for person, cell in seen}
    unseen = range(-1, -1 - chance.randint(0, len(told) // 3), -1)
    told |= {person: chance.choices(ENDS[1:], (60, 20, 15, 5))[0] for person in unseen}
    return [
        (person, (*[NOWHERE] * (len(DIMENSIONS) - 1), value))
        for person, came_of_it in told.items() if came_of_it != "goes_on"
        for value in (SEEN_AMONG_ENDINGS[came_of_it], chance.choices(HOW_ENDED, (60, 25, 15))[0])
    ]  # fmt: skip


def publish_all(world: World, other: Beside | None = None) -> list[Release]:
    """As it goes in life: each month when it has closed, then the quarter, each audited with all before it and with the
    other quarter that is out. No lot is drawn, so that there is most to attack."""
    releases: list[Release] = []
    for closed in range(1, len(world.area.months) + 1):
        then = world.until(closed)
        others = [replace(other, is_whole=closed == len(world.area.months))] if other else []
        releases.append(_publish(then, then.monthly(then.area.months[-1:]), releases, others=others))
    return [*releases, _publish(world, world.quarterly(), releases, others=[other] if other else [])]


def as_published(world: World, releases: list[Release]) -> Beside:
    """A quarter that other quarters are held against."""
    return Beside(world.shape, tuple(_known(releases)), "the other")


def _publish(
    world: World, designs: tuple[Design, ...], before: list[Release], edition: int = 1, others: Sequence[Beside] = ()
) -> Release:
    made = world.plan(designs)
    return Protection(
        made, world.people, period="then", edition=edition, already=_known(before), beside=others, lot=never
    ).release()  # fmt: skip


def revise(world: World, before: list[Release]) -> Release:
    """The second edition: all tables at once, audited together with the first."""
    return _publish(world, (*world.monthly(world.area.months), *world.quarterly()), before, edition=2)


def _known(releases: list[Release]) -> list[Known]:
    return [figure for release in releases for figure in release.known]
