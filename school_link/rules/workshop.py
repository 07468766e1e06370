"""Who holds workshops, and when what can be done in one."""

import datetime as dt
from typing import Any

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from realtime.enums import Part, RetentionKind
from realtime.rules.kind import Kind
from school_link.enums import WORKSHOP_MOVES, WorkshopState

#: Between the first and the second there is time to try something.
BETWEEN = dt.timedelta(weeks=6)
#: Everybody in a workshop follows its news; who is invited is the host's to say.
WORKSHOP = Kind("workshop", {Part.WORKER: None}, kept_as=RetentionKind.CONSULTING, page="link-workshop-of")


def check_can_host(cohort: Any, by: Actor) -> None:
    """Raises: Refused."""
    by.require(Permission.LINK_HOST, cohort)


def check_name(name: str, is_taken: bool) -> None:
    """Raises: Refused."""
    if is_taken:
        raise Refused(f"This team has a cohort called {name} already. Choose another name.", code="name", field="name")


def check_apart(number: int, held_on: dt.date, others: dict[int, dt.date]) -> None:
    """`others` are the days of the cohort's other occasions by number. Raises: Refused."""
    before, after = others.get(number - 1), others.get(number + 1)
    if before and number == 2 and held_on < before + BETWEEN:
        earliest = before + BETWEEN
        raise Refused(
            f"The second workshop is at least six weeks after the first: {earliest:%-d %B %Y} or later.",
            code="too-soon", field="held_on",
        )  # fmt: skip
    if after and number == 1 and held_on > after - BETWEEN:
        raise Refused(
            f"The first workshop is at least six weeks before the second: {after - BETWEEN:%-d %B %Y} or earlier.",
            code="too-late", field="held_on",
        )  # fmt: skip
    if number > 2 and before and held_on <= before:
        raise Refused(f"This comes after {before:%-d %B %Y}.", code="out-of-order", field="held_on")


def check_move(workshop: Any, state: WorkshopState) -> None:
    """Raises: Refused."""
    if state not in WORKSHOP_MOVES[WorkshopState(workshop.state)]:
        raise Refused(f"This workshop stands at: {workshop.get_state_display().lower()}.", code="workshop-state")


def check_is(workshop: Any, *states: WorkshopState) -> None:
    """Raises: Refused."""
    if workshop.state not in states:
        raise Refused(f"This workshop stands at: {workshop.get_state_display().lower()}.", code="workshop-state")


def check_may_come(attendee: Any) -> None:
    """Raises: Refused for somebody who is not in the workshop, or was said not to have come."""
    if attendee is None or attendee.came is False:
        raise Refused("Only those who are in the workshop rate. Ask the host to add you.", code="not-in-workshop")


def check_level(level: int, highest: int) -> None:
    """Raises: Refused."""
    if not 1 <= level <= highest:
        raise Refused("Choose one of the levels.", code="no-such-level")
