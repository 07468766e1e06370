"""What the rooms above keep about a young person, for the record's page to lead to.

beside.add_source(lambda person, viewer: Beside("Ways to reach them", ["..."], "See all", reverse(...)))
"""

from collections.abc import Callable
from dataclasses import dataclass

from mhst.access.models import User
from mhst.people.models import YoungPerson


@dataclass(frozen=True)
class Beside:
    """A heading with a few sentences, and the page that has the rest, if there is one for whoever looks."""

    heading: str
    sentences: list[str]
    link: str
    href: str


Source = Callable[[YoungPerson, User], Beside | None]
_sources: list[Source] = []


def add_source(source: Source) -> None:
    """Ask this source too; once, however often an app starts."""
    if source not in _sources:
        _sources.append(source)


def of(person: YoungPerson, viewer: User) -> list[Beside]:
    """What each source has to say to somebody who may open the record, in the order in which they came."""
    said = (source(person, viewer) for source in _sources)
    return [beside for beside in said if beside is not None]
