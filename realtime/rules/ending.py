"""Who may propose an end, and write what both keep of a conversation."""

from typing import Any

from mhst.core.errors import Conflict, Refused
from realtime.enums import Part
from realtime.protocol import REFUSALS
from realtime.queries.participant import Who
from realtime.rules import refuse
from realtime.rules.kind import KINDS
from realtime.rules.participant import check_is_here


def check_can_propose(who: Who | None, user: Any) -> None:
    """Who helps now. Raises: Refused."""
    check_is_here(who, user)
    assert who is not None
    if not who.is_open:
        refuse("ended")
    if who.helps_id != who.id:
        refuse("not-yours" if who.part != Part.WORKER else "stale")


def check_can_write(who: Who | None, user: Any, ending: Any) -> None:
    """Whom it is for and who helps, until it has ended. Raises: Refused."""
    check_is_here(who, user)
    assert who is not None
    if not who.is_open:
        refuse("ended")
    if who.is_staff and who.helps_id != who.id:
        refuse("not-yours")
    if ending is None:
        refuse("no-ending")


def check_has_seen(written: int, seen: int | None, name: str) -> None:
    """Nobody is left in the middle of a sentence by accident. `seen` is None where no page was shown before. Raises:
    Refused."""
    if seen is not None and written > seen:
        raise Refused(
            f"{name} has written since you opened this page. Go back to the chat and read it first, or press again to "
            "end all the same.",
            code="wrote-since",
        )


def check_is_newest(ending: Any, version: int) -> None:
    """Nobody writes over what the other has just written. Raises: Conflict."""
    if ending.version != version:
        raise Conflict(REFUSALS["summary-changed"], code="summary-changed", field="summary")


def check_is_theirs(who: Who | None, user: Any) -> None:
    """For whom alone the conversation is; also once it has ended. Raises: Refused."""
    check_is_here(who, user)
    assert who is not None
    if who.part != Part.PERSON:
        refuse("not-found")
    if KINDS[who.kind].holds_posts:
        raise Refused(
            "A room is for several people, and nobody can do that for all of them. Tell one of us what you wish.",
            code="for-several",
        )


def check_can_note(who: Who | None, user: Any) -> None:
    """Who helps, or helped last. Raises: Refused."""
    check_is_here(who, user)
    assert who is not None
    if who.helps_id != who.id:
        refuse("not-yours")
