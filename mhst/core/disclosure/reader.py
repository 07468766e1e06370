"""What somebody can work out who has every figure ever published of these people, and knows the rule.

A linear program: one unknown for every cell, held between the least and the most that its published figure allows,
and tied to the others by what counting people means. Within that, `least` and `most` of anything are proofs.
"""

import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import highspy

from mhst.core.disclosure.shape import CERTAIN, LIGHTLY, TRUSTED, Cell, Dimension, Shape, Tie, in_large

#: Counts are whole: what lies this near to a whole number is one.
NEAR = 1e-6
#: More people than any area has: keeps every answer finite.
CEILING = 1_000_000
#: What it costs to doubt of one person what is trusted, so that what is trusted lightly is doubted first.
DOUBT = {TRUSTED: 1.0, LIGHTLY: 0.01}
#: One group of people, as a sum over unknowns.
Terms = Mapping[int, float]


class _Silent(highspy.Highs):
    """Says nothing on the console: the solver's own greeting comes with its callbacks, which nobody listens to."""

    #: What it was asked for last; everything else costs nothing.
    asked: tuple[int, ...] = ()

    def enableCallbacks(self) -> None:  # noqa: N802  the library's name
        return None


def _silent_solver() -> _Silent:
    solver = _Silent()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    return solver


class CannotTell(Exception):
    """The solver gave no answer, so nothing may be published."""


@dataclass(frozen=True)
class Known:
    """One published figure: at least and at most so many, in this edition, told by these tables."""

    cell: Cell
    least: int
    most: int
    edition: int = 1
    tables: tuple[str, ...] = ()

    def is_of_nobody(self, value: str) -> bool:
        """Whether it tells only that there was nobody, or few, of a value that is told of no more."""
        return value in self.cell and self.least == 0


@dataclass(frozen=True)
class Answer:
    """The least or the most of something: how much, and every unknown where it is so."""

    value: float
    at: list[float]

    def of(self, terms: Terms) -> float:
        return sum(factor * self.at[unknown] for unknown, factor in terms.items())


class Reader:
    """Knows the shape, the rule and what was published; of these people nothing else.

    A bold one supposes of some dimensions that nobody is in two of their parts, and trusts what everybody knows of
    groups that lie inside others, but for those that he `doubts`.
    """

    def __init__(
        self, shape: Shape, known: Iterable[Known], supposed: frozenset[str] = frozenset(), *, trusts: bool = False,
        doubts: frozenset[Tie] = frozenset(),
    ) -> None:  # fmt: skip
        self.shape, self.supposed, self.trusts, self.doubts = shape, supposed, trusts, doubts
        self.known: dict[int, list[Known]] = {}
        self._unknown: dict[tuple[int, Cell], int] = {}
        self._solver = _silent_solver()
        figures = list(known)
        self.editions = sorted({1, *(figure.edition for figure in figures)})
        for edition in self.editions:
            self._add_edition(edition)
        for figure in figures:
            self._learn(figure)

    def unknown(self, cell: Cell, edition: int) -> int:
        """Which unknown stands for this cell."""
        return self._unknown[edition, cell]

    def _add_edition(self, edition: int) -> None:
        first, cells, sums = int(self._solver.getNumCol()), self.shape.in_order, self.shape.sums
        self._unknown |= {(edition, cell): first + number for number, cell in enumerate(cells)}
        self._solver.addVars(len(cells), [0.0] * len(cells), [float(CEILING)] * len(cells))
        most = [0.0 if divided and self._divides(*divided) else math.inf for divided in sums.divided]
        places = [first + place for place in sums.places]
        self._solver.addRows(
            len(most), [0.0] * len(most), most, len(places), sums.starts, places, sums.factors
        )  # fmt: skip
        for tie in filter(self._believes, self.shape.within):
            self.require(self._room(tie, edition), least=-tie.besides)

    def _divides(self, dim: Dimension, is_told_alone: bool) -> bool:
        """Whether nobody is in two of its parts, so far as he knows or supposes."""
        if dim.divides or dim.name in self.supposed:
            return True
        return in_large(dim.name) in self.supposed and not is_told_alone

    def _room(self, tie: Tie, edition: int) -> Terms:
        """How many more are in the others than in what lies inside them: none or more, but for those `besides`."""
        of = dict.fromkeys((self._unknown[edition, cell] for cell in tie.of), 1.0)
        return {**of, self._unknown[edition, tie.inside]: -1}

    def contradicted(self) -> frozenset[Tie] | None:
        """The fewest that have to be doubted of what he would not trust yet; nothing where no doubt would help."""
        trusted = [tie for tie in self.shape.within if tie.believed in DOUBT]
        exceptions = {self._new_unknown(): (tie, edition) for edition in self.editions for tie in trusted}
        for exception, (tie, edition) in exceptions.items():
            self.require({**self._room(tie, edition), exception: 1}, least=-tie.besides)
        costs = {exception: DOUBT[tie.believed] for exception, (tie, _) in exceptions.items()}
        answer = self._solve(costs, highspy.ObjSense.kMinimize)
        if answer is None:
            return None
        return frozenset(tie for each, (tie, _) in exceptions.items() if answer.at[each] > NEAR)

    def _believes(self, tie: Tie) -> bool:
        trusts = self.trusts and tie not in self.doubts
        return trusts if tie.believed in DOUBT else tie.believed in {CERTAIN, *self.supposed}

    def _new_unknown(self) -> int:
        self._solver.addVar(0, CEILING)
        return int(self._solver.getNumCol()) - 1

    def _learn(self, figure: Known) -> None:
        unknown = self._unknown.get((figure.edition, figure.cell))
        if unknown is None:
            raise CannotTell(f"something was published that is outside the shape: {' / '.join(figure.cell)}")
        self.known.setdefault(unknown, []).append(figure)
        self._solver.changeColBounds(unknown, self._least(unknown), self._most(unknown))

    def require(self, terms: Terms, *, least: float = -math.inf, most: float = math.inf) -> None:
        """Learn that this sum is from `least` to `most`."""
        self._solver.addRow(least, most, len(terms), list(terms), list(terms.values()))

    def link(self, slack: float) -> None:
        """Suppose that between editions no figure changed by more than `slack`."""
        first, *later = self.editions
        for edition in later:
            for cell in self.shape.cells:
                self.require({self.unknown(cell, edition): 1, self.unknown(cell, first): -1}, least=-slack, most=slack)

    def link_one_way(self, way: int) -> None:
        """Suppose that each edition only added people to the one before it, or with -1 only took some away; but for
        cells of which the figures themselves say otherwise."""
        for before, later in itertools.pairwise(self.editions):
            for cell in self.shape.cells:
                new, old = self.unknown(cell, later), self.unknown(cell, before)
                less, more = (old, new) if way > 0 else (new, old)
                if self._most(more) >= self._least(less):
                    self.require({more: 1, less: -1}, least=0)

    def _least(self, unknown: int) -> int:
        return max((figure.least for figure in self.known.get(unknown, ())), default=0)

    def _most(self, unknown: int) -> int:
        return min((figure.most for figure in self.known.get(unknown, ())), default=CEILING)

    def at_most(self, sums: Iterable[Terms]) -> int:
        """A new unknown, which is at most each of these sums."""
        group = self._new_unknown()
        for terms in sums:
            self.require({**terms, group: -1}, least=0)
        return group

    def is_consistent(self) -> bool:
        """Whether what is known and supposed can all be true at once."""
        return self._solve({}, highspy.ObjSense.kMinimize) is not None

    def least(self, terms: Terms) -> Answer:
        """Raises: CannotTell."""
        return self._answered(self._solve(terms, highspy.ObjSense.kMinimize))

    def most(self, terms: Terms) -> Answer:
        """Raises: CannotTell."""
        return self._answered(self._solve(terms, highspy.ObjSense.kMaximize))

    def _answered(self, answer: Answer | None) -> Answer:
        if answer is None:
            raise CannotTell("what was published contradicts itself")
        return answer

    def _solve(self, terms: Terms, sense: highspy.ObjSense) -> Answer | None:
        costs = {**dict.fromkeys(self._solver.asked, 0.0), **terms}
        self._solver.changeColsCost(len(costs), list(costs), list(costs.values()))
        self._solver.asked = tuple(terms)
        self._solver.changeObjectiveSense(sense)
        self._solver.run()
        return self._read()

    def _read(self) -> Answer | None:
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return Answer(self._solver.getObjectiveValue(), list(self._solver.getSolution().col_value))
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        raise CannotTell(f"the solver ended with {status}")

    def blamed(self) -> set[str]:
        """The tables whose figures the last answer leans on."""
        leaning = self._solver.getSolution().col_dual
        return {
            table
            for unknown, figures in self.known.items()
            if abs(leaning[unknown]) > NEAR
            for figure in figures
            for table in figure.tables
        }
