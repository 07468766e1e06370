"""Counting whose support ended in a quarter: a population of its own, seen in the quarter or not."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mhst.core.disclosure import NOWHERE, Cell, Shape
from mhst.core.disclosure.dimensions import AS_PLANNED, OTHERWISE, SEEN_AMONG_ENDINGS
from mhst.places.models import Team
from mhst.reporting.dates import Period
from mhst.reporting.enums import CameOfIt, ContactKind
from mhst.reporting.queries.contact import as_known

#: As those are told apart who were seen.
CHANGES = {
    CameOfIt.BETTER: "better",
    CameOfIt.SAME: "about_the_same",
    CameOfIt.WORSE: "worse",
    CameOfIt.NOT_TWICE: "not_asked_twice",
}
STOPPED, MOVED_ON = OTHERWISE
#: By the code of why it ended. Codes of others, and none, stand with those who moved on.
HOW = {"02": AS_PLANNED, "04": AS_PLANNED, "05": STOPPED, "07": STOPPED, "09": STOPPED}


@dataclass(frozen=True)
class Ending:
    """Somebody's support ended: what changed, and how it ended."""

    person: str
    change: str
    how: str


def endings(team: Team, quarter: Period, known_at: dt.datetime) -> list[Ending]:
    """Whose support ended in a quarter, each once, by their first ending in it; whoever serves the school by then. One
    query. No month tells of them, so all are counted as known at one moment.
    """
    rows = as_known(team, quarter, known_at).filter(kind=ContactKind.ENDING)
    first: dict[str, Ending] = {}
    for person, came_of_it, because in rows.values_list("person_key", "came_of_it", "ended_because"):
        if person not in first:
            first[person] = Ending(person, CHANGES[CameOfIt(came_of_it)], HOW.get(because, MOVED_ON))
    return list(first.values())


def changes(ended: Iterable[Ending]) -> Mapping[str, str]:
    """What changed, by person."""
    return {one.person: one.change for one in ended}


def as_cells(shape: Shape, ended: Iterable[Ending]) -> Iterator[tuple[str, Cell]]:
    """Everybody with what changed, and with how it ended; in all that is told of who was seen they are nowhere."""
    nowhere = {dim.name: NOWHERE for dim in shape.dimensions}
    for one in ended:
        for value in (SEEN_AMONG_ENDINGS[one.change], one.how):
            yield one.person, tuple((nowhere | {"ending": value}).values())
