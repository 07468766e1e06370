"""What a school has been told of a pupil because they agreed to it. The rooms above know, and say so by a source.

told.add_source(lambda person: ["Helps look after someone."])
"""

from collections.abc import Callable

from mhst.people.models import YoungPerson

Source = Callable[[YoungPerson], list[str]]
_sources: list[Source] = []


def add_source(source: Source) -> None:
    """Ask this source too; once, however often an app starts."""
    if source not in _sources:
        _sources.append(source)


def of(person: YoungPerson) -> list[str]:
    """Every sentence that is agreed."""
    return [sentence for source in _sources for sentence in source(person)]
