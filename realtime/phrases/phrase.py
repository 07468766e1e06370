"""How a phrase is written, and what it takes for words to be it.

want/wish to ... die       want or wish, then to, at most three other words, then die
"""

import re
from dataclasses import dataclass

from realtime.phrases.text import APART, SELVES, meant

GAP, MOST_BETWEEN, LEAST_LETTERS = "...", 3, 2
SIGNS = re.compile(r"^[a-z0-9' /.]+$")

Part = frozenset[str] | None  # None: up to three words that may be anything


class WrongPhrase(ValueError):
    """Cannot be read as a phrase; the sentence is for whoever wrote it."""


@dataclass(frozen=True)
class Phrase:
    """One line of the list: its words and what they may be about, as a key of `enums.FlagAbout`."""

    words: str
    about: str

    @property
    def parts(self) -> tuple[Part, ...]:
        """Raises: WrongPhrase."""
        return parts_of(self.words)


def parts_of(words: str) -> tuple[Part, ...]:
    """Raises: WrongPhrase."""
    given = words.strip().lower().replace("\u2019", "'")
    if not given or not SIGNS.match(given):
        raise WrongPhrase(
            "Write small letters and spaces; / between words that may stand for each other; ... for a gap."
        )
    given = APART.sub(lambda found: SELVES[found[1]], given)
    parts = [part for word in given.split() for part in _part(word)]
    if not parts or parts[0] is None or parts[-1] is None:
        raise WrongPhrase("A phrase begins and ends with a word, not with a gap.")
    if sum(max(map(len, part)) for part in parts if part) < LEAST_LETTERS:
        raise WrongPhrase("That is too short: it would be found in nearly every message.")
    return tuple(parts)


def _part(word: str) -> list[Part]:
    if word == GAP:
        return [None]
    if "." in word:
        raise WrongPhrase("A gap is three dots with a space on each side.")
    each = [meant(one) for one in word.split("/") if one]
    if len(each) == 1:
        return [frozenset({one}) for one in each[0]]
    if any(len(one) != 1 for one in each) or not each:
        raise WrongPhrase("On each side of / stands one word that is not two drawn together, such as don't.")
    return [frozenset(one[0] for one in each)]
