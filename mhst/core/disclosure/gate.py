"""The gate: which small groups could be proved to be small by somebody who has everything that was published."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mhst.core.disclosure.groups import SMALL, Group, in_words
from mhst.core.disclosure.reader import NEAR, Answer, Known, Reader, Terms
from mhst.core.disclosure.shape import Shape

#: Told how many groups are settled, of how many.
Progress = Callable[[int, int], None]
#: By how much a reader may suppose that a revision changes any figure; the first that can be true.
CHANGES_LITTLE = (0, 2, 4, 8)


@dataclass(frozen=True)
class Proof:
    """A group that a reader could prove to be 1 to 4 people, and the tables that it takes."""

    group: str
    tables: frozenset[str]
    of: Group | None = None  # nothing, of what a revision changed


@dataclass(frozen=True)
class Question:
    """A group as a sum over unknowns. It is safe once it could be none, or could be five or more."""

    group: str
    terms: Terms
    of: Group | None = None

    def is_safe(self, answer: Answer) -> bool:
        number = answer.of(self.terms)
        return number <= NEAR or number >= SMALL.stop - NEAR


def proofs(shape: Shape, known: list[Known], groups: list[Group], progress: Progress) -> list[Proof]:
    """All that could be proved. Raises: CannotTell."""
    reader = boldest(shape, known)
    questions = [_question(reader, group, edition) for group in groups for edition in reader.editions]
    found = list(_proved(reader, questions, progress))
    if len(reader.editions) > 1:
        unlinked = Reader(shape, known, reader.supposed)
        found += _proved(unlinked, list(_revisions(unlinked)), progress)
    return found


def boldest(shape: Shape, known: list[Known]) -> Reader:
    """The reader who supposes most of what can be true: nobody is in two parts, and revisions change little."""
    revised = len({figure.edition for figure in known} | {1}) > 1
    for supposed in shape.bold:
        for slack in CHANGES_LITTLE if revised else (None,):
            reader = Reader(shape, known, supposed)
            if slack is not None:
                reader.link(slack)
            if reader.is_consistent():
                return reader
    return Reader(shape, known)


def _question(reader: Reader, group: Group, edition: int) -> Question:
    whole = reader.unknown(group.whole, edition)
    if group.since:
        return Question(group.in_words, {whole: 1, reader.unknown(group.since, edition): -1}, group)
    but = [reader.unknown(part, edition) for part in group.but]
    if len(but) < 2:
        return Question(group.in_words, {whole: 1, **dict.fromkeys(but, -1.0)}, group)
    elsewhere = reader.only_elsewhere(whole, but, [reader.unknown(part, edition) for part in group.rest])
    return Question(group.in_words, {elsewhere: 1}, group)


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
        for ask in (reader.least, reader.most):
            answer = ask(asked.terms)
            left = _unsettled(left, answer)
            if asked.is_safe(answer):
                break
            tables |= reader.blamed()
        else:
            yield Proof(asked.group, frozenset(tables), asked.of)
    progress(len(questions), len(questions))


def _unsettled(questions: list[Question], answer: Answer) -> list[Question]:
    return [question for question in questions if not question.is_safe(answer)]
