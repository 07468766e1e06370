"""Who books a course for one young person, and when. Each rule raises `Refused` with a sentence for the person."""

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from sessions_app.enums import HELD_STATES, ReferralState
from sessions_app.models import Programme, Referral
from sessions_app.planner.offer import Offer
from sessions_app.queries.course import has_own_course
from sessions_app.rules.referral import check_can_work


def check_can_book(referral: Referral, by: Actor) -> None:
    """Book 1:1 sessions for somebody who has a practitioner. Raises: Refused."""
    _check_worked_with(referral, by, "Sessions are booked once somebody works with them.")
    if has_own_course(referral):
        raise Refused(
            "Sessions of their own are booked already. Move those, or cancel them first.", code="booked-already"
        )


def check_offer(referral: Referral, programme: Programme, offer: Offer) -> None:
    """Whether this is a course of one with whoever works with them. Raises: Refused."""
    if programme.is_group:
        raise Refused(f"{programme} is a group. Choose a 1:1 programme.", code="group", field="programme")
    if offer.practitioners != (referral.practitioner_id,):
        raise Refused("Somebody else works with them now. Look at the times again.", code="practitioner")


def check_can_join_group(referral: Referral, by: Actor) -> None:
    """Give somebody a place in a group, or let them wait for one. Raises: Refused.

    Whoever waits for a practitioner is given to the one who leads the group, by those who may choose.
    """
    check_can_give_to_lead(referral, by)
    if referral.state == ReferralState.WAITING:
        by.require(Permission.GROUP_BOOK, referral.school)
        return
    _check_worked_with(referral, by, "Somebody joins a group once a practitioner works with them.")


def check_can_give_to_lead(referral: Referral, by: Actor) -> None:
    """Whether somebody who waits may be given to whoever leads a group. Raises: Refused."""
    if referral.state == ReferralState.WAITING and not by.can(Permission.REFERRAL_ALLOCATE, referral):
        raise Refused(
            "They wait for a practitioner, and only a supervisor or the team manager chooses one. Ask one of them to "
            "add them to the group: whoever leads it works with them then.",
            code="waits-for-practitioner",
        )


def _check_worked_with(referral: Referral, by: Actor, otherwise: str) -> None:
    check_can_work(referral, by)
    by.require(Permission.GROUP_BOOK, referral.school)
    if referral.state not in HELD_STATES:
        raise Refused(f"{otherwise} This referral is {referral.get_state_display().lower()}.", code="state")
