"""Who may refer to a link worker, who works with whom, and what three tries without an answer ask for."""

import datetime as dt
from typing import Any

from mhst.community.prescribing.enums import PRESCRIBING_MOVES, TRIES, ClosedBecause, State
from mhst.community.prescribing.words import YOUNGEST
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission


def check_may_refer(person: Any, by: Actor) -> None:
    """Whoever may open the young person's record, and write down what they agreed to. Raises: Refused."""
    by.require(Permission.PRESCRIBING_REFER)
    by.require(Permission.YOUNG_PERSON_VIEW, person)
    by.require(Permission.CONSENT_RECORD, person)


def may_refer(person: Any, by: Actor) -> bool:
    """What a page asks before it offers it."""
    try:
        check_may_refer(person, by)
    except Refused:
        return False
    return True


def check_can_refer(person: Any, by: Actor, is_referred: bool) -> None:
    """Raises: Refused, Conflict."""
    check_may_refer(person, by)
    if is_referred:
        raise Conflict("They are referred to a link worker already.", code="referred-already")


def check_can_take(referral: Any, by: Actor) -> None:
    """A link worker of the team: what waits, and what is a colleague's. Raises: Refused."""
    by.require(Permission.PRESCRIBING_WORK, referral)
    check_open(referral)


def check_can_read(referral: Any, by: Actor) -> None:
    """One's own caseload, and what nobody has taken yet. Raises: Refused."""
    by.require(Permission.PRESCRIBING_WORK, referral)
    if referral.state != State.WAITING and not is_own(referral, by):
        raise Refused(
            f"{referral.worker.name} works with them. You can take over; then you see all of it.", code="other-caseload"
        )


def check_can_work(referral: Any, by: Actor) -> None:
    """Raises: Refused."""
    by.require(Permission.PRESCRIBING_WORK, referral)
    if not is_own(referral, by):
        raise Refused("Only the link worker who works with them does that.", code="not-own")


def check_open(referral: Any) -> None:
    """Raises: Refused."""
    if not can_move(referral, State.CLOSED):
        raise Refused("This is finished.", code="finished")


def can_move(referral: Any, to: State) -> bool:
    return to in PRESCRIBING_MOVES[referral.state]


def check_still_agreed(referral: Any) -> None:
    """Of what goes on after the end. Raises: Refused."""
    if referral.is_taken_back:
        raise Refused("Their agreement was taken back, so nothing more is asked of them.", code="taken-back")


def is_own(referral: Any, by: Actor) -> bool:
    return by.audit_id == f"user:{referral.worker_id}"


def tries_in_a_row(attempts: list[Any]) -> int:
    """The last tries that reached nobody."""
    count = 0
    for attempt in reversed(attempts):
        if attempt.reached:
            break
        count += 1
    return count


def asks_what_next(referral: Any, attempts: list[Any]) -> bool:
    """Three tries in a row reached nobody, and nobody has said since what follows."""
    undecided = len(attempts) - referral.tries_decided
    return min(tries_in_a_row(attempts), undecided) >= TRIES


def check_can_try(referral: Any, attempts: list[Any], at: dt.datetime) -> None:
    """Raises: Refused."""
    if asks_what_next(referral, attempts):
        raise Refused("Three tries reached nobody. Say first what follows.", code="three-tries")
    if at > clock.now():
        raise Refused("Write a try down when it was made.", code="to-come", field="day")


def check_can_ask_wellbeing(age: int, was_asked_today: bool) -> None:
    """Raises: Refused."""
    if age < YOUNGEST:
        raise Refused("These four questions were made for people of 16 and over.", code="too-young")
    if was_asked_today:
        raise Refused("They were asked today already.", code="asked-today")


def check_held_on(day: dt.date) -> None:
    """Raises: Refused."""
    if day > clock.today():
        raise Refused("Write it down when it has been.", code="to-come", field="held_on")


def check_not_held(review: Any) -> None:
    """Raises: Conflict."""
    if review.held_on is not None:
        raise Conflict("That review is written down already.", code="held-already")


def check_has_no_plan(referral: Any) -> None:
    """Raises: Conflict."""
    if referral.planned_on is not None:
        raise Conflict("The plan is agreed already.", code="planned-already")


def check_can_close(because: str, attempts: list[Any]) -> None:
    """Nobody is given up before they were looked for. Raises: Refused."""
    if because == ClosedBecause.NOT_REACHED and tries_in_a_row(attempts) < TRIES:
        raise Refused("Try three times before you give up.", code="few-tries", field="because")
