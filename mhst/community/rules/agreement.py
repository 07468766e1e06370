"""No agreement, no referral and no recognition: who may say yes to others being told, and what a yes is worth."""

import datetime as dt
from dataclasses import dataclass

from mhst.community.enums import Giver
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.people.enums import ConsentBasis, ConsentKind, ConsentMethod, ConsentState
from mhst.people.models import ParentOrGuardian, YoungPerson
from mhst.people.queries import consent

#: A yes to one partner grows old: after so long they are asked again.
GOOD_FOR = dt.timedelta(weeks=4)
#: Who judges whether somebody under 16 who is not on record can decide: those who work with them.
JUDGES = (Permission.GILLICK_ASSESS, Permission.CONVERSATION_COUNSEL)
BASIS = {
    Giver.SIXTEEN: ConsentBasis.SIXTEEN,
    Giver.JUDGED: ConsentBasis.GILLICK,
    Giver.PARENT: ConsentBasis.PARENTAL,
}
#: What speaks against it, whoever has just said yes.
AGAINST = {
    ConsentState.CONFLICTING: (
        "People disagree about this. Speak with the team first: nobody is told until that is settled."
    ),
    ConsentState.REFUSED: "Somebody who may decide has said no. Nobody is told against that.",
    ConsentState.WITHDRAWN: "The agreement was taken back. Ask again before anybody is told.",
}


@dataclass(frozen=True)
class Agreed:
    """Who said yes, how and when; of somebody under 16 who decided by themselves, what was asked and understood."""

    giver: Giver
    how: ConsentMethod
    on: dt.date
    parent: ParentOrGuardian | None = None
    assessment: str = ""


def check_fresh(agreed: Agreed) -> None:
    """Raises: Refused."""
    if agreed.on > clock.today():
        raise Refused(
            "That date is in the future. Give the day on which they agreed.", code="future", field="agreed_on"
        )
    if agreed.on < clock.today() - GOOD_FOR:
        raise Refused("That was more than four weeks ago. Ask them again first.", code="too-old", field="agreed_on")


def check_off_record(agreed: Agreed, by: Actor) -> None:
    """Somebody who is not on record, so that nobody's age is known to us. Raises: Refused."""
    check_fresh(agreed)
    if agreed.giver != Giver.JUDGED:
        return
    if not any(by.can(permission) for permission in JUDGES):
        raise Refused(
            "Only somebody who works with them can judge that. Ask a parent or guardian, or a colleague.",
            code="cannot-judge", field="giver",
        )  # fmt: skip
    if not agreed.assessment.strip():
        raise Refused("Write down what you asked and what they understood.", code="assessment", field="assessment")


def check_holds(person: YoungPerson, kind: ConsentKind, agreed: Agreed) -> None:
    """What has been recorded adds up to a yes, on the day it was given, and nobody says no today. Raises: Refused."""
    for day in (agreed.on, clock.today()):
        if sentence := AGAINST.get(consent.states_for([person], kind, day)[person.pk]):
            raise Refused(sentence, code="not-agreed", field="giver")


def still_holds(person: YoungPerson, kind: ConsentKind, is_taken_back: bool) -> bool:
    """Whether those who were told may go on knowing."""
    state = consent.states_for([person], kind, clock.today())[person.pk]
    return not is_taken_back and state not in AGAINST
