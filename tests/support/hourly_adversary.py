"""Somebody who reads the hours of the week too, and goes by people of so many kinds: by place, gender, and the hours
and months in which they came. Whatever group can be named is asked of all worlds of such people at once.
"""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from mhst.core.disclosure.dimensions import DAYS, SLOTS
from tests.support.adversary import BANDS, GENDERS, Told, band
from tests.support.small_worlds import World

#: In which month, at which hour of the week.
Moment = tuple[str, str]
#: Of each value, which kinds have it.
Found = dict[Any, NDArray[np.bool_]]
#: The bands, their unions and each hour, as the hours that they are made of.
TIMES = {name: frozenset(slot for slot in SLOTS if band(slot) in inside) for name, inside in BANDS.items()}
TIMES |= {slot: frozenset({slot}) for slot in SLOTS}
NEAR = 1e-6
FOUR = tuple(name for name, inside in BANDS.items() if len(inside) == 1)
#: What somebody supposes of everybody, the boldest first; with the same courage in two ways. And always that nobody
#: came more than twice, and all to one place.
COURAGE = (("once",), ("at one hour", "in one month and band"), ("in one band",), ("twice",))


def _comes_so(supposed: str, pattern: tuple[Moment, ...]) -> bool:
    months, hours = ({moment[part] for moment in pattern} for part in (0, 1))
    bands = {band(hour) for hour in hours}
    return {
        "once": len(pattern) == 1, "at one hour": len(hours) == 1, "in one band": len(bands) == 1,
        "in one month and band": len(months) == len(bands) == 1, "twice": True,
    }[supposed]  # fmt: skip


@dataclass(frozen=True)
class Few:
    """Some people: at any of these places, of any of these genders, who came in any of these months at any of these
    hours, though at none of those in `but`. With `since` it is how many more they are than in that month."""

    places: frozenset[str]
    genders: frozenset[str]
    months: frozenset[str]
    hours: frozenset[str]
    but: frozenset[str] = frozenset()
    since: str = ""

    def holds(self, place: str, gender: str, moments: Iterable[Moment]) -> bool:
        came = {hour for month, hour in moments if month in self.months}
        return place in self.places and gender in self.genders and bool(came & self.hours) and not came & self.but


class Hourly:
    """Supposes one thing of how people come. Solves over whole people, of kinds that can be."""

    def __init__(self, world: World, told: Told, supposed: str, *, whole: bool = True) -> None:
        self.area = world.area
        moments = list(itertools.product(self.area.months, SLOTS))
        two = [pattern for size in (1, 2) for pattern in itertools.combinations(moments, size)]
        patterns = [pattern for pattern in two if _comes_so(supposed, pattern)]
        self.kinds = [
            (place, gender, pattern)
            for place in self.area.schools for gender in sorted(GENDERS["all"]) for pattern in patterns
            if all(self._is_possible(place, gender, *moment) for moment in pattern)
        ]  # fmt: skip
        self._place = _found([kind[0] for kind in self.kinds])
        self._gender = _found([kind[1] for kind in self.kinds])
        self._moments = _found_in([kind[2] for kind in self.kinds])
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("threads", 1)
        count = len(self.kinds)
        self.solver.addVars(count, [0.0] * count, [1000.0] * count)
        if whole:
            self.solver.changeColsIntegrality(count, list(range(count)), [highspy.HighsVarType.kInteger] * count)
        for cell, (least, most) in told.items():
            self._add(self._of(_cell(world, cell)), least, most)
        for school, pupils in self.area.rolls.items():
            self._add(self._of(_cell(world, ("all", school, "all", "all"))), 0, pupils)

    def _is_possible(self, place: str, gender: str, month: str, hour: str) -> bool:
        """Whether anybody like that can be there then, as far as can be looked up."""
        where = self.area
        return (
            gender in where.genders.get(place, {gender})
            and month in where.open_in.get(place, {month})
            and hour in where.slots.get(place, {hour})
            and all(hour in told.get(month, {}).get(place, {hour}) for told in (where.slots_in, where.staffed_in))
        )

    def _add(self, of: NDArray[np.float64], least: float, most: float) -> None:
        (within,) = of.nonzero()
        self.solver.addRow(least, most, len(within), within.astype(np.int32), of[within])

    def _of(self, few: Few) -> NDArray[np.float64]:
        """How much each kind counts in this group."""
        if few.since:
            less = frozenset({few.since})
            now, then = (Few(few.places, few.genders, months, few.hours) for months in (few.months, less))
            return self._of(now) - self._of(then)
        there = _any(self._place, few.places) & _any(self._gender, few.genders)
        at, but = (
            _any(self._moments, itertools.product(few.months, hours)) for hours in (few.hours, few.but)
        )  # fmt: skip
        return (there & at & ~but).astype(np.float64)

    @property
    def is_fooled(self) -> bool:
        """Whether what it was told and supposes cannot all be true."""
        return self._extreme(np.zeros(len(self.kinds)), highspy.ObjSense.kMinimize) is None

    def proved(self, groups: list[Few], enough: int = 1) -> list[Few]:
        """Those that are 1 to 4 people in every world; stops at so many. Each answer is a world, which often shows of
        many others that they could be none, or five."""
        factors = np.array([self._of(group) for group in groups])
        left = np.arange(len(groups))
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            left = self._still_small(factors, left, factors.sum(axis=0), sense)
        found: list[Few] = []
        while len(left) and len(found) < enough:
            asked = left[-1]
            for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
                left = self._still_small(factors, left, factors[asked], sense)
                if asked not in left:
                    break
            else:
                found.append(groups[asked])
                left = left[left != asked]
        return found

    def _still_small(
        self, factors: NDArray[np.float64], left: NDArray[np.int64], aim: NDArray[np.float64], sense: highspy.ObjSense
    ) -> NDArray[np.int64]:
        at = self._extreme(aim, sense)
        assert at is not None
        numbers = factors[left] @ at
        return left[(numbers > NEAR) & (numbers < 5 - NEAR)]

    def _extreme(self, costs: NDArray[np.float64], sense: highspy.ObjSense) -> NDArray[np.float64] | None:
        self.solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        self.solver.changeObjectiveSense(sense)
        self.solver.run()
        status = self.solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        assert status == highspy.HighsModelStatus.kOptimal
        return np.array(self.solver.getSolution().col_value)

    def span(self, few: Few) -> tuple[int, int]:
        """At least and at most how many these are."""
        of = self._of(few)
        ends = [self._extreme(of, sense) for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize)]
        least, most = (int(of @ at) for at in ends if at is not None)
        return least, most


def boldest(world: World, told: Told, *, whole: bool = True) -> list[Hourly]:
    """Who suppose most without being contradicted, all who are equally bold; nobody where all are fooled."""
    for supposed in COURAGE:
        readers = [reader for each in supposed if not (reader := Hourly(world, told, each, whole=whole)).is_fooled]
        if readers:
            return readers
    return []


def small_groups(world: World) -> list[Few]:
    """Every group of hours that is really 1 to 4 people: one hour, two, a day, what a band leaves without one or two,
    and the change from month to month; by gender, month, place, and any two of these."""
    come = _come(world)
    return [few for few in _groups(world) if 0 < _number(few, come) < 5]


def _groups(world: World) -> Iterator[Few]:
    months, places, genders = _months(world), _places(world), {name: frozenset(of) for name, of in GENDERS.items()}
    for month, place, gender in itertools.product(months, places, genders):
        if [month, place, gender].count("all") < 1:
            continue
        who = places[place], genders[gender]
        crossed = (*who, months[month])
        for hours in _hours(is_whole=month == place == gender == "all"):
            yield Few(*crossed, hours)
        for name in FOUR:
            inside = [TIMES[slot] for slot in SLOTS if TIMES[slot] < TIMES[name]]
            for but in (*inside, *(one | other for one, other in itertools.combinations(inside, 2))):
                yield Few(*crossed, TIMES[name] - but, but)
        for hours, since in itertools.product(_hours(is_whole=False), months) if month != "all" else ():
            if since not in ("all", month):
                yield Few(*crossed, hours, since=since)


def _hours(*, is_whole: bool) -> Iterator[frozenset[str]]:
    """One, two (in one band, unless of everybody), or all of a day."""
    yield from (TIMES[slot] for slot in SLOTS)
    for one, other in itertools.combinations(SLOTS, 2):
        if is_whole or band(one) == band(other):
            yield frozenset({one, other})
    yield from (frozenset(slot for slot in SLOTS if slot.startswith(day)) for day in DAYS)


def _number(few: Few, come: dict[int, tuple[str, str, set[Moment]]]) -> int:
    if few.since:
        then = Few(few.places, few.genders, frozenset({few.since}), few.hours)
        return _number(Few(few.places, few.genders, few.months, few.hours), come) - _number(then, come)
    return sum(few.holds(*each) for each in come.values())


def _come(world: World) -> dict[int, tuple[str, str, set[Moment]]]:
    """Where everybody was first, their gender, and when they came."""
    found: dict[int, tuple[str, str, set[Moment]]] = {}
    for person, (month, place, gender, hour, *_) in world.seen:
        found.setdefault(person, (place, gender, set()))[2].add((month, hour))
    return found


def _cell(world: World, cell: tuple[str, ...]) -> Few:
    month, place, gender, time = cell
    return Few(_places(world)[place], frozenset(GENDERS[gender]), _months(world)[month], TIMES[time])


def _months(world: World) -> dict[str, frozenset[str]]:
    return {"all": frozenset(world.area.months), **{month: frozenset({month}) for month in world.area.months}}


def _places(world: World) -> dict[str, frozenset[str]]:
    clusters = {name: frozenset(inside) for name, inside in world.area.clusters.items()}
    schools = {school: frozenset({school}) for school in world.area.schools}
    return {"all": frozenset(world.area.schools), **clusters, **schools}


def _found(values: list[str]) -> Found:
    return _found_in([(value,) for value in values])


def _found_in(lists: list[tuple[Any, ...]]) -> Found:
    """Of each value, in which of these it is."""
    found: Found = {}
    for number, values in enumerate(lists):
        for value in values:
            found.setdefault(value, np.zeros(len(lists), dtype=np.bool_))[number] = True
    return found


def _any(found: Found, values: Iterable[Any]) -> NDArray[np.bool_]:
    some = [found[value] for value in values if value in found]
    return np.logical_or.reduce(some) if some else np.zeros(len(next(iter(found.values()))), dtype=np.bool_)
