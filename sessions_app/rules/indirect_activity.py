"""Work about a young person without them there: who writes it down, and what is none."""

import datetime as dt

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from sessions_app.enums import LONGEST_MINUTES, OPEN_STATES, ReferralState
from sessions_app.models import IndirectActivity, Referral
from sessions_app.rules.referral import check_can_read_request


def check_can_see(referral: Referral, by: Actor) -> None:
    """Those who read what was asked, of whomever they know by name. Raises: Refused."""
    check_can_read_request(referral, by)
    if referral.young_person_id is None or referral.state == ReferralState.ENQUIRY:
        raise Refused(
            "Say first which young person this is about. Work about somebody who is not known by name is advice: it"
            " is counted there, and stops no clock.",
            code="unmatched",
        )


def check_can_write(referral: Referral, by: Actor) -> None:
    """While the team decides, anybody of it who works; later, those who work with the young person. Raises: Refused."""
    by.require(Permission.REFERRAL_WORK, referral)
    check_can_see(referral, by)
    if referral.state not in OPEN_STATES:
        raise Refused(f"This referral is {referral.get_state_display().lower()}: nothing is added to it.", code="state")


def check_activity(referral: Referral, *, done_on: dt.date, minutes: int, what: str) -> None:
    """Raises: Refused, naming the first thing that is wrong."""
    if not referral.received_on <= done_on <= clock.today():
        raise Refused(
            f"Choose a day from {referral.received_on:%-d %B %Y}, when the request came, to today. What was before is"
            " advice, and no part of this referral.",
            code="done-on",
            field="done_on",
        )
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise Refused(f"Enter how many minutes it took, from 1 to {LONGEST_MINUTES}.", code="minutes", field="minutes")
    if not what.strip():
        raise Refused("Write with whom it was, and what was agreed.", code="what", field="what")


def check_can_withdraw(activity: IndirectActivity, by: Actor) -> None:
    """Whoever wrote it, and who answers for the team. Raises: Refused."""
    check_can_see(activity.referral, by)
    _check_theirs(activity, by)


def may_withdraw(activity: IndirectActivity, by: Actor) -> bool:
    """The yes or no of it for those who see it at all; asks nothing of the database, because lists ask for each row."""
    try:
        _check_theirs(activity, by)
    except Refused:
        return False
    return True


def _check_theirs(activity: IndirectActivity, by: Actor) -> None:
    if activity.written_by_id != getattr(by, "pk", None) and not by.can(Permission.RECORD_READ_ALL, activity.referral):
        raise Refused(f"{activity.written_by or 'Somebody else'} wrote this, and can withdraw it.", code="not-own")
    if activity.withdrawn_at:
        raise Refused("This has been withdrawn already.", code="withdrawn")
