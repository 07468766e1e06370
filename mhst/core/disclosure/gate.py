"""The gate: which groups could be proved to be small by somebody who has everything that was published."""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from mhst.core.disclosure.boldness import ONE_WAY, boldest, of_revisions, one_way
from mhst.core.disclosure.groups import SMALL, Group, in_words
from mhst.core.disclosure.reader import NEAR, Answer, Known, Reader, Terms
from mhst.core.disclosure.shape import TOP, Cell, Shape

#: Told how many groups are settled, of how many.
Progress = Callable[[int, int], None]
#: At least and at most so many.
Span = tuple[float, float]
Narrow = dict[Cell, list[Span]]
#: What was worked out of published quarters, of so many at once: it is asked at each step of coarsening, of each month.
_worked_out: dict[tuple[Known, ...], tuple[Shape, Narrow]] = {}
AT_ONCE = 200


@dataclass(frozen=True)
class Beside:
    """Another quarter, as it was published, of other people. From each of its months to each of ours is a step, and
    from the whole of it to the whole of ours, where ours has closed too."""

    shape: Shape
    known: tuple[Known, ...]
    period: str
    is_whole: bool = True

    @property
    def narrowly_known(self) -> Narrow:
        """Of each cell, in each edition, at least and at most how many: where that is narrow enough for one more figure
        to prove a small change. Where it is nobody, the change is as large as the figure, which is asked anyway."""
        shape, found = _worked_out.get(self.known, (None, {}))
        if shape != self.shape:
            found = _narrowly_known(self.shape, self.known)
            _worked_out[self.known] = self.shape, found
            if len(_worked_out) > AT_ONCE:
                del _worked_out[next(iter(_worked_out))]
        return found

    def over(self, cell: Cell) -> Iterator[tuple[Cell, str]]:
        """Its cells that somebody holds one of ours against, and what they are called."""
        place = self.shape.place_of("month")
        if cell[place] == TOP:
            yield from ((cell, self.period),) if self.is_whole else ()
            return
        for month in self.shape.dimensions[place].values[1:]:
            there = (*cell[:place], month, *cell[place + 1 :])
            yield there, in_words(there)


@dataclass(frozen=True)
class Proof:
    """A group that a reader could prove to be 1 to 4 people, and the tables that it takes."""

    group: str
    tables: frozenset[str]
    of: Group | None = None  # nothing, of what a revision changed or of two quarters


@dataclass(frozen=True)
class Question:
    """A group as a sum over unknowns. It is safe once it could be none, or could be five or more.

    Of a whole without two parts the sum is the least it can be: somebody may be in both. The most are the others of the
    whole and of either part, and those of the rest. Of a step between quarters it is `less` what the other had.
    """

    terms: Terms
    of: Group | None = None
    called: str = ""
    #: Made when it is asked for: most of tens of thousands are seen to be safe without.
    at_most: Callable[[], tuple[Terms, ...]] = tuple
    less: Span = (0.0, 0.0)

    @property
    def group(self) -> str:
        return self.of.in_words if self.of else self.called

    def is_safe(self, answer: Answer) -> bool:
        number = answer.of(self.terms)
        if number - self.less[1] <= NEAR:
            return True
        most = min((answer.of(terms) for terms in self.at_most()), default=number)
        return most - self.less[0] >= SMALL.stop - NEAR


def proofs(
    shape: Shape, known: list[Known], groups: Iterable[Group], progress: Progress, beside: Iterable[Beside] = ()
) -> list[Proof]:
    """All that could be proved, by any of the readers. Raises: CannotTell."""
    groups, beside = list(groups), list(beside)
    newest = _newest_alone(known)
    found = proofs(shape, newest, groups, progress, beside) if newest else []
    little, by_way = boldest(shape, known), one_way(shape, known)
    for supposing in [*little, *by_way]:
        reader = supposing.reader(shape, known)
        questions = [_question(reader, group, edition) for group in groups for edition in reader.editions]
        questions += [step for other in beside for step in _steps(reader, other)]
        found += _proved(reader, questions, progress)
    for supposing in [*of_revisions(little, known), *by_way]:
        reader = supposing.reader(shape, known)
        for way in ONE_WAY:  # one by one: asked together, up and down would cancel out, and settle nothing
            found += _proved(reader, list(_revisions(reader, way)), progress)
    return found


def _newest_alone(known: list[Known]) -> list[Known]:
    """What somebody has of a revision who has read none before it, and so may be bolder; each of those was asked about
    when it was the newest. Nothing where there is one edition only."""
    newest = max((figure.edition for figure in known), default=1)
    alone = [replace(figure, edition=1) for figure in known if figure.edition == newest]
    return alone if len(alone) < len(known) else []


def _question(reader: Reader, group: Group, edition: int) -> Question:
    whole = reader.unknown(group.whole, edition)
    if group.since:
        return Question({whole: 1, reader.unknown(group.since, edition): -1}, group)
    but = [reader.unknown(part, edition) for part in group.but]
    also = [reader.unknown(cell, edition) for cell in group.also]
    terms = {whole: 1, **dict.fromkeys(also, 1.0), **dict.fromkeys(but, -1.0)}
    if len(but) < 2:
        return Question(terms, group)

    def at_most() -> tuple[Terms, ...]:
        rest = dict.fromkeys((reader.unknown(part, edition) for part in group.rest), 1.0)
        return (*({whole: 1, part: -1} for part in but), rest)

    return Question(terms, group, at_most=at_most)


def _steps(reader: Reader, beside: Beside) -> Iterator[Question]:
    """From another quarter to this one and back. Nothing ties one to the other: what is known of each is enough."""
    narrow = beside.narrowly_known
    for cell in reader.shape.in_order:
        for there, called in beside.over(cell):
            for least, most in narrow.get(there, ()):
                name = f"{in_words(cell)} beside {called}"
                for edition in reader.editions:
                    here = reader.unknown(cell, edition)
                    yield Question({here: 1}, called=name, less=(least, most))
                    yield Question({here: -1}, called=name, less=(-most, -least))


def _narrowly_known(shape: Shape, known: Iterable[Known]) -> Narrow:
    known, found = list(known), dict[Cell, set[Span]]()
    newest = _newest_alone(known)
    readers = [each.reader(shape, known) for each in [*boldest(shape, known), *one_way(shape, known)]]
    readers += [each.reader(shape, newest) for each in (boldest(shape, newest) if newest else ())]
    for reader in readers:
        of = {reader.unknown(cell, edition): cell for cell in shape.in_order for edition in reader.editions}
        for unknown, span in _Spans(reader, of).narrow():
            found.setdefault(of[unknown], set()).add(span)
    return {cell: sorted(spans) for cell, spans in found.items()}


class _Spans:
    """Between which numbers unknowns have been seen: what is seen wide apart once need not be asked about."""

    def __init__(self, reader: Reader, unknowns: Iterable[int]) -> None:
        self.reader = reader
        self.seen: dict[int, Span] = dict.fromkeys(unknowns, (math.inf, -math.inf))

    def narrow(self) -> Iterator[tuple[int, Span]]:
        """All that can be shown to lie between numbers less than five apart, and not to be none."""
        self._see(self.reader.least(self._all()), self.reader.most(self._all()))
        nobody = [unknown for unknown, (_, most) in self.seen.items() if most <= NEAR]
        self._see(self.reader.most(dict.fromkeys(nobody, 1.0)))
        self.seen = {unknown: span for unknown, span in self.seen.items() if span[1] > NEAR}
        while self.seen:
            unknown = next(iter(self.seen))
            least, most = self.reader.least({unknown: 1}), self.reader.most({unknown: 1})
            del self.seen[unknown]
            self._see(least, most)
            if most.value - least.value < SMALL.stop - NEAR:
                yield unknown, (least.value, most.value)

    def _all(self) -> Terms:
        return dict.fromkeys(self.seen, 1.0)

    def _see(self, *answers: Answer) -> None:
        for answer in answers:
            self.seen = {
                unknown: span
                for unknown, (least, most) in self.seen.items()
                if (span := (min(least, answer.at[unknown]), max(most, answer.at[unknown])))
                and span[1] - span[0] < SMALL.stop - NEAR
            }


def _revisions(reader: Reader, way: int) -> Iterator[Question]:
    """How many more, or with -1 how many fewer, each edition has than each before it: a late form must not show as one
    child more."""
    for before, later in itertools.combinations(reader.editions, 2):
        for cell in reader.shape.in_order:
            new, old = reader.unknown(cell, later), reader.unknown(cell, before)
            yield Question({new: way, old: -way}, called=f"{in_words(cell)} as revised")


def _proved(reader: Reader, questions: list[Question], progress: Progress) -> Iterator[Proof]:
    """Ask of all together first: one answer often shows of many groups that they could be none, or many."""
    together: dict[int, float] = {}
    for question in questions:
        for unknown, factor in question.terms.items():
            together[unknown] = together.get(unknown, 0.0) + factor
    left = _unsettled(questions, reader.least(together))
    left = _unsettled(left, reader.most(together))
    while left:
        progress(len(questions) - len(left), len(questions))
        asked = left.pop()
        tables: set[str] = set()
        for ask, terms in ((reader.least, asked.terms), (reader.most, _most_of(reader, asked))):
            answer = ask(terms)
            left = _unsettled(left, answer)
            if asked.is_safe(answer):
                break
            tables |= reader.blamed()
        else:
            yield Proof(asked.group, frozenset(tables), asked.of)
    progress(len(questions), len(questions))


def _most_of(reader: Reader, asked: Question) -> Terms:
    sums = asked.at_most()
    return {reader.at_most(sums): 1} if sums else asked.terms


def _unsettled(questions: list[Question], answer: Answer) -> list[Question]:
    return [question for question in questions if not question.is_safe(answer)]
