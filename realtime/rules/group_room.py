"""Who plans, opens and moderates group rooms, who comes in, and when a room takes posts."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from realtime.enums import GROUP_ROOM_MOVES, GroupRoomState
from realtime.queries.group_room import is_for
from realtime.queries.posting import Posting
from realtime.rules import refuse
from realtime.rules.message import check_words

EARLY, LONGEST = dt.timedelta(minutes=15), dt.timedelta(hours=3)
SLOWEST = 300


def check_can_keep(team: Any, by: Actor) -> None:
    """Plan, change and cancel. Raises: Refused."""
    by.require(Permission.COUNSELLING_KEEP, team)


def check_can_moderate(room: Any, by: Actor) -> None:
    """Raises: Refused."""
    by.require(Permission.CONVERSATION_MODERATE, room)


def check_times(starts_at: dt.datetime, ends_at: dt.datetime, now: dt.datetime) -> None:
    """Raises: Refused."""
    if starts_at <= now:
        raise Refused("A room begins later than now.", code="past", field="starts")
    if not dt.timedelta(0) < ends_at - starts_at <= LONGEST:
        raise Refused("A room ends after it begins, and lasts three hours at most.", code="length", field="ends")


def check_hosts(team: Any, host: Any, second_host: Any | None) -> None:
    """Raises: Refused."""
    if second_host is not None and second_host.pk == host.pk:
        raise Refused("The second host is somebody else.", code="same", field="second_host")
    for user in filter(None, (host, second_host)):
        if not user.can(Permission.CONVERSATION_MODERATE, team):
            raise Refused(f"{user.name} is not a moderator of this team.", code="host", field="host")


def check_move(room: Any, state: GroupRoomState) -> None:
    """Raises: Refused."""
    if state not in GROUP_ROOM_MOVES[GroupRoomState(room.state)]:
        raise Refused(f"This room is {GroupRoomState(room.state).label.lower()}.", code="state")


def opens_from(room: Any) -> dt.datetime:
    """A moderator opens it then at the earliest."""
    opens: dt.datetime = room.starts_at - EARLY
    return opens


def check_can_open(room: Any, by: Actor, now: dt.datetime) -> None:
    """Raises: Refused."""
    check_can_moderate(room, by)
    check_move(room, GroupRoomState.OPEN)
    if now < opens_from(room):
        raise Refused("A room is opened a quarter of an hour before it begins at the earliest.", code="early")


def check_is_open(room: Any) -> None:
    """Raises: Refused."""
    if room.state != GroupRoomState.OPEN:
        refuse("room-over" if room.state == GroupRoomState.ENDED else "not-found")


def check_can_come_in(room: Any, visitor: Any, was_removed: bool) -> None:
    """Raises: Refused."""
    if not is_for(room, visitor):
        refuse("not-found")
    check_is_open(room)
    check_was_not_removed(was_removed)


def check_was_not_removed(was_removed: bool) -> None:
    """Raises: Refused."""
    if was_removed:
        raise Refused(
            "You were asked to leave this room. You can talk to one of us, just the two of you.", code="removed"
        )


def check_can_post(posting: Posting | None, author: UUID, now: dt.datetime) -> None:
    """Where nobody can read a post first, or the host has stopped posts, none is taken. Raises: Refused."""
    if posting is None:
        return
    if posting.is_over:
        refuse("room-over")
    if not posting.is_moderated:
        refuse("nobody-reads")
    if posting.is_frozen:
        refuse("frozen")
    last = posting.last_by.get(author)
    if posting.slow_seconds and last and now - last < dt.timedelta(seconds=posting.slow_seconds):
        refuse("slow-mode")


def check_word_for(waiting: Sequence[Any], words: str) -> None:
    """Nobody's post is let go of without a word. Raises: Refused."""
    if waiting and not words.strip():
        raise Refused("Write a kind word to those whose posts are not shown.", code="no-word", field="word")
    if waiting:
        check_words(words)


def check_slow(seconds: int) -> None:
    """Raises: Refused."""
    if not 0 <= seconds <= SLOWEST:
        raise Refused("Between two posts there are five minutes at most.", code="slow", field="seconds")
