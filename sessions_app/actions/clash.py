"""What stands in the way of a booking, for people. Says what, never who: the reader may not be allowed to know."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mhst.core.errors import Conflict
from mhst.places.words import clock_time
from sessions_app.enums import Purpose, ResourceKind
from sessions_app.models import Allocation

TAKEN = {
    ResourceKind.PRACTITIONER: "a practitioner",
    ResourceKind.ROOM_UNIT: "the room",
    ResourceKind.YOUNG_PERSON: "a young person",
}


@dataclass(frozen=True)
class Clash:
    """What is already taken, and when."""

    kind: str
    purpose: str
    date: dt.date
    start_minute: int
    end_minute: int


def conflict(found: Iterable[Clash]) -> Conflict:
    """To be raised: each clash once, the first to come first."""
    clashes = sorted(set(found), key=lambda clash: (clash.date, clash.start_minute, clash.kind))
    return Conflict(sentence(clashes), code="occupied", clashes=clashes)


def sentence(clashes: list[Clash]) -> str:
    """What collides, for people."""
    if not clashes:
        return "That time is no longer free."
    first = clashes[0]
    if first.purpose == Purpose.TRAVEL:
        what = "a practitioner could not get there in time"
    else:
        what = f"{TAKEN[ResourceKind(first.kind)]} is already taken"
    said = f"That time is no longer free: {what} on {first.date:%A %-d %B} at {clock_time(first.start_minute)}."
    others = len(clashes) - 1
    if not others:
        return said
    return f"{said} There is 1 more clash." if others == 1 else f"{said} There are {others} more clashes."


def in_the_way(wanted: list[Allocation]) -> Iterator[Clash]:
    """What stands in the way of these allocations, other than their own sessions."""
    own = {a.session_id for a in wanted if a.session_id}
    held = Allocation.objects.filter(
        resource_id__in={a.resource_id for a in wanted}, date__in={a.date for a in wanted}
    ).exclude(session__in=own)
    taken = defaultdict(list)
    for row in held:
        taken[row.kind, row.resource_id, row.date].append(row)
    for a in wanted:
        for row in taken[a.kind, a.resource_id, a.date]:
            if row.purpose == Purpose.SESSION and row.start_minute < a.end_minute and a.start_minute < row.end_minute:
                yield Clash(row.kind, row.purpose, row.date, a.start_minute, a.end_minute)
