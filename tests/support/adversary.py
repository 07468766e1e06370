"""Somebody with a computer, every table that any two readers were given, and the will to find a child.

Written apart from the gate and knowing more than it asks about: every crossing of every dimension is an unknown.
"""

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import highspy

from mhst.core.disclosure import SafeTable
from mhst.core.disclosure.declared import Area
from mhst.core.disclosure.declared_consultations import THEMES
from mhst.core.disclosure.declared_whole_school import SIZES
from mhst.core.disclosure.dimensions import CHANGES, OTHER_REASONS, REASONS, SLOTS, WORRY_OR_MOOD
from mhst.core.disclosure.within import Monthly
from tests.support.ending_worlds import ENDING
from tests.support.small_worlds import World

NAMES = ("month", "place", "gender", "time")
#: What is told by itself, as other adversaries cross it with what is told most.
ALONE = (
    ("gender", "age", "wait"), ("gender", "ethnicity", "help"), ("gender", "wait", "reason"),
    ("gender", "reason", "help"), ("place", "age"),
)  # fmt: skip
OF_ITSELF = {
    "age": {
        "under_11": {"under_11"}, "11_to_13": {"11_to_13"}, "14_to_15": {"14_to_15"}, "16_to_17": {"16_to_17"},
        "18_and_over": {"18_and_over"}, "11_to_15": {"11_to_13", "14_to_15"},
        "under_16": {"under_11", "11_to_13", "14_to_15"}, "16_and_over": {"16_to_17", "18_and_over"},
    },
    "wait": {
        "within_4_weeks": {"within_4_weeks"}, "4_to_12_weeks": {"4_to_12_weeks"}, "over_12_weeks": {"over_12_weeks"},
        "seen_before": {"seen_before"}, "over_4_weeks": {"4_to_12_weeks", "over_12_weeks"},
        "first_seen": {"within_4_weeks", "4_to_12_weeks", "over_12_weeks"},
    },
    "reason": {
        **{reason: {reason} for reason in REASONS}, "for_worry_or_low_mood": set(WORRY_OR_MOOD),
        "for_another_reason": set(OTHER_REASONS),
    },
    "ended": {
        "goes_on": {"goes_on"}, "not_asked_twice": {"not_asked_twice"}, **{change: {change} for change in CHANGES},
        "not_better": {"about_the_same", "worse"}, "asked_twice": set(CHANGES),
        "support_ended": {"not_asked_twice", *CHANGES},
    },
    "ending": ENDING,
    "size": {
        **{size: {size} for size in SIZES}, "up_to_30_came": set(SIZES[:2]),
    },
    "theme": {
        **{theme: {theme} for few in THEMES.values() for theme in few},
        **{name: set(few) for name, few in THEMES.items()},
    },
    "answer": {"answered_in_time": {"answered_in_time"}, "answered_later": {"answered_later"}},
    "outcome": {
        "stayed_in_school": {"stayed_in_school"}, "went_on": {"went_on"}, "not_told": {"not_told"},
        "without_advice": {"without_advice"}, "advice_agreed": {"stayed_in_school", "went_on", "not_told"},
    },
    "talk": {
        "up_to_15_minutes": {"up_to_15_minutes"}, "15_to_30_minutes": {"15_to_30_minutes"},
        "over_30_minutes": {"over_30_minutes"}, "no_live_talk": {"no_live_talk"},
        "talked_live": {"up_to_15_minutes", "15_to_30_minutes", "over_30_minutes"},
    },
    "ethnicity": {name: {name} for name in ("white", "asian", "black", "mixed", "other_group", "not_said")}
    | {"all_other_groups": {"asian", "black", "mixed", "other_group"}},
    "help": {
        "one_to_one": {"one_to_one"}, "in_a_group": {"in_a_group"}, "online": {"online"},
        "in_person": {"one_to_one", "in_a_group"},
    },
}  # fmt: skip
#: By these everybody in the quarter is told apart.
OF_THE_WHOLE = ("age", "ethnicity", "wait", "reason")
#: What tells of everybody in the quarter, to whoever crosses other things than months.
WHOLES = {"quarter", "consultations", "whole_school"}
#: Nobody is in two parts of these.
DIVIDES = (
    "gender",
    "age",
    "ethnicity",
    "wait",
    "reason",
    "ended",
    "ending",
    "theme",
    "answer",
    "outcome",
    "talk",
    "size",
)
#: Of which dimensions somebody may suppose it, the boldest first.
BOLD = (("gender", "place", "month", "time"), ("gender", "place", "time"), ("gender", "place"), ("gender",))
HIDDEN = {5: (0, 4), 10: (0, 9)}
BANDS = {
    "weekday_daytime": {"day"},
    "weekday_evening": {"evening"},
    "weekday_overnight": {"night"},
    "weekend": {"weekend"},
    "evenings_and_weekends": {"evening", "weekend"},
    "other_times": {"day", "night"},
    "out_of_office_hours": {"evening", "night", "weekend"},
    "all": {"day", "evening", "night", "weekend"},
}
GENDERS = {
    "female": {"female"},
    "male": {"male"},
    "another": {"another"},
    "not_said": {"not_said"},
    "another_or_not_said": {"another", "not_said"},
    "everyone_else": {"male", "another", "not_said"},
    "all": {"female", "male", "another", "not_said"},
}
#: Numbers in a sum from which on it is solved from within; and what asks for each way along the edges.
MANY, DUAL, PRIMAL = 100, 1, 4
Cell = tuple[str, ...]
#: At least, at most.
Told = dict[Cell, tuple[int, int]]
#: A group as factors of cells.
Sum = Mapping[Cell, float]


def band(slot: str) -> str:
    day, _, hour = slot.partition("_")
    return "weekend" if day in ("saturday", "sunday") else hour


def told_by(tables: Iterable[SafeTable], world: World, names: tuple[str, ...] = NAMES) -> Told:
    """What the figures say to somebody who has read the method page. Hours by weekday are of no use to those who go by
    the bands; see `hourly_adversary`."""
    told: Told = {}
    lone = {name: inside[0] for name, inside in world.area.clusters.items() if len(inside) == 1}
    for table in tables:
        for figure in table.figures if _is_about(table, names) else ():
            values = dict(zip(table.dimensions, figure.values, strict=True))
            values["place"] = lone.get(values.get("place", "all"), values.get("place", "all"))
            cell = tuple(values.get(name, "all") for name in names)
            step = 10 if set(world.area.schools) & set(cell) else 5
            least, most = _span(figure.shown, step)
            known = told.get(cell, (0, math.inf))
            told[cell] = (max(known[0], least), min(known[1], most))  # type: ignore[assignment]
    return _with_the_whole(told, tables, names)


def _with_the_whole(told: Told, tables: Iterable[SafeTable], names: tuple[str, ...]) -> Told:
    """What tables of other things say of everybody in the quarter: their parts together. Whoever did not read them
    would suppose what they contradict."""
    whole = ("all",) * len(names)
    for table in tables:
        (name, *more) = table.dimensions or ("",)
        if more or name in names or name not in OF_THE_WHOLE or whole not in told:
            continue
        spans = {figure.values[0]: _span(figure.shown, 5) for figure in table.figures}
        for parts in _divisions(OF_ITSELF[name], list(spans)):
            least, most = sum(spans[part][0] for part in parts), sum(spans[part][1] for part in parts)
            told[whole] = (max(told[whole][0], least), min(told[whole][1], most))
    return told


def _divisions(leaves: Mapping[str, set[str]], values: list[str]) -> Iterator[tuple[str, ...]]:
    """Which of these values make up everybody, each in one of them."""
    every = set().union(*leaves.values())
    for count in range(1, len(values) + 1):
        for parts in itertools.combinations(values, count):
            inside = [leaf for part in parts for leaf in leaves.get(part, ())]
            if len(inside) == len(every) == len(set(inside)):
                yield parts


def _is_about(table: SafeTable, names: tuple[str, ...]) -> bool:
    """Whether it tells of these dimensions; the whole quarter, told as all its months, is told to everybody."""
    return set(table.dimensions) <= set(names) or table.key in WHOLES


def _span(shown: int | None, step: int) -> tuple[int, int]:
    if shown is None:
        return HIDDEN[step]
    return max(step, shown - step // 2), shown + (step - 1) // 2


class Adversary:
    """Solves for the least and the most of any group. `told` may be of several editions, which are then joined."""

    def __init__(
        self, world: World, told: Told, divides: tuple[str, ...] = ("gender",), names: tuple[str, ...] = NAMES
    ) -> None:
        self.divides, self.names = divides, names
        self.values = _values(world, names)
        self.cells = list(itertools.product(*self.values))
        self.place = {cell: number for number, cell in enumerate(self.cells)}
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        for cell in self.cells:
            self.solver.addVar(*told.get(cell, (0, 100_000)))
        for cell in self.cells:
            self._understand(cell)
        self._know_what_lies_inside(world)
        self._know_who_can_be_there(world)

    def _know_what_lies_inside(self, world: World) -> None:
        """Whoever is in one group is in another too, as far as both are crossed here."""
        for tie in world.shape.within:
            inside, *of = (_crossed_here(world, cell, self.names) for cell in (tie.inside, *tie.of))
            if {inside, *of} <= self.place.keys():
                self._add({**dict.fromkeys(of, 1.0), inside: -1}, -tie.besides)

    def _know_who_can_be_there(self, world: World) -> None:
        """Nobody is at a place that takes none of that age or gender, or is shut at that time or all that month."""
        leaves = dict(zip(self.names, self.values, strict=True))
        hours = {place: {band(slot) for slot in slots} for place, slots in world.area.slots.items()}
        where = world.area
        for name, takes in (
            ("age", where.ages), ("time", hours), ("month", where.open_in), ("gender", where.genders)
        ):  # fmt: skip
            if {"place", name} <= set(self.names):
                for cell in self.cells:
                    at = dict(zip(self.names, cell, strict=True))
                    mine, every = leaves[name][at[name]], leaves[name]["all"]
                    if not any(mine & takes.get(school, every) for school in leaves["place"][at["place"]]):
                        self._add({cell: -1}, 0)
        for cell in self.cells if {"place", "month"} <= set(self.names) else ():
            if not self._opens(where, leaves, dict(zip(self.names, cell, strict=True))):
                self._add({cell: -1}, 0)
        for school, pupils in where.rolls.items() if "place" in self.names else ():
            self._add({tuple(school if name == "place" else "all" for name in self.names): -1}, -pupils)

    def _opens(self, where: Area, leaves: Mapping[str, Mapping[str, set[str]]], at: Mapping[str, str]) -> bool:
        """Whether any of these places is open, and anybody there on shift, in any of these months at any such hour."""
        hours = BANDS[at.get("time", "all")]
        return any(
            all(hours & {band(slot) for slot in told.get(month, {}).get(school, SLOTS)} for told in _told(where))
            for month in leaves["month"][at["month"]] for school in leaves["place"][at["place"]]
        )  # fmt: skip

    def _understand(self, cell: Cell) -> None:
        """A whole is at least each part, and no more than any parts that together make it; genders divide people."""
        for dim, values in enumerate(self.values):
            mine = values[cell[dim]]
            within = [value for value, leaves in values.items() if leaves < mine]
            for value in within:
                self._add({cell: 1, _at(cell, dim, value): -1}, 0)
            for one, other in itertools.combinations(within, 2):
                if not values[one] & values[other] and values[one] | values[other] == mine:
                    most = 0 if self.names[dim] in self.divides else math.inf
                    self._add({cell: -1, _at(cell, dim, one): 1, _at(cell, dim, other): 1}, 0, most)
            leaves = [value for value in within if len(values[value]) == 1]
            if len(leaves) > 2:
                most = 0 if self.names[dim] in self.divides else math.inf
                self._add({cell: -1, **{_at(cell, dim, value): 1 for value in leaves}}, 0, most)

    def _add(self, factors: Sum, least: float, most: float = math.inf) -> None:
        self.solver.addRow(least, most, len(factors), [self.place[cell] for cell in factors], list(factors.values()))

    @property
    def is_fooled(self) -> bool:
        """Whether what it was told cannot all be true."""
        return self._extreme({}, highspy.ObjSense.kMinimize) is None

    def proved(self, groups: list[Sum], enough: int = 1) -> list[Sum]:
        """Those of these small groups that must be 1 to 4 people; stops at so many."""
        together: dict[Cell, float] = {}
        for group in groups:
            for cell, factor in group.items():
                together[cell] = together.get(cell, 0) + factor
        left = list(groups)
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            left = self._still_small(left, self._extreme(together, sense))
        found = []
        while left and len(found) < enough:
            group = left.pop()
            for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
                at = self._extreme(group, sense)
                left = self._still_small(left, at)
                if not self._still_small([group], at):
                    break
            else:
                found.append(group)
        return found

    def span(self, cell: Cell) -> tuple[float, float]:
        """The least and the most that a cell can be."""
        ends = [self._extreme({cell: 1}, sense) for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize)]
        least, most = (at[self.place[cell]] for at in ends if at is not None)
        return least, most

    def narrow(self, cells: Iterable[Cell]) -> dict[Cell, tuple[float, float]]:
        """Those of which it is known almost how many they are: somebody, between two numbers less than five apart.

        Where they are nobody, whatever is held against them is told by itself.
        """
        found = {}
        seen: dict[Cell, list[float]] = {cell: [] for cell in cells}
        self._look(seen, list(seen))
        self._look(seen, [cell for cell, numbers in seen.items() if max(numbers) < 1e-6])
        seen = {cell: numbers for cell, numbers in seen.items() if max(numbers) > 1e-6}
        while seen := {cell: numbers for cell, numbers in seen.items() if max(numbers) - min(numbers) < 5 - 1e-6}:
            cell = next(iter(seen))
            self._look(seen, [cell])
            least, most = seen.pop(cell)[-2:]
            if most - least < 5 - 1e-6:
                found[cell] = least, most
        return found

    def _look(self, seen: dict[Cell, list[float]], asked: list[Cell]) -> None:
        """How many they are where those asked about are fewest together, and where they are most."""
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            at = self._extreme(dict.fromkeys(asked, 1.0), sense)
            assert at is not None
            for cell, numbers in seen.items():
                numbers.append(at[self.place[cell]])

    def _still_small(self, groups: list[Sum], at: list[float] | None) -> list[Sum]:
        assert at is not None
        numbers = [(sum(factor * at[self.place[cell]] for cell, factor in group.items()), group) for group in groups]
        return [group for number, group in numbers if 1e-6 < number < 5 - 1e-6]

    def _extreme(self, factors: Sum, sense: highspy.ObjSense) -> list[float] | None:
        costs = [0.0] * len(self.cells)
        for cell, factor in factors.items():
            costs[self.place[cell]] = factor
        self.solver.changeColsCost(len(costs), list(range(len(costs))), costs)
        self.solver.changeObjectiveSense(sense)
        self._ask_of(len(factors))
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return list(self.solver.getSolution().col_value)

    def _ask_of(self, many: int) -> None:
        """The same answer sooner: a sum of thousands from within, one group from where the last answer was found."""
        if many > MANY:
            self.solver.clearSolver()
        self.solver.setOptionValue("solver", "ipm" if many > MANY else "simplex")
        self.solver.setOptionValue("simplex_strategy", PRIMAL if many else DUAL)


class TwoEditions(Adversary):
    """Holds a revision against what it revises, and supposes that late forms only added people; with `little`, that no
    figure became another by more than that."""

    def __init__(
        self, world: World, before: Told, after: Told, divides: tuple[str, ...], names: tuple[str, ...] = NAMES,
        little: float | None = None,
    ) -> None:  # fmt: skip
        super().__init__(world, before, divides, names)
        cells, first = self.cells, self.place
        for cell in cells:
            self.solver.addVar(*after.get(cell, (0, 100_000)))
        self.place = {cell: len(cells) + number for cell, number in first.items()}
        for cell in cells:
            self._understand(cell)
        self._know_what_lies_inside(world)
        self._know_who_can_be_there(world)
        both = (("before", first), ("after", self.place))
        self.place = {(edition, *cell): place[cell] for edition, place in both for cell in cells}
        self.cells = list(self.place)
        fewer, more = (0, math.inf) if little is None else (-little, little)
        for cell in cells:
            self._add({("after", *cell): 1, ("before", *cell): -1}, fewer, more)

    @classmethod
    def boldest(cls, world: World, before: Told, after: Told) -> "TwoEditions | None":
        """As `boldest`."""
        readers = (cls(world, before, after, divides) for divides in BOLD)
        return next((reader for reader in readers if not reader.is_fooled), None)

    @classmethod
    def calmest(
        cls, world: World, before: Told, after: Told, bold: Iterable[tuple[str, ...]] = BOLD,
        names: tuple[str, ...] = NAMES,
    ) -> "TwoEditions | None":  # fmt: skip
        """As `boldest`, of those who suppose that little was revised, or nothing of it."""
        supposed = itertools.product(bold, (0, 2, 4, 8, math.inf))
        readers = (cls(world, before, after, divides, names, little) for divides, little in supposed)
        return next((reader for reader in readers if not reader.is_fooled), None)


def small_changes(before: World, after: World, names: tuple[str, ...] = NAMES) -> list[Sum]:
    """By one to four more people."""
    then, now = everybody(before, names), everybody(after, names)
    return [
        {("after", *cell): 1, ("before", *cell): -1} for cell in now if 0 < len(now[cell]) - len(then[cell]) < 5
    ]  # fmt: skip


def in_edition(edition: str, groups: list[Sum]) -> list[Sum]:
    """These groups as that edition counts them."""
    return [{(edition, *cell): factor for cell, factor in group.items()} for group in groups]


def boldest(world: World, told: Told) -> Adversary | None:
    """The one who supposes most without being contradicted; None when even the most careful is."""
    for divides in BOLD:
        if all(least <= most for least, most in told.values()):
            adversary = Adversary(world, told, divides)
            if not adversary.is_fooled:
                return adversary
    return None


def _crossed_here(world: World, cell: Cell, names: tuple[str, ...]) -> Cell | None:
    """A cell of the shape in these dimensions; none where it tells of others."""
    values = {name: value for name, value in zip(world.dimensions, cell, strict=True) if value != "all"}
    return tuple(values.get(name, "all") for name in names) if set(values) <= set(names) else None


def _told(where: Area) -> tuple[Monthly, Monthly]:
    return where.slots_in, where.staffed_in


def _at(cell: Cell, dim: int, value: str) -> Cell:
    return (*cell[:dim], value, *cell[dim + 1 :])


def _values(world: World, names: tuple[str, ...] = NAMES) -> list[dict[str, set[str]]]:
    """For each dimension, what each of its values is made of."""
    months = {month: {month} for month in world.area.months}
    schools = {school: {school} for school in world.area.schools}
    clusters = {name: set(inside) for name, inside in world.area.clusters.items() if len(inside) > 1}
    places = {**schools, **clusters, "all": set(schools)}
    known = {"month": {**months, "all": set(months)}, "place": places, "gender": GENDERS, "time": BANDS} | {
        name: {"all": set().union(*parts.values()), **parts} for name, parts in OF_ITSELF.items()
    }
    return [known[name] for name in names]  # type: ignore[misc]


def small_groups(world: World, names: tuple[str, ...] = NAMES) -> list[Sum]:
    """Every cell, complement, whole less two parts where nobody is in both, whole less what lies inside it, and month
    against month that is really 1 to 4 people."""
    values = _values(world, names)
    who = _who(world, values, names)
    groups = [{cell: 1.0} for cell, people in who.items() if 0 < len(people) < 5]
    divides = [name in DIVIDES for name in names]
    ties = [[_crossed_here(world, cell, names) for cell in (tie.inside, *tie.of)] for tie in world.shape.within]
    for cell, people in who.items():
        groups += _left_over(values, who, cell, people, [tie for tie in ties if None not in tie], divides)
    return groups + (list(_changes(world, who)) if names[0] == "month" else [])


def everybody(world: World, names: tuple[str, ...] = NAMES) -> dict[Cell, set[int]]:
    """Who is in each cell; of those that are told of most, unless others are named."""
    return _who(world, _values(world, names), names)


def _who(world: World, values: list[dict[str, set[str]]], names: tuple[str, ...]) -> dict[Cell, set[int]]:
    """Who is in each cell."""
    found: dict[Cell, set[int]] = {cell: set() for cell in itertools.product(*values)}
    for person, cell in world.seen:
        at = dict(zip(world.dimensions, cell, strict=True))
        leaf = [band(at[name]) if name == "time" else at[name] for name in names]
        above = [
            [value for value, inside in each.items() if one in inside] for each, one in zip(values, leaf, strict=True)
        ]
        for holding in itertools.product(*above):
            found[holding].add(person)
    return found


def _left_over(
    values: list[dict[str, set[str]]], who: Mapping[Cell, set[int]], cell: Cell, people: set[int],
    ties: list[list[Any]], divides: list[bool],
) -> Iterator[Sum]:  # fmt: skip
    for dim, inside in enumerate(values):
        parts = {value: _at(cell, dim, value) for value, leaves in inside.items() if leaves < inside[cell[dim]]}
        for part in parts.values():
            if 0 < len(people - who[part]) < 5:
                yield {cell: 1, part: -1}
        for one, other in itertools.combinations(parts, 2) if divides[dim] else ():
            if not inside[one] & inside[other] and 0 < len(people - who[parts[one]] - who[parts[other]]) < 5:
                yield {cell: 1, parts[one]: -1, parts[other]: -1}
    for tie in ties:
        inside, *of = tie
        if of == [cell] and inside in who and 0 < len(people - who[inside]) < 5:
            yield {cell: 1, inside: -1}


def _changes(world: World, who: Mapping[Cell, set[int]]) -> Iterator[Sum]:
    for cell in who:
        for before, after in itertools.combinations(world.area.months, 2):
            if cell[0] == after:
                less, more = sorted((cell, _at(cell, 0, before)), key=lambda each: len(who[each]))
                if 0 < len(who[more]) - len(who[less]) < 5:
                    yield {more: 1, less: -1}


class WholePeople:
    """Goes by whole people: an unknown for each kind of person, by school, gender and when they came. Small worlds."""

    def __init__(self, world: World, told: Told) -> None:
        months, places = world.area.months, {**world.area.clusters, "all": world.area.schools}
        moments = list(itertools.product(months, BANDS["all"]))
        patterns = [p for size in (1, 2, 3, 4) for p in itertools.combinations(moments, size)]
        self.kinds = list(itertools.product(world.area.schools, GENDERS["all"], patterns))
        self.places = {**{school: (school,) for school in world.area.schools}, **places}
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        for _ in self.kinds:
            self.solver.addVar(0, 1000)
        kinds = len(self.kinds)
        self.solver.changeColsIntegrality(kinds, list(range(kinds)), [highspy.HighsVarType.kInteger] * kinds)
        for cell, (least, most) in told.items():
            if cell[3] not in BANDS:
                continue
            within = [number for number, kind in enumerate(self.kinds) if self._is_in(kind, cell)]
            self.solver.addRow(least, most, len(within), within, [1.0] * len(within))

    def _is_in(self, kind: tuple[str, str, tuple[tuple[str, str], ...]], cell: Cell) -> bool:
        school, gender, moments = kind
        month, place, genders, time = cell
        came = any((month in (when, "all")) and hour in BANDS[time] for when, hour in moments)
        return school in self.places[place] and gender in GENDERS[genders] and came

    def proved(self, groups: list[Sum], asked: int) -> list[Sum]:
        """Of the first so many groups those that are 1 to 4 people in every world of whole people."""
        factors = [self._factors(group) for group in groups[:asked]]
        left = list(range(len(factors)))
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            left = self._settle(factors, left, left, sense)
        found = []
        while left:
            number = left.pop()
            for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
                remaining = self._settle(factors, [number], [*left, number], sense)
                if number not in remaining:
                    left = remaining
                    break
                left = [each for each in remaining if each != number]
            else:
                found.append(groups[number])
        return found

    def _factors(self, group: Sum) -> list[float]:
        return [sum(factor for cell, factor in group.items() if self._is_in(kind, cell)) for kind in self.kinds]

    def _settle(
        self, factors: list[list[float]], aim: list[int], left: list[int], sense: highspy.ObjSense
    ) -> list[int]:
        costs = [sum(column) for column in zip(*(factors[number] for number in aim), strict=True)] if aim else []
        self.solver.changeColsCost(len(costs), list(range(len(costs))), costs)
        self.solver.changeObjectiveSense(sense)
        self.solver.run()
        assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        at = [round(value) for value in self.solver.getSolution().col_value]
        come = [number for number, value in enumerate(at) if value]
        return [each for each in left if 0 < sum(factors[each][kind] * at[kind] for kind in come) < 5]
