"""Which groups lie inside others, and which are empty, as anybody knows who knows schools and this house, or looks up
whom a place takes and how many, and when it is open: at which hours, and in which months. The gate's reader knows it.

Of a birthday written down wrongly, an answer written after hours, or a pupil who came to a school since its roll was
counted, it may not be true; then the figures contradict it, and the reader thinks again.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence

from mhst.core.disclosure.dimensions import AGE, AGES, GENDER, SEEN_AMONG_ENDINGS, TIME
from mhst.core.disclosure.shape import CERTAIN, LIGHTLY, TOP, Cell, Dimension, Tie

#: Online nobody is asked for a request: such people waited for nothing, came for nothing that is known, and go on.
ONLINE = {"help": "online"}
WITHOUT_A_REQUEST = ({"wait": "seen_before", "reason": "reason_not_known"}, {"ended": "goes_on"})

#: What a bold reader supposes: that nobody's support ended in a quarter in which they were not seen.
SEEN_TO_THE_END = "seen_to_the_end"
#: The youngest and the oldest of each of the ages.
SPANS = ((0, 10), (11, 13), (14, 15), (16, 17), (18, 200))
#: The cell with these values, as a shape makes it.
CellOf = Callable[..., Cell]
#: For each cluster its schools.
Clusters = Mapping[str, tuple[str, ...]]
#: For a place the finest values of a dimension in which anybody can be there; of one that is not named, all.
Takes = Mapping[str, frozenset[str]]
#: The same in each month; of a month that is not named, or a place, as in all of them.
Monthly = Mapping[str, Takes]


def online(cell: CellOf, no_school: str | None) -> Iterator[Tie]:
    """Who is helped online comes from no school that is known, and only they do."""
    for values in WITHOUT_A_REQUEST:
        yield Tie(cell(**ONLINE), (cell(**values),))
    if no_school:
        yield Tie(cell(**ONLINE), (cell(place=no_school),))
        yield Tie(cell(place=no_school), (cell(**ONLINE),))


def endings(cell: CellOf) -> Iterator[Tie]:
    """Those seen whose support ended are among all whose support ended; whoever is bold takes them for all of those."""
    for seen, ended in SEEN_AMONG_ENDINGS.items():
        yield Tie(cell(ended=seen), (cell(ending=ended),), CERTAIN)
        yield Tie(cell(ending=ended), (cell(ended=seen),), SEEN_TO_THE_END)


def ages_of(low: int, high: int) -> frozenset[str]:
    """The ages told of between the youngest and the oldest whom a school takes."""
    return frozenset(age for age, (least, most) in zip(AGES, SPANS, strict=True) if least <= high and low <= most)


def of_ages(cell: CellOf, clusters: Clusters, ages: Takes) -> Iterator[Tie]:
    """A college has nobody under 16; whoever is 18 is at one of those that take them; and whoever is at a primary is
    under 11 or 11 to 13, and nothing else."""
    yield from _of_places(cell, AGE, clusters, ages)
    for place, taken in _taken(AGE, clusters, ages).items():
        cover = _fewest(AGE, taken)
        if len(cover) > 1:
            yield Tie(cell(place=place), tuple(cell(age=age) for age in cover))


def of_hours(cell: CellOf, clusters: Clusters, slots: Takes) -> Iterator[Tie]:
    """Nobody is helped by a service in an hour at which it is shut: who came then came elsewhere."""
    return _of_places(cell, TIME, clusters, slots)


def of_genders(cell: CellOf, clusters: Clusters, genders: Takes) -> Iterator[Tie]:
    """Nobody but girls is at a girls' school, so who is no girl is elsewhere. Some who are there may say otherwise of
    themselves, or nothing; who supposes that they do not finds more, until figures contradict it."""
    return _of_places(cell, GENDER, clusters, genders)


def shut(cell: CellOf, clusters: Clusters, months: Sequence[str], open_in: Takes) -> Iterator[Tie]:
    """Nobody is seen at a school in a month in which it is shut."""
    for month, closed, _ in _shut_in(clusters, months, open_in):
        yield from (Tie(cell(place=school, month=month), ()) for school in closed)


def of_months(cell: CellOf, clusters: Clusters, months: Sequence[str], open_in: Takes) -> Iterator[Tie]:
    """And whoever is seen in such a month is seen elsewhere, also those of one gender or time of the week."""
    yield from shut(cell, clusters, months, open_in)
    values = [(dim.name, value) for dim in (TIME, GENDER) for value in dim.values if value not in (TOP, *dim.alone)]
    for month, _, there in _shut_in(clusters, months, open_in):
        for who in ({}, *({name: value} for name, value in values)):
            yield Tie(cell(month=month, **who), tuple(cell(place=place, **who) for place in there))


def of_bands(
    cell: CellOf, clusters: Clusters, months: Sequence[str], slots: Takes, open_in: Takes, slots_in: Monthly
) -> Iterator[Tie]:  # fmt: skip
    """Whoever is seen in a month at a time of the week at which some places are shut in it is seen at the others in it,
    and at that time."""
    schools = [school for inside in clusters.values() for school in inside]
    for month in months:
        there = [school for school in schools if month in open_in.get(school, months)]
        taken = _taken(TIME, clusters, {**slots, **slots_in.get(month, {})})
        for time in (time for time in TIME.values if time not in (TOP, *TIME.alone)):
            at = [school for school in there if taken[school] & TIME.leaves[time]]
            if len(at) < len(there):
                yield Tie(cell(month=month, time=time), tuple(cell(place=school, month=month) for school in at))
                if at:
                    yield Tie(cell(month=month, time=time), tuple(cell(place=school, time=time) for school in at))


def in_all(months: Sequence[str], slots_in: Monthly) -> tuple[Takes, Takes]:
    """Of each place that is named: the hours of the week at which it is open in any month, and the months."""
    places = dict.fromkeys(place for takes in slots_in.values() for place in takes)
    at = {place: {month: slots_in.get(month, {}).get(place, frozenset()) for month in months} for place in places}
    return (
        {place: frozenset[str]().union(*told.values()) for place, told in at.items()},
        {place: frozenset(month for month, open_at in told.items() if open_at) for place, told in at.items()},
    )


def of_rolls(cell: CellOf, rolls: Mapping[str, int]) -> Iterator[Tie]:
    """No more are seen at a school than are on its roll. So much is known of a cluster too: it is its schools."""
    for school, pupils in rolls.items():
        yield Tie(cell(place=school), (), LIGHTLY, pupils)


def some_ages(cell: CellOf, clusters: Clusters, ages: Takes) -> Iterator[tuple[Cell, ...]]:
    """Each place that does not take all, less some of its ages, where no age that is told of says so by itself."""
    single = {AGE.leaves[age] for age in AGE.values}
    for place, taken in _taken(AGE, clusters, ages).items():
        in_order = [age for age in AGES if age in taken]
        for many in range(2, len(taken)) if len(taken) < len(AGES) else ():
            for some in itertools.combinations(in_order, many):
                if frozenset(some) not in single:
                    yield tuple(cell(place=place, age=age) for age in some)


def _of_places(cell: CellOf, dim: Dimension, clusters: Clusters, takes: Takes) -> Iterator[Tie]:
    taken = _taken(dim, clusters, takes)
    schools = [school for inside in clusters.values() for school in inside]
    for value, leaves in dim.leaves.items():
        if value != TOP:
            yield from (
                Tie(cell(place=place), (cell(**{dim.name: value}),))
                for place, its in taken.items()
                if its and its <= leaves
            )
            takers = [school for school in schools if taken[school] & leaves]
            if len(takers) < len(schools):
                yield Tie(cell(**{dim.name: value}), tuple(cell(place=school) for school in takers))
        if value not in dim.alone:
            empty = (place for place, its in taken.items() if not its & leaves)
            yield from (Tie(cell(place=place, **{dim.name: value}), ()) for place in empty)


def _shut_in(
    clusters: Clusters, months: Sequence[str], open_in: Takes
) -> Iterator[tuple[str, list[str], list[str]]]:  # fmt: skip
    """Months in which some are shut: which, and which others are not."""
    schools = [school for inside in clusters.values() for school in inside]
    for month in months:
        there = [school for school in schools if month in open_in.get(school, months)]
        if len(there) < len(schools):
            yield month, [school for school in schools if school not in there], there


def _taken(dim: Dimension, clusters: Clusters, takes: Takes) -> dict[str, frozenset[str]]:
    """Of every school, and of every cluster that has any."""
    every = dim.leaves[TOP]
    of_schools = {school: takes.get(school, every) for inside in clusters.values() for school in inside}
    return of_schools | {
        name: frozenset[str]().union(*(of_schools[school] for school in inside))
        for name, inside in clusters.items()
        if inside
    }


def _fewest(dim: Dimension, leaves: frozenset[str]) -> list[str]:
    """The largest values that these leaves make; the whole alone, where they make that."""
    within = [value for value in dim.values if dim.leaves[value] <= leaves]
    return [value for value in within if not any(other != value and other in dim.above[value] for other in within)]
