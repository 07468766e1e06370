"""What else a search of the site finds. The site knows no directory of services; whoever does tells it here."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

log = logging.getLogger(__name__)
#: So many stand under what was found.
MOST = 3


@dataclass(frozen=True)
class Place:
    """Somewhere that could help, and where it is read about."""

    name: str
    summary: str
    href: str


_sources: list[Callable[[str], list[Place]]] = []


def told_by(source: Callable[[str], list[Place]]) -> None:
    """Called once, when the room that knows starts."""
    _sources[:] = [source]


def find(words: str) -> list[Place]:
    """What is broken costs these places and never the page."""
    try:
        return [place for source in _sources for place in source(words)[:MOST]] if words else []
    except Exception:
        log.exception("nobody can say what is nearby")
        return []
