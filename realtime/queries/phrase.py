"""The list of phrases in force, ready to look through messages with."""

import logging
from dataclasses import dataclass
from functools import lru_cache

from mhst.core.prepared import Prepared
from realtime.models import DangerPhrase as Row
from realtime.phrases import labelled, measure, starting
from realtime.phrases.labelled import HARD
from realtime.phrases.matching import Matcher
from realtime.phrases.measure import Figures
from realtime.phrases.phrase import Phrase

log = logging.getLogger(__name__)


def in_force() -> tuple[Phrase, ...]:
    """What clinicians keep; where none is in use, the list that a new deployment starts with: messages are never looked
    through for nothing. One query."""
    return _phrases(tuple(_in_use()))


_in_use: Prepared[tuple[str, str]] = Prepared(
    lambda: Row.objects.filter(is_used=True).order_by("pk").values_list("words", "about")
)


@lru_cache(maxsize=4)  # asked for with every look at what was written, and hardly ever another
def _phrases(rows: tuple[tuple[str, str], ...]) -> tuple[Phrase, ...]:
    return tuple(Phrase(*row) for row in rows) or starting.phrases()


def matcher() -> Matcher:
    """Of the list in force. Made once for each list."""
    return _matcher(tuple(_in_use()))


@lru_cache(maxsize=4)
def _matcher(rows: tuple[tuple[str, str], ...]) -> Matcher:
    return matcher_of(_phrases(rows))


def is_marked(text: str) -> bool:
    """Whether the list in force marks anything in it. A list that cannot be used marks nothing, and is told of."""
    try:
        return bool(matcher().marks(text))
    except Exception as error:
        log.error("The list of danger phrases cannot be used: %s", type(error).__name__)
        return False


@lru_cache(maxsize=4)
def matcher_of(phrases: tuple[Phrase, ...]) -> Matcher:
    return Matcher(phrases)


def figures() -> Figures:
    """What the list in force finds and misses, on the messages that were held out."""
    return figures_of(matcher(), held_out=True)


@lru_cache(maxsize=8)
def figures_of(matcher: Matcher, *, held_out: bool) -> Figures:
    return measure.figures(matcher, held_out=held_out)


def instead_of(id: str) -> tuple[Phrase, ...]:
    """The list in force without this row, where there is one: to try another in its place."""
    row = Row.objects.filter(pk=id, is_used=True).first() if id.isdecimal() and len(id) < 19 else None
    return tuple(one for one in in_force() if row is None or one.words != row.words)


@dataclass(frozen=True)
class Tried:
    """Another list beside the one in force, on the messages that phrases may be written from."""

    now: Figures
    then: Figures
    found: list[str]  # that nothing marks now
    lost: list[str]
    newly_false: list[str]


def tried(phrases: tuple[Phrase, ...]) -> Tried:
    now, then = matcher(), matcher_of(phrases)
    rows = [one for one in labelled.read() if not one.is_held_out]
    marked = [(one, bool(now.marks(one.words)), bool(then.marks(one.words))) for one in rows]
    changed = {one: after for one, before, after in marked if before != after}

    def told(is_hard: bool, is_marked: bool) -> list[str]:
        return [one.words for one, marked in changed.items() if (one.kind == HARD, marked) == (is_hard, is_marked)]

    figures = (figures_of(now, held_out=False), figures_of(then, held_out=False))
    return Tried(*figures, told(False, True), told(False, False), told(True, True))
