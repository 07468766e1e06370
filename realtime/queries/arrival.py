"""What a page is told first: where it can go on from, or everything anew."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mhst.access.models import User
from mhst.core.errors import NotFound
from realtime.enums import Audience
from realtime.protocol.asked import Cursor
from realtime.queries import log, participant, seat
from realtime.queries.participant import Who
from realtime.queries.seat import Line

A_PAGE = 100


@dataclass(frozen=True)
class Missed:
    """What a page needs to be where the streams are: everything anew (`why` says why), or what followed its cursors."""

    why: str
    state: dict[str, Any]
    cursors: dict[Audience, tuple[int, str]]
    events: dict[Audience, list[dict[str, Any]]]
    reached: dict[int, int]


def who_is(user: User, conversation: UUID) -> Who:
    """As what somebody is in a conversation. Raises: NotFound."""
    found = participant.of(user, [conversation]).get(conversation)
    if found is None:
        raise NotFound(code="not-found")
    return found


def missed(who: Who, cursors: dict[Audience, Cursor]) -> Missed:
    """Read after the seat is taken, so that what happens meanwhile is rung for."""
    lines = seat.lines_of(who)
    if why := seat.why_not_from(lines, cursors):
        marks = seat.marks_of(lines)
        return Missed(why, seat.snapshot(who, lines), marks, {}, {line.stream: line.head for line in lines.values()})
    told = log.after({line.stream: begins(cursors, a) for a, line in lines.items()}, seat.TOO_FAR * 3)
    events = {a: told[line.stream] for a, line in lines.items() if line.stream in told}
    return Missed("", {}, {}, events, _reached(lines, cursors, events))


def begins(cursors: dict[Audience, Cursor], audience: Audience) -> int:
    """After which event a stream is read: from its beginning where others have a cursor and it has none."""
    return cursors[audience].seq if audience in cursors else 0


def _reached(
    lines: dict[Audience, Line], cursors: dict[Audience, Cursor], events: dict[Audience, list[dict[str, Any]]]
) -> dict[int, int]:
    return {line.stream: events[a][-1]["seq"] if a in events else begins(cursors, a) for a, line in lines.items()}
