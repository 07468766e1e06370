"""What rooms above offer beside an entry to somebody who is signed in. The site knows nothing of referring.

beside.add_source(lambda viewer, service: [Onward("Refer somebody to them", reverse(...))])
"""

from collections.abc import Callable
from typing import Any

from cms.directory.models import Service
from mhst.core.onward import Onward

Source = Callable[[Any, Service], list[Onward]]
_sources: list[Source] = []


def add_source(source: Source) -> None:
    """Ask this source too; once, however often an app starts."""
    if source not in _sources:
        _sources.append(source)


def of(viewer: Any, service: Service) -> list[Onward]:
    """Nothing for whoever is not signed in."""
    if not viewer.is_authenticated:
        return []
    return [way for source in _sources for way in source(viewer, service)]
