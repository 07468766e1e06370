"""What is counted: one contact of one person, told by whichever room it happened in.

facts.add_source(Source("session", facts_of=..., days_since=...))   # when an app starts
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from mhst.core.crypto import fingerprint


@dataclass(frozen=True)
class Fact:
    """Somebody was helped, at a moment. `person_key` tells people apart and names none: see `key_of`."""

    kind: str
    source_id: UUID
    person_key: str
    at: dt.datetime
    team_id: UUID
    school_id: UUID | None
    gender: str
    ethnicity: str
    birth_date: dt.date
    waited: int | None = None  # days since the request, where this contact was the first after it
    reason: str = ""  # what the request was for
    came_of_it: str = ""  # where it is no contact, but the end of support
    ended_because: str = ""  # and why it ended


@dataclass(frozen=True)
class Later:
    """What somebody said, or was asked, after they were seen, for rooms where that can be: who was seen on which days
    of whom something was written since a moment; and their contacts of one day."""

    people_since: Callable[[dt.datetime], Mapping[dt.date, Collection[UUID]]]
    facts_of: Callable[[dt.date, Collection[UUID]], Iterable[Fact]]


@dataclass(frozen=True)
class Source:
    """A room that has contacts of these kinds: those of one day, and the days it has written about since a moment."""

    name: str
    kinds: tuple[str, ...]
    facts_of: Callable[[dt.date], Iterable[Fact]]
    days_since: Callable[[dt.datetime | None], set[dt.date]]
    later: Later | None = None


_sources: dict[str, Source] = {}


def add_source(source: Source) -> None:
    """Have its contacts counted; once, however often an app starts."""
    _sources[source.name] = source


def sources() -> list[Source]:
    return list(_sources.values())


def key_of(person_id: UUID) -> str:
    """A pseudonym that nobody without the deployment's key can make, and that names the same person everywhere."""
    return fingerprint(str(person_id), about="counted person")
