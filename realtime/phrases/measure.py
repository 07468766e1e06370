"""What a list finds and what it misses, on our own messages, with how sure that is."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from realtime.enums import FlagSaid
from realtime.phrases import labelled
from realtime.phrases.labelled import CLEAR, HARD, OBLIQUE, Labelled
from realtime.phrases.matching import Mark, Matcher

#: 95 in 100 times the true share lies within.
Z = 1.959964


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    some: int
    of: int

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's, at 95 per cent."""
        if not self.of:
            return 0.0, 1.0
        share, n = self.some / self.of, self.of
        middle = share + Z * Z / (2 * n)
        spread = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
        return max(0.0, (middle - spread) / (1 + Z * Z / n)), min(1.0, (middle + spread) / (1 + Z * Z / n))

    @property
    def in_words(self) -> str:
        low, high = self.interval
        share = f"{self.some / self.of:.0%}, between {low:.0%} and {high:.0%}" if self.of else "nothing to count"
        return f"{self.some} of {self.of} ({share})"


@dataclass(frozen=True)
class Figures:
    """Of messages that a person should see, how many are marked; and of ordinary ones, how many are, too."""

    clear: Share
    oblique: Share
    false: Share
    softened: int  # of the false ones: whose mark tells of a story, somebody else's words, a no or laughter

    @property
    def recall(self) -> Share:
        return Share(self.clear.some + self.oblique.some, self.clear.of + self.oblique.of)

    @property
    def precision(self) -> Share:
        return Share(self.recall.some, self.recall.some + self.false.some)

    @property
    def missed_in_100(self) -> int:
        """Rounded up: never better than it is."""
        missed, of = self.recall.of - self.recall.some, self.recall.of
        return -(-100 * missed // of) if of else 100


def figures(matcher: Matcher, *, held_out: bool) -> Figures:
    """On the part held out, which no phrase was written from; or on the rest."""
    marked = [(one, matcher.marks(one.words)) for one in labelled.read() if one.is_held_out is held_out]
    false = [marks for one, marks in marked if one.kind == HARD and marks]
    softened = sum(all(mark.said != FlagSaid.PLAIN for mark in marks) for marks in false)
    return Figures(_share(marked, CLEAR), _share(marked, OBLIQUE), _share(marked, HARD), softened)


def _share(marked: Iterable[tuple[Labelled, list[Mark]]], kind: str) -> Share:
    found = [bool(marks) for one, marks in marked if one.kind == kind]
    return Share(sum(found), len(found))
