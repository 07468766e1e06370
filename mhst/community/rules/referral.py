"""Who may refer somebody to a partner, take it back, and say what came of it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from mhst.community.enums import LEFT_TO_PARTNER, NEIGHBOUR_MOVES, HelpKind, LinkPurpose, NeighbourState
from mhst.community.models import NeighbourReferral, Partner, PartnerLink
from mhst.community.queries.referral import is_asked, works_with
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from mhst.people.models import YoungPerson
from mhst.places.models import School, Team

#: How long a link stays open: to answer, so long after the answer is due; to tell how it goes, so long in all.
ANSWER_GRACE, ATTENDANCE_LASTS = dt.timedelta(days=14), dt.timedelta(days=180)
#: Chased on the day after an answer was due, and again so many days later; then it is the referrer's to ring.
MOST_CHASES, CHASE_EVERY = 2, dt.timedelta(days=3)
#: When one usually asks how it went.
USUAL_FOLLOW_UP = dt.timedelta(weeks=6)
FURTHEST_FOLLOW_UP = dt.timedelta(weeks=52)


def check_can_refer(by: Actor, person: YoungPerson | None = None) -> None:
    """Raises: Refused."""
    by.require(Permission.NEIGHBOUR_REFER, person)
    if person is not None:
        by.require(Permission.YOUNG_PERSON_VIEW, person)
        by.require(Permission.CONSENT_RECORD, person)


def check_asking(by: Actor, team: Team, school: School | None) -> None:
    """In the name of one's own team or school alone. Raises: Refused."""
    by.require(Permission.NEIGHBOUR_REFER, school or team)
    if school and not works_with(team, school):
        raise Refused(f"{team} does not work with {school} today.", code="team", field="asking")


def may_refer(by: Actor, person: YoungPerson | None = None) -> bool:
    """What a page asks before it offers it."""
    try:
        check_can_refer(by, person)
    except Refused:
        return False
    return True


def check_partner(partner: Partner, kind: HelpKind) -> None:
    """Raises: Refused."""
    if partner.ended_on is not None:
        raise Refused(f"{partner} is not asked any more. Choose another.", code="ended", field="what")
    if kind not in partner.kinds:
        raise Refused(
            f"{partner} does not offer that. Choose another kind of help, or another partner.",
            code="kind", field="what",
        )  # fmt: skip


def check_not_asked_yet(partner: Partner, person: YoungPerson | None) -> None:
    """Raises: Refused."""
    if person and is_asked(partner, person):
        raise Refused(
            f"{partner} has been asked for {person.name} already, and that is still open.",
            code="twice",
            field="what",
        )


@dataclass(frozen=True)
class Steps:
    """What can be done about a referral as it stands."""

    withdraw: bool
    send_again: bool
    plan: bool
    follow_up: bool


def steps(referral: NeighbourReferral) -> Steps:
    """For the page's buttons; who may press them is another question (`may_act`)."""
    return Steps(
        withdraw=can_move(referral, NeighbourState.WITHDRAWN),
        send_again=_is_with_partner(referral),
        plan=referral.state in LEFT_TO_PARTNER and referral.follow_up_on is None,
        follow_up=can_move(referral, NeighbourState.FOLLOWED_UP),
    )


def check_own(referral: NeighbourReferral, by: Actor) -> None:
    """Whoever referred, or who looks after the team's. Raises: Refused."""
    if referral.referred_by_id != getattr(by, "pk", None):
        by.require(Permission.NEIGHBOUR_VIEW, referral)


def check_can_take_over(referral: NeighbourReferral, by: Actor) -> None:
    """Raises: Refused; Conflict when it is somebody's."""
    for permission in (Permission.NEIGHBOUR_VIEW, Permission.NEIGHBOUR_REFER):
        by.require(permission, referral)
    if not referral.is_left or referral.ended_at:
        raise Conflict(f"{referral.referred_by.name} sees to this.", code="held")


def may_take_over(referral: NeighbourReferral, by: Actor) -> bool:
    """Whether the button is shown."""
    return _allows(check_can_take_over, referral, by)


def may_act(referral: NeighbourReferral, by: Actor) -> bool:
    """Whether buttons are shown."""
    return _allows(check_own, referral, by)


def _allows(check: Callable[[NeighbourReferral, Actor], None], referral: NeighbourReferral, by: Actor) -> bool:
    try:
        check(referral, by)
    except (Refused, Conflict):
        return False
    return True


def check_with_partner(referral: NeighbourReferral) -> None:
    """Raises: Conflict when the partner is asked nothing any more."""
    if not _is_with_partner(referral):
        raise Conflict("The partner is not asked anything about this any more.", code="state")


def _is_with_partner(referral: NeighbourReferral) -> bool:
    return referral.state in {NeighbourState.SENT, *LEFT_TO_PARTNER}


def can_move(referral: NeighbourReferral, to: NeighbourState) -> bool:
    return to in NEIGHBOUR_MOVES[referral.state]


def check_move(referral: NeighbourReferral, to: NeighbourState) -> None:
    """Raises: Conflict."""
    if not can_move(referral, to):
        raise Conflict(
            f"This stands at “{referral.get_state_display()}” by now, so that is no longer possible.", code="state"
        )


def check_follow_up(referral: NeighbourReferral, on: dt.date) -> None:
    """Raises: Refused; Conflict when there is nothing to follow up."""
    if referral.state == NeighbourState.SENT or referral.ended_at:
        raise Conflict("There is nothing to follow up here.", code="state")
    if not clock.today() <= on <= clock.today() + FURTHEST_FOLLOW_UP:
        raise Refused("Choose a day from today to a year ahead.", code="follow-up", field="follow_up_on")


def is_to_chase(referral: NeighbourReferral) -> bool:
    """Whether the partner is asked again today."""
    due = referral.answer_by + CHASE_EVERY * referral.chases
    return referral.is_late and referral.chases < MOST_CHASES and due < clock.today()


def check_live(link: PartnerLink, purpose: LinkPurpose) -> None:
    """Raises: Conflict."""
    if link.purpose != purpose or not link.is_live:
        raise Conflict("This link can no longer be used.", code="closed")


def check_answers(referral: NeighbourReferral, by: Actor) -> None:
    """Whoever is signed in answers for their own organisation. Raises: Refused."""
    organisation = referral.partner.organisation
    if organisation is None or organisation.pk not in _organisations(by):
        raise Refused("That is for those who work at this partner.", code="partner")


def _organisations(by: Actor) -> frozenset[object]:
    reach = getattr(by, "reach", None)
    return frozenset(reach(Permission.PARTNER_ANSWER).organisations) if reach else frozenset()
