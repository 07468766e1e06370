"""Ways on that rooms above offer on pages of rooms below, to whoever looks, about whoever the page is about.

onward.add_source(lambda viewer, person: [Onward("Someone else could help", reverse(...))])
{% onward referral.young_person as ways %}                # in a template, after {% load onward %}
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Onward:
    """One link."""

    label: str
    href: str


#: Asked with the viewer, and the person on record whom a page is about, or None where it names nobody.
Source = Callable[[Any, Any], list[Onward]]
_sources: list[Source] = []


def add_source(source: Source) -> None:
    """Ask this source too; once, however often an app starts."""
    if source not in _sources:
        _sources.append(source)


def of(viewer: Any, person: Any = None) -> list[Onward]:
    """Every way on, in the order in which the sources came."""
    return [way for source in _sources for way in source(viewer, person)]
