"""Who may say what to whom, take it back, and decide about it."""

import datetime as dt
from typing import Any
from uuid import UUID

from mhst.core.errors import Refused
from realtime.enums import Audience, Decision, MessageState, Part, PostReason
from realtime.protocol import MOST_CHARACTERS, WITHDRAW_WITHIN
from realtime.queries.participant import Who
from realtime.rules import refuse
from realtime.rules.kind import KINDS
from realtime.rules.participant import check_is_here


def is_held(who: Who, audience: str) -> bool:
    """Whether words of this participant wait for a moderator."""
    return audience == Audience.OPEN and who.part == Part.PERSON and KINDS[who.kind].holds_posts


def check_words(words: str) -> None:
    """Raises: Refused."""
    if not words.strip():
        refuse("empty")
    if len(words) > MOST_CHARACTERS:
        refuse("too-long")


def check_can_write(who: Who | None, user: Any, audience: str, epoch: int | None) -> None:
    """Raises: Refused."""
    check_is_here(who, user)
    assert who is not None
    if not who.is_open:
        refuse("ended")
    if audience == Audience.STAFF:
        if not who.is_staff:
            refuse("not-staff")
    elif audience != Audience.OPEN:
        refuse("wrong")
    elif who.is_staff and KINDS[who.kind].one_helps:
        check_helps(who, epoch)


def can_write(who: Who, user: Any) -> bool:
    """Whether a page of now offers to write to everybody."""
    try:
        check_can_write(who, user, Audience.OPEN, who.epoch)
    except Refused:
        return False
    return True


def check_helps(who: Who, epoch: int | None) -> None:
    """Whether this is who helps, on a page from after the last hand-over; or who helped before and says goodbye.
    Raises: Refused."""
    if who.part != Part.WORKER:
        refuse("not-yours")
    if who.id not in {who.helps_id, who.goodbye_id} or who.epoch != epoch:
        refuse("stale")


def check_can_withdraw(who: Who, message: Any | None, now: dt.datetime) -> None:
    """One's own message, while nothing has been decided about it, for a minute, and not after the end. Raises:
    Refused."""
    if not who.is_open:
        refuse("ended")
    if message is None:
        refuse("no-message")
    if message.state == MessageState.NOT_PUBLISHED:
        refuse("decided")
    if now - message.created_at > WITHDRAW_WITHIN:
        refuse("too-late")


def check_can_decide(who: Who | None, user: Any, message: Any, decision: str, words: str, reason: str) -> None:
    """Raises: Refused."""
    check_is_here(who, user)
    assert who is not None
    if who.part != Part.MODERATOR:
        refuse("not-moderator")
    if not who.is_open:
        refuse("ended")
    if message is None:
        refuse("no-message")
    if message.state != MessageState.HELD:
        refuse("decided")
    _check_second(who.id, message, decision)
    if decision == Decision.NOT_PUBLISH:
        if reason not in PostReason.values:
            refuse("no-reason")
        if not words.strip():
            refuse("no-word")
    if words:
        check_words(words)


def check_can_take_down(who: Who | None, user: Any, message: Any, words: str) -> None:
    """A young person's post that was shown in a moderated room, by who moderates it. Raises: Refused."""
    check_is_here(who, user)
    assert who is not None
    if who.part != Part.MODERATOR:
        refuse("not-moderator")
    if message is None or message.audience != Audience.OPEN or message.author.part != Part.PERSON:
        refuse("no-message")
    if message.state != MessageState.SHOWN:
        refuse("decided")
    if not words.strip():
        refuse("no-word")
    check_words(words)


def _check_second(moderator: UUID, message: Any, decision: str) -> None:
    """Who asked for a second opinion is not who gives it."""
    if message.has_second and (message.second_by_id == moderator or decision == Decision.SECOND):
        refuse("own-second")
