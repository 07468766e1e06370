"""What people write when they look for something: the words that matter, and whether they may be in danger.

Plain Python: knows no row and no person, and keeps nothing.
"""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

from mhst.core.signs import without_hidden

_TOLD = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
_WORD = re.compile(r"\w+")
_APOSTROPHES = dict.fromkeys(map(ord, "'\u2019\u2018`\u00b4"))
_AROUND = frozenset(_TOLD["around"].split())


#: Whoever keeps a longer list of such words.
_judges: list[Callable[[str], bool]] = []


def judged_by(judge: Callable[[str], bool]) -> None:
    """Called once, when the room that keeps the list starts."""
    _judges[:] = [judge]


def words(said: str) -> list[str]:
    """The words that matter; all of them where none does. SQLite's search stumbles over what is no word."""
    every = _every(said)
    return [word for word in every if word not in _AROUND] or every


def near(word: str) -> list[str]:
    """The word, and those that our pages use for it."""
    return [word, *_TOLD["near"].get(word, "").split()]


def speaks_of_danger(said: str) -> bool:
    """Whether help comes first. Says nothing of anybody: it is only for the page that is being made."""
    plain = f" {' '.join(_every(said))} "
    known = any(f" {phrase} " in plain for phrase in _TOLD["danger"]["phrases"])
    return known or any(judge(said) for judge in _judges)


def _every(said: str) -> list[str]:
    return _WORD.findall(without_hidden(said).lower().translate(_APOSTROPHES))
