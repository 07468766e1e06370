"""What follows for a referral when somebody answers about consent, or takes an answer back."""

import datetime as dt

from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.people.actions import parent_or_guardian as parents
from mhst.people.enums import Relationship
from mhst.people.models import ParentOrGuardian
from mhst.people.queries.consent import Lapse
from mhst.people.rules.consent import turns_sixteen
from mhst.settings.environment import environment
from sessions_app.actions import referral as referrals
from sessions_app.actions import referral_notice
from sessions_app.enums import ReferralState
from sessions_app.models import Referral
from sessions_app.queries import consent_end as queries
from sessions_app.rules import referral_consent as rules
from sessions_app.rules.consent_link import check_can_see

STOPPED = (
    "Consent has changed. A referral waits for consent again, and sessions that are booked need attention. "
    "Speak with the family before the next one."
)
ENDED = (
    "The consent of somebody you work with has run out. They cannot be seen until you have asked again: your caseload "
    "says who."
)
SIXTEEN = (
    "Somebody you work with is 16 now, so they decide by themselves. They cannot be seen until you have asked them: "
    "your caseload says who."
)
ENDS_SOON = (
    "The consent of somebody you work with ends soon. Ask again in time, so that no session is lost: your caseload "
    "says who."
)
SIXTEEN_SOON = (
    "Somebody you work with turns 16 soon, and decides by themselves from then on. Ask them in time: your caseload "
    "says who."
)
GOES_ON = "Consent is there. A referral that waited for it has gone on."


@action
def name_parent(
    *,
    referral: Referral,
    name: str,
    relationship: Relationship,
    has_parental_responsibility: bool,
    by: Actor,
    phone: str = "",
    email: str = "",
    safe_contact: str = "",
) -> ParentOrGuardian:
    """Who may decide, with how they said that they can be reached. That they may be is agreed elsewhere."""
    check_can_see(referral, by)
    assert referral.young_person is not None
    parent = parents.add(
        young_person=referral.young_person, name=name, relationship=relationship,
        has_parental_responsibility=has_parental_responsibility, by=by,
    )  # fmt: skip
    if phone or email or safe_contact:
        parents.set_contact(
            parent=parent, may_be_contacted=False, email=email, phone=phone, safe_contact=safe_contact, by=by
        )
    return parent


@action
def follow(*, referral: Referral, by: Actor) -> None:
    """Take the referral where consent, as it is now, lets it stand: back to wait for it, or on to where it stood."""
    locked = referrals.lock(referral)
    if why := rules.must_wait(locked):
        referrals.move(referral=locked, to=ReferralState.AWAITING_CONSENT, why=why, by=by)
        referral_notice.tell(referral=locked, sentence=STOPPED, by=by)
    elif to := rules.goes_on_to(locked):
        referrals.move(referral=locked, to=to, by=by)
        referral_notice.tell(referral=locked, sentence=GOES_ON, by=by)


@action
def tell_of_end(*, referral: Referral, by: Actor) -> bool:
    """Say once that a consent ended by itself. The referral stays where it is: nobody took an answer back.

    Returns whether somebody was told.
    """
    locked = referrals.lock(referral)
    if not rules.must_wait(locked) or locked.young_person is None:
        return False
    sentence = SIXTEEN if clock.today() >= locked.young_person.sixteen_on else ENDED
    if locked.practitioner is None or queries.was_told(locked, sentence, clock.now()):
        return False
    return bool(referral_notice.tell(referral=locked, sentence=sentence, by=by))


@action
def tell_ahead(*, referral: Referral, lapse: Lapse, by: Actor) -> bool:
    """Say once that a consent ends soon. Returns whether somebody was told."""
    person = referral.young_person
    if person is None or referral.practitioner is None:
        return False
    sentence = SIXTEEN_SOON if turns_sixteen(person, lapse) else ENDS_SOON
    ahead = dt.timedelta(days=environment.consent_ends_days)
    if queries.was_told(referral, sentence, clock.now(), ahead):
        return False
    return bool(referral_notice.tell(referral=referral, sentence=sentence, by=by))


@action
def go_on(*, referral: Referral, by: Actor) -> Referral:
    """Somebody lets it go on, where it has not gone by itself. Raises: Refused, saying what is missing."""
    locked = referrals.lock(referral)
    rules.check_can_go_on(locked, by)
    return referrals.move(referral=locked, to=rules.goes_on_to(locked), by=by)
