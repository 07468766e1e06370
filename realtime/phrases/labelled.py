"""Our own messages that say what they are, to measure a list of phrases with."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("labelled.txt")
CLEAR, OBLIQUE, HARD = KINDS = ("clear", "oblique", "hard")


@dataclass(frozen=True)
class Labelled:
    """A message; `kind` is clear, oblique or hard (ordinary words that look like danger). `about` says of what."""

    kind: str
    about: str
    words: str
    is_held_out: bool


@cache
def read() -> tuple[Labelled, ...]:
    """All of them. Every third of each kind is held out."""
    found: list[Labelled] = []
    seen = dict.fromkeys(KINDS, 0)
    kind = about = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind, _, about = line.strip("[]").partition(".")
        elif line and not line.startswith("#"):
            seen[kind] += 1
            found.append(Labelled(kind, about, line, seen[kind] % 3 == 0))
    return tuple(found)
