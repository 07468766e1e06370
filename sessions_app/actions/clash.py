"""What stands in the way of a booking, for people. Says what, never who: the reader may not be allowed to know."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mhst.core.errors import Conflict
from mhst.places.words import clock_time
from sessions_app.enums import Purpose, ResourceKind
from sessions_app.models import Allocation
from sessions_app.planner.reasons import listed

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
    """Everything that collides, for people: each thing once, with all its times."""
    if not clashes:
        return "That time is no longer free."
    when: dict[str, list[str]] = {}
    for clash in clashes:
        times = when.setdefault(_what(clash), [])
        time = f"{clash.date:%A %-d %B} at {clock_time(clash.start_minute)}"
        if time not in times:
            times.append(time)
    return f"That time is no longer free: {'; '.join(f'{what} on {listed(times)}' for what, times in when.items())}."


def _what(clash: Clash) -> str:
    if clash.purpose == Purpose.TRAVEL:
        return "a practitioner could not get there in time"
    return f"{TAKEN[ResourceKind(clash.kind)]} is already taken"


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
