"""Who may send a parent or guardian a link to answer by, and what an open link still allows."""

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from mhst.people.enums import ConsentKind
from mhst.people.models import ParentOrGuardian
from mhst.people.rules.consent import is_too_young_to_decide
from sessions_app.enums import OPEN_STATES, LinkStanding
from sessions_app.models import ConsentLink, Referral

#: What whoever comes too late is told, by how the link stands.
CLOSED = {
    LinkStanding.ANSWERED: "This link has been used. An answer can be given by it once.",
    LinkStanding.NOT_THEIRS: "This link was sent back to us. It cannot be answered any more.",
    LinkStanding.REVOKED: "We have stopped this link. It cannot be answered any more.",
    LinkStanding.LOCKED: "This link is closed, because the birth date was wrong too often.",
    LinkStanding.EXPIRED: "This link has run out.",
    LinkStanding.NOT_NEEDED: "We no longer need an answer by this link.",
}


def check_can_see(referral: Referral, by: Actor) -> None:
    """Who answered what about whom. Raises: Refused."""
    by.require(Permission.REFERRAL_VIEW, referral)
    if referral.young_person is None:
        raise Refused("Say first which young person this is about.", code="not-matched")
    by.require(Permission.PUPIL_VIEW, referral.young_person)


def check_can_ask(referral: Referral, by: Actor) -> None:
    """Whether links can be made for this referral at all. Raises: Refused."""
    check_can_see(referral, by)
    person = referral.young_person
    assert person is not None
    by.require(Permission.CONSENT_RECORD, person)
    if referral.state not in OPEN_STATES:
        raise Refused("This referral is over, so nobody is asked any more.", code="state")
    if clock.today() >= person.sixteen_on:
        raise Refused(
            f"{person.name} is 16 or over, so only they decide. Ask them, and record their answer.",
            code="consent-sixteen",
        )


def check_can_make(referral: Referral, parent: ParentOrGuardian, by: Actor) -> None:
    """Raises: Refused."""
    check_can_ask(referral, by)
    if parent.young_person_id != referral.young_person_id:
        raise Refused("Choose a parent or guardian of this young person.", code="consent-giver")
    if not parent.has_parental_responsibility:
        raise Refused(
            f"{parent} does not hold parental responsibility, so cannot decide this. Ask somebody who does.",
            code="consent-responsibility",
        )


def may_judge(referral: Referral, by: Actor) -> bool:
    """Whether a page offers to judge that the young person decides by themselves. Recording it has its own rule."""
    person, today = referral.young_person, clock.today()
    if person is None or today >= person.sixteen_on:
        return False
    return by.can(Permission.GILLICK_ASSESS, person) and not is_too_young_to_decide(
        person, ConsentKind.TO_BE_SEEN, today
    )


def check_can_revoke(link: ConsentLink, by: Actor) -> None:
    """Raises: Refused."""
    check_can_see(link.referral, by)
    by.require(Permission.CONSENT_RECORD, link.parent.young_person)
    if not link.is_live:
        raise Refused("This link has ended already.", code="ended")


def check_live(link: ConsentLink) -> None:
    """Raises: Conflict when it can no longer be answered, in words for whoever holds it."""
    if sentence := CLOSED.get(link.standing):
        raise Conflict(sentence, code="closed")
