"""When a message is tried again, and by whom."""

import datetime as dt

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from sessions_app.enums import MESSAGE_MOVES, REMINDER_WORDS, MessageState
from sessions_app.models import Message
from sessions_app.rules import reminder

#: How long is waited after each attempt that failed; after the last of them a person decides.
PAUSES = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))


def next_try(attempts: int, now: dt.datetime) -> dt.datetime | None:
    """When a message that has failed so often is tried again; None when it has been tried enough."""
    return now + PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def goes_at(message: Message, moment: dt.datetime) -> dt.datetime:
    """When it goes that is due at `moment`: families are not reminded in the night, however long it has waited."""
    return reminder.daytime(moment) if message.words in REMINDER_WORDS else moment


def check_move(message: Message, to: MessageState) -> None:
    """Raises: ValueError for a way that the table of moves does not have: a mistake of ours, not of a person."""
    if to not in MESSAGE_MOVES[message.state]:
        raise ValueError(f"a message does not go from {message.state} to {to}")


def check_can_mend(message: Message, by: Actor) -> None:
    """Raises: Refused."""
    by.require(Permission.MESSAGE_MEND, message)


def check_failed(message: Message) -> None:
    """Raises: Refused when somebody has dealt with it already."""
    if message.state != MessageState.FAILED:
        raise Refused("Somebody has dealt with this message already.", code="not-failed")


def check_can_retry(message: Message, now: dt.datetime) -> None:
    """Raises: Refused."""
    check_failed(message)
    if message.not_after and now >= message.not_after:
        raise Refused("The time it speaks of has passed, so it is of no use to send it now.", code="too-late")
