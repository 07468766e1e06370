"""What bold readers take for true of published figures, beyond what follows from them: as much as they can."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from mhst.core.disclosure.reader import Known, Reader
from mhst.core.disclosure.shape import Shape, Tie, covers

#: By how much a reader may suppose that a revision changes any figure; the first that can be true. Where more did he
#: supposes nothing of that, and everything else as ever.
CHANGES_LITTLE = (0, 2, 4, 8, None)
#: Late forms add people, corrections take some away.
ONE_WAY = (1, -1)


@dataclass(frozen=True)
class Supposing:
    """What a bold reader takes for true of these figures."""

    divides: frozenset[str] = frozenset()  # nobody is in two parts of these dimensions; and ties that hold then
    little: int | None = None  # a revision changes no figure by more
    way: int | None = None  # or it only adds people, or only takes some away
    trusts: bool = False  # what everybody knows of groups that lie inside others,
    doubts: frozenset[Tie] = frozenset()  # but for these, which figures contradict

    def is_bolder_than(self, other: "Supposing") -> bool:
        """Whether it is the same but that it supposes more to divide people."""
        return self != other and replace(self, divides=other.divides) == other and covers(self.divides, other.divides)

    def reader(self, shape: Shape, known: Iterable[Known]) -> Reader:
        reader = Reader(shape, known, self.divides, trusts=self.trusts, doubts=self.doubts)
        if self.little is not None:
            reader.link(self.little)
        if self.way is not None:
            reader.link_one_way(self.way)
        return reader


def boldest(shape: Shape, known: list[Known]) -> list[Supposing]:
    """The most that can be supposed without being contradicted, by each way of becoming more careful; one more where
    trust stands in the way of boldness, who doubts as little as he must."""
    found: list[Supposing] = []
    for bold in shape.bold:
        steps = _steps_down(bold, known)
        most = replace(steps[0], trusts=bool(shape.within))
        if not any(each == most or each.is_bolder_than(most) for each in found):
            found += _boldest_of(steps, shape, known)
    return _without_less_bold(found)


def _without_less_bold(found: Iterable[Supposing]) -> list[Supposing]:
    every = list(dict.fromkeys(found))
    return [each for each in every if not any(other.is_bolder_than(each) for other in every)]


def _boldest_of(steps: list[Supposing], shape: Shape, known: list[Known]) -> list[Supposing]:
    trusting = first_that_can_be(shape, known, [replace(step, trusts=True) for step in steps]) if shape.within else None
    if trusting and replace(trusting, trusts=False) == steps[0]:
        return [trusting]
    plain = first_that_can_be(shape, known, steps) or Supposing()
    if trusting and replace(trusting, trusts=False) == plain:
        return [trusting]
    return [*filter(None, [trusting]), _with_doubts(plain, shape, known)]


def _with_doubts(plain: Supposing, shape: Shape, known: list[Known]) -> Supposing:
    """Trusting too, as far as these figures let him."""
    doubts = plain.reader(shape, known).contradicted() if shape.within else None
    return plain if doubts is None else replace(plain, trusts=True, doubts=doubts)


def _steps_down(bold: Iterable[frozenset[str]], known: list[Known]) -> list[Supposing]:
    """From the boldest to the most careful."""
    littles = CHANGES_LITTLE if _is_revised(known) else (None,)
    return [Supposing(divides, little) for divides in bold for little in littles]


def _is_revised(known: list[Known]) -> bool:
    return len({figure.edition for figure in known} | {1}) > 1


def one_way(shape: Shape, known: list[Known]) -> list[Supposing]:
    """Who supposes of a revision that late forms only add, or that corrections only take away, and whatever else can be
    true then."""
    if not _is_revised(known):
        return []
    found = (
        each
        for way in ONE_WAY
        for bold in shape.bold
        for each in _boldest_of([Supposing(divides, way=way) for divides in bold], shape, known)
    )
    return _without_less_bold(each for each in found if each.way is not None)


def of_revisions(supposed: list[Supposing], known: list[Known]) -> list[Supposing]:
    """Who asks what a revision changed, and so does not suppose that it is little."""
    plain = [replace(each, little=None) for each in supposed] if _is_revised(known) else []
    return _without_less_bold(plain)


def first_that_can_be(shape: Shape, known: list[Known], steps: Sequence[Supposing]) -> Supposing | None:
    """The first of these that the figures do not contradict. Where they contradict what some have in common they
    contradict each of them, so of eighty a dozen are asked at most, and mostly one."""

    @cache
    def can_be(supposing: Supposing) -> bool:
        return supposing.reader(shape, known).is_consistent()

    def first(some: Sequence[Supposing]) -> Supposing | None:
        if can_be(some[0]):
            return some[0]
        if len(some) == 1 or not can_be(_in_common(some)):
            return None
        half = len(some) // 2
        return first(some[:half]) or first(some[half:])

    return first(steps)


def _in_common(some: Sequence[Supposing]) -> Supposing:
    """What all of these suppose."""
    divides = frozenset.intersection(*(each.divides for each in some))
    littles = [each.little for each in some if each.little is not None]
    return replace(some[0], divides=divides, little=max(littles) if len(littles) == len(some) else None)
