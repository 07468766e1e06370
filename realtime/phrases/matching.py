"""Where the phrases of a list stand in a message."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from realtime.enums import FlagSaid
from realtime.phrases.phrase import MOST_BETWEEN, Part, Phrase
from realtime.phrases.said import said
from realtime.phrases.text import SELVES, Token, meant, tokens, written

#: Letters a word must have for one, or two of them to be wrong.
ONE_WRONG, TWO_WRONG = 6, 8
#: From so many on they are many, where the list asks for many and not for the number.
MANY = 8
NUMBERS = frozenset(  # as they are written out
    ("eight", "nine", "ten", "eleven", "twelve", "fifteen", "sixteen", "twenty", "thirty", "forty", "fifty", "hundred")
)


@dataclass(frozen=True)
class Mark:
    """Words that stand from `start` to `end`, and the rule they fit: what they may be about and how they were said."""

    start: int
    end: int
    about: str
    said: FlagSaid


class Matcher:
    """One list, made ready. `version` names the list: two that are alike have the same."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        each = sorted({(phrase.words, phrase.about, phrase.parts) for phrase in phrases}, key=lambda one: one[:2])
        self.version = sha256(repr([one[:2] for one in each]).encode()).hexdigest()[:8]
        self._by_word: dict[str, list[tuple[tuple[Part, ...], str]]] = defaultdict(list)
        known: set[str] = set()
        for _, about, parts in each:
            for word in _telling(parts):
                self._by_word[word].append((parts, about))
            known.update(word for part in parts if part for word in part)
        self._known, self._telling = frozenset(known), frozenset(self._by_word)
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for word in known:
            self._by_letter[word[0]].append(word)
        self._meant = lru_cache(maxsize=20_000)(self._could_be)
        self._of = lru_cache(maxsize=20_000)(self._could_be_written)

    def marks(self, text: str) -> list[Mark]:
        """In order."""
        as_written = written(text)
        if as_written is not None and not self._worth_a_look(frozenset().union(*map(self._of, as_written))):
            return []
        return self._marks(text)

    def _marks(self, text: str) -> list[Mark]:
        words = tokens(text)
        meant = [self._meant(token.word) for token in words]
        stands: dict[str, list[int]] = defaultdict(list)
        for at, could_be in enumerate(meant):
            for word in could_be:
                stands[word].append(at)
        found = [
            (at, last, about)
            for parts, about in self._worth_a_look(frozenset(stands))
            for word in parts[0] or ()
            for at in stands.get(word, ())
            if (last := _end(parts, meant, at)) is not None
        ]
        return sorted((_mark(text, words, *span) for span in _joined(found)), key=lambda m: (m.start, m.end, m.about))

    def _worth_a_look(self, words: frozenset[str]) -> list[tuple[tuple[Part, ...], str]]:
        """The phrases of which a word of each part is among these; of most messages, none."""
        return [one for word in words & self._telling for one in self._by_word[word] if _may_stand(one[0], words)]

    def _could_be_written(self, raw: str) -> frozenset[str]:
        """The words of the list that a written one may stand for, which may be short for several."""
        words = meant(raw)
        could_be = (*words, *SELVES.values()) if "self" in words else words  # my self
        return frozenset().union(*map(self._meant, could_be))

    def _could_be(self, word: str) -> frozenset[str]:
        """The words of the list that this one may stand for."""
        if word in self._known:
            return frozenset({word})
        if (word.isdecimal() and len(word) < 4 and int(word) >= MANY) or word in NUMBERS:
            return frozenset({"many"}) & self._known
        if f"{word}g" in self._known:  # thinkin
            return frozenset({f"{word}g"})
        return frozenset(one for one in self._by_letter.get(word[0], ()) if _is_near(word, one))


def _telling(parts: tuple[Part, ...]) -> frozenset[str]:
    """The words, one of which stands in every message that the phrase does: long ones are in few messages."""
    return max((part for part in parts if part), key=lambda part: min(map(len, part)))


def _may_stand(parts: tuple[Part, ...], words: frozenset[str]) -> bool:
    for part in parts:  # noqa: SIM110 asked for every message, and a generator takes three times as long
        if part is not None and part.isdisjoint(words):
            return False
    return True


def _mark(text: str, words: Sequence[Token], first: int, last: int, about: str) -> Mark:
    start, end = words[first].start, words[last].end
    return Mark(start, end, about, said(text, words, first, last, about))


def _end(parts: tuple[Part, ...], meant: Sequence[frozenset[str]], at: int) -> int | None:
    """The last word of these parts from `at` on; None where they do not stand there."""
    for number, part in enumerate(parts):
        if part is None:
            rest = parts[number + 1 :]
            ends = (_end(rest, meant, at + skipped) for skipped in range(MOST_BETWEEN + 1))
            return next((end for end in ends if end is not None), None)
        if at >= len(meant) or part.isdisjoint(meant[at]):
            return None
        at += 1
    return at - 1


def _joined(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """First and last word and what they are about: those that overlap and are about the same are one."""
    kept: list[tuple[int, int, str]] = []
    for first, last, about in sorted(spans, key=lambda span: (span[2], span[0], span[1])):
        before = kept[-1] if kept else None
        if before and before[2] == about and first <= before[1]:
            kept[-1] = (before[0], max(before[1], last), about)
        else:
            kept.append((first, last, about))
    return kept


def _is_near(word: str, known: str) -> bool:
    """Whether `word` is `known` with a slip or two, or with a letter starred out."""
    if "*" in word:
        return len(word) == len(known) and all(a in {b, "*"} for a, b in zip(word, known, strict=True))
    allowed = (len(known) >= ONE_WRONG) + (len(known) >= TWO_WRONG)
    if not allowed or abs(len(word) - len(known)) > allowed:
        return False
    has_others = len(set(word) ^ set(known)) > 2 * allowed  # each slip makes two letters differ at most
    return not has_others and _slips(word, known) <= allowed


def _slips(a: str, b: str) -> int:
    """Letters left out, put in, changed, or swapped with the next."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
