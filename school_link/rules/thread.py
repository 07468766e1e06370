"""Who writes between organisations, and what each state allows."""

import datetime as dt
from typing import Any

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from school_link.enums import ANSWERED_BY_NOBODY, THREAD_MOVES, ThreadState


def check_can_write(thread: Any, by: Actor) -> None:
    """Raises: Refused."""
    by.require(Permission.THREAD_WRITE, thread)


def check_between(is_pair: bool) -> None:
    """Raises: Refused."""
    if not is_pair:
        raise Refused("This school and this team do not work together.", code="not-together")


def check_answer_by(kind: str, answer_by: dt.date | None) -> None:
    """Raises: Refused."""
    if kind in ANSWERED_BY_NOBODY:
        return
    if answer_by is None:
        raise Refused("Say by when you need an answer.", code="no-day", field="answer_by")
    if answer_by < clock.today():
        raise Refused("The day is over already. Choose today or later.", code="day-over", field="answer_by")


def check_open(thread: Any) -> None:
    """Raises: Refused."""
    if thread.state == ThreadState.CLOSED:
        raise Refused("This is closed. Open it again to write in it.", code="thread-closed")


def check_move(thread: Any, state: ThreadState) -> None:
    """Raises: Refused."""
    if state not in THREAD_MOVES[ThreadState(thread.state)]:
        raise Refused(f"This stands at: {thread.get_state_display().lower()}.", code="thread-state")


def needs_no_answer(kind: str) -> bool:
    return kind in ANSWERED_BY_NOBODY


def state_after(thread: Any, is_schools: bool, began_as_school: bool) -> ThreadState:
    """A word of the side that began it waits for an answer; a word of the other is one. Thanks ask for none."""
    if needs_no_answer(thread.kind):
        return ThreadState(thread.state)
    return ThreadState.OPEN if is_schools == began_as_school else ThreadState.ANSWERED
