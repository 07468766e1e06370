"""The gate: which groups could be proved to be small by somebody who has everything that was published."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from mhst.core.disclosure.groups import SMALL, Group, in_words
from mhst.core.disclosure.reader import NEAR, Answer, Known, Reader, Terms
from mhst.core.disclosure.shape import Cell, Shape, Tie

#: Told how many groups are settled, of how many.
Progress = Callable[[int, int], None]
#: By how much a reader may suppose that a revision changes any figure; the first that can be true.
CHANGES_LITTLE = (0, 2, 4, 8)


@dataclass(frozen=True)
class Beside:
    """The quarter before or after, as it was published: other people, and one step from month to month between."""

    shape: Shape
    known: tuple[Known, ...]
    month: str  # its last or its first one,
    next_to: str  # and the one of this quarter that it meets


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
    whole and of either part, and those of the rest.
    """

    group: str
    terms: Terms
    of: Group | None = None
    at_most: tuple[Terms, ...] = ()

    def is_safe(self, answer: Answer) -> bool:
        number = answer.of(self.terms)
        if number <= NEAR:
            return True
        most = min((answer.of(terms) for terms in self.at_most), default=number)
        return most >= SMALL.stop - NEAR


def proofs(
    shape: Shape, known: list[Known], groups: Iterable[Group], progress: Progress, beside: Iterable[Beside] = ()
) -> list[Proof]:
    """All that could be proved, by any of the readers. Raises: CannotTell."""
    groups, beside = list(groups), list(beside)
    found: list[Proof] = []
    for supposing in boldest(shape, known):
        reader = supposing.reader(shape, known)
        questions = [_question(reader, group, edition) for group in groups for edition in reader.editions]
        for other in beside:
            questions += _steps(reader, other)
        found += _proved(reader, questions, progress)
        if len(reader.editions) > 1:
            unlinked = replace(supposing, little=None).reader(shape, known)
            found += _proved(unlinked, list(_revisions(unlinked)), progress)
    return found


@dataclass(frozen=True)
class Supposing:
    """What a bold reader takes for true of these figures."""

    divides: frozenset[str] = frozenset()  # nobody is in two parts of these dimensions; and ties that hold then
    little: int | None = None  # a revision changes no figure by more
    trusts: bool = False  # what everybody knows of groups that lie inside others,
    doubts: frozenset[Tie] = frozenset()  # but for these, which figures contradict

    def reader(self, shape: Shape, known: Iterable[Known], beside: Reader | None = None) -> Reader:
        reader = Reader(shape, known, self.divides, trusts=self.trusts, doubts=self.doubts, beside=beside)
        if self.little is not None:
            reader.link(self.little)
        return reader


def boldest(shape: Shape, known: list[Known]) -> list[Supposing]:
    """The most that can be supposed without being contradicted; one more where trust stands in the way of boldness, who
    doubts as little as he must."""
    steps = _steps_down(shape, known)
    trusting = (
        _first_that_can_be(shape, known, [replace(step, trusts=True) for step in steps]) if shape.within else None
    )
    if trusting and replace(trusting, trusts=False) == steps[0]:
        return [trusting]
    plain = _first_that_can_be(shape, known, steps) or Supposing()
    if trusting and replace(trusting, trusts=False) == plain:
        return [trusting]
    return [*filter(None, [trusting]), _with_doubts(plain, shape, known)]


def _with_doubts(plain: Supposing, shape: Shape, known: list[Known]) -> Supposing:
    """Trusting too, as far as these figures let him."""
    doubts = plain.reader(shape, known).contradicted() if shape.within else None
    return plain if doubts is None else replace(plain, trusts=True, doubts=doubts)


def _steps_down(shape: Shape, known: list[Known]) -> list[Supposing]:
    """From the boldest to the most careful."""
    revised = len({figure.edition for figure in known} | {1}) > 1
    return [Supposing(divides, little) for divides in shape.bold for little in (CHANGES_LITTLE if revised else (None,))]


def _first_that_can_be(shape: Shape, known: list[Known], steps: Iterable[Supposing]) -> Supposing | None:
    return next((step for step in steps if step.reader(shape, known).is_consistent()), None)


def _question(reader: Reader, group: Group, edition: int) -> Question:
    whole = reader.unknown(group.whole, edition)
    if group.since:
        return Question(group.in_words, {whole: 1, reader.unknown(group.since, edition): -1}, group)
    but = [reader.unknown(part, edition) for part in group.but]
    also = [reader.unknown(cell, edition) for cell in group.also]
    terms = {whole: 1, **dict.fromkeys(also, 1.0), **dict.fromkeys(but, -1.0)}
    if len(but) < 2:
        return Question(group.in_words, terms, group)
    rest = dict.fromkeys((reader.unknown(part, edition) for part in group.rest), 1.0)
    return Question(group.in_words, terms, group, (*({whole: 1, part: -1} for part in but), rest))


def _steps(reader: Reader, beside: Beside) -> Iterator[Question]:
    """From the last month of one quarter to the first of the next, up and down."""
    other = boldest(beside.shape, list(beside.known))[0].reader(beside.shape, beside.known, reader)
    for cell in reader.shape.in_order:
        there = _with_month(reader.shape, cell, beside)
        if there in beside.shape.cells:
            for mine in reader.editions:
                for theirs in other.editions:
                    here, then = reader.unknown(cell, mine), other.unknown(there, theirs)
                    name = f"{in_words(cell)} beside {in_words(there)}"
                    yield Question(name, {here: 1, then: -1})
                    yield Question(name, {here: -1, then: 1})


def _with_month(shape: Shape, cell: Cell, beside: Beside) -> Cell | None:
    place = [dim.name for dim in shape.dimensions].index("month")
    return (*cell[:place], beside.month, *cell[place + 1 :]) if cell[place] == beside.next_to else None


def _revisions(reader: Reader) -> Iterator[Question]:
    """What each edition changed, up or down: a late form must not show as one child more."""
    before, *later = reader.editions
    for edition in later:
        for cell in reader.shape.in_order:
            new, old = reader.unknown(cell, edition), reader.unknown(cell, before)
            name = f"{in_words(cell)} as revised"
            yield Question(name, {new: 1, old: -1})
            yield Question(name, {new: -1, old: 1})
        before = edition


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
    return {reader.at_most(asked.at_most): 1} if asked.at_most else asked.terms


def _unsettled(questions: list[Question], answer: Answer) -> list[Question]:
    return [question for question in questions if not question.is_safe(answer)]
