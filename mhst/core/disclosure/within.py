"""Which groups lie inside others, as anybody knows who knows schools and this house. The gate's reader knows it too.

Of a birthday written down wrongly it may not be true; then the figures contradict it, and the reader thinks again.
"""

from collections.abc import Callable, Iterator, Mapping

from mhst.core.disclosure.dimensions import AGE, AGES, SEEN_AMONG_ENDINGS
from mhst.core.disclosure.shape import CERTAIN, TOP, Cell, Tie

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


def of_schools(cell: CellOf, clusters: Clusters, ages: Mapping[str, frozenset[str]]) -> Iterator[Tie]:
    """A college has nobody under 16, and whoever is 18 is at one of those that take them."""
    schools = [school for inside in clusters.values() for school in inside]
    every = frozenset(AGES)
    for age in AGE.values:
        if age != TOP:
            leaves = frozenset(leaf for leaf in AGES if age in AGE.above[leaf])
            for place, inside in {**{school: (school,) for school in schools}, **clusters}.items():
                if frozenset[str]().union(*(ages.get(school, every) for school in inside)) <= leaves:
                    yield Tie(cell(place=place), (cell(age=age),))
            takers = [school for school in schools if ages.get(school, every) & leaves]
            if len(takers) < len(schools):
                yield Tie(cell(age=age), tuple(cell(place=school) for school in takers))
