"""What must be done, or said why not, before a referral is closed; and when somebody is asked how they are."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from sessions_app.enums import LetterTo, ReferralState
from sessions_app.models import Referral
from sessions_app.queries.closing import Closing
from sessions_app.rules import referral as rules


@dataclass(frozen=True)
class Ending:
    """How it ends. What is left out is left out for a reason."""

    because: str
    why: str
    follow_up_on: dt.date | None = None
    no_measures_because: str = ""
    left_out: Sequence[str] = ()
    left_out_because: str = ""
    agreed: bool = False


def check_ending(closing: Closing, ending: Ending) -> None:
    """Raises: Refused, naming what is still to be done."""
    if closing.lacks_measures and not ending.no_measures_because.strip():
        raise Refused("Ask for the measures of the end, or say why not.", code="measures", field="no_measures_because")
    waiting = [to for to in closing.not_ready if to not in ending.left_out]
    if waiting:
        named = " and ".join(LetterTo(to).label.lower() for to in waiting)
        raise Refused(
            f"Look at the closing letter first: {named}. Or tick whom you do not write to.",
            code="letters", field="left_out",
        )  # fmt: skip
    if ending.left_out and not ending.left_out_because.strip():
        raise Refused("Say why they get no letter.", code="left-out", field="left_out_because")
    if closing.tells_school(list(ending.left_out)) and not ending.agreed:
        raise Refused("Confirm that what the school reads was agreed.", code="agreed", field="agreed")


def check_can_follow_up(referral: Referral, by: Actor) -> None:
    """Raises: Refused."""
    rules.check_can_work(referral, by)
    if referral.state != ReferralState.CLOSED or referral.follow_up_on is None:
        raise Refused("No follow-up is planned for them.", code="state")


def check_next(day: dt.date | None) -> None:
    if day is not None and day <= clock.today():
        raise Refused("Choose a day after today, or leave it empty.", code="past", field="again_on")


def check_can_write_letters(referral: Referral, by: Actor) -> None:
    """Raises: Refused."""
    by.require(Permission.LETTER_WRITE, referral)
    rules.check_may_move(referral, ReferralState.CLOSED, by)
