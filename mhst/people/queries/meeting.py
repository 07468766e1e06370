"""When a young person is seen. The rooms above know; they say so through a source that they add when they start.

meeting.add_source(lambda person, viewer: [...])
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from mhst.access.models import User
from mhst.people.models import YoungPerson


@dataclass(frozen=True)
class Meeting:
    """One session as anybody may know it who may know that the young person is seen."""

    date: dt.date
    start_minute: int
    end_minute: int
    title: str
    where: str
    with_whom: str
    state: str = ""
    href: str = ""


Source = Callable[[YoungPerson, User], list[Meeting]]
_sources: list[Source] = []


def add_source(source: Source) -> None:
    """Ask this source too; once, however often an app starts."""
    if source not in _sources:
        _sources.append(source)


def of(person: YoungPerson, viewer: User) -> list[Meeting]:
    """All that the sources tell this viewer, by date and time."""
    found = [meeting for source in _sources for meeting in source(person, viewer)]
    return sorted(found, key=lambda meeting: (meeting.date, meeting.start_minute))
