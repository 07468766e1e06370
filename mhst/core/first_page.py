"""Ways on that rooms above offer whoever looks on the first page after signing in, before those everybody has.

first_page.add_source(lambda viewer: [Way("Figures: Example Team", reverse(...), "Published last.")])
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Way:
    """Where to, and what is there."""

    heading: str
    href: str
    text: str


Source = Callable[[Any], list[Way]]
_sources: list[Source] = []


def add_source(source: Source) -> None:
    """Ask this source too; once, however often an app starts."""
    if source not in _sources:
        _sources.append(source)


def of(viewer: Any) -> list[Way]:
    """Every way on, in the order in which the sources came."""
    return [way for source in _sources for way in source(viewer)]
