"""A conversation as a page shows it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mhst.access.models import User
from realtime.enums import Audience
from realtime.queries import arrival, seat
from realtime.queries.participant import Who


@dataclass(frozen=True)
class Said:
    """One message in the log."""

    key: str
    name: str
    words: str | None
    at: dt.datetime
    is_mine: bool


@dataclass(frozen=True)
class Shown:
    """What one participant sees, and from where a connected page goes on."""

    who: Who
    said: list[Said]
    others: list[str]
    names: dict[str, str]
    cursors: dict[str, tuple[int, str]]
    epoch: int


def who_is(viewer: User, conversation: UUID) -> Who:
    """Raises: NotFound."""
    return arrival.who_is(viewer, conversation)


def shown(who: Who) -> Shown:
    """Read after `rules.participant.check_is_here`."""
    lines = seat.lines_of(who)
    cursors = {str(audience): cursor for audience, cursor in seat.marks_of(lines).items()}
    state = seat.snapshot(who, lines)
    people = state["people"]
    said = [_said(message, people, who) for message in state["messages"][Audience.OPEN.value].values()]
    others = [p["name"] for id, p in people.items() if id != str(who.id) and not p["has_left"]]
    names = {id: person["name"] for id, person in people.items()}
    return Shown(who, said, others, names, cursors, who.epoch)


def _said(message: dict[str, Any], people: dict[str, Any], who: Who) -> Said:
    at = dt.datetime.fromisoformat(message["written_at"])
    is_mine = message["author"] == str(who.id)
    name = people[message["author"]]["name"]
    return Said(f"{message['author']} {message['mid']}", name, message["words"], at, is_mine)
