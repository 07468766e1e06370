"""Somebody is referred to a partner, with their agreement; it is taken back, followed up."""

import datetime as dt
from uuid import UUID, uuid4

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.community.actions import agreement, link
from mhst.community.enums import HelpKind, LinkPurpose, NeighbourState, WithdrawnWhy
from mhst.community.models import NeighbourReferral, Partner
from mhst.community.queries import answer as answers
from mhst.community.queries import referral as queries
from mhst.community.rules import agreement as agreements
from mhst.community.rules import referral as rules
from mhst.community.rules.agreement import Agreed
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.people.enums import ConsentKind
from mhst.people.models import YoungPerson
from mhst.places.models import School, Team


@action
def refer(
    *, partner: Partner, kind: HelpKind, team: Team, why: str, contact: str, agreed: Agreed, by: User,
    young_person: YoungPerson | None = None, school: School | None = None, once: UUID | None = None,
) -> NeighbourReferral:  # fmt: skip
    """Ask a partner to help, in the words that were agreed; `school` if it asks, not the team.

    Sent twice under one id it is one, and the partner gets one link. Raises: Refused.
    """
    id = once or uuid4()
    if (known := _sent_before(id, by)) is not None:
        return known
    if young_person:
        young_person = YoungPerson.objects.select_for_update(no_key=True).get(pk=young_person.pk)  # asked once
    rules.check_can_refer(by, young_person)
    rules.check_asking(by, team, school)
    rules.check_partner(partner, kind)
    rules.check_not_asked_yet(partner, young_person)
    referral = NeighbourReferral(
        pk=id, partner=partner, kind=kind, team=team, school=school, referred_by=by, young_person=young_person,
        why=why.strip(), contact=contact.strip(), answer_by=clock.today() + dt.timedelta(days=partner.answer_days),
    )  # fmt: skip
    if young_person:
        kind_of_yes = ConsentKind.SHARE_WITH_PARTNER
        referral.agreement = agreement.record(young_person=young_person, kind=kind_of_yes, agreed=agreed, by=by)
    else:
        _write_down(referral, agreed, by)
    referral.save()
    link.send(referral=referral, purpose=LinkPurpose.ANSWER, by=by)
    return referral


@action
def send_again(*, referral: NeighbourReferral, by: Actor) -> str:
    """A new link for what the partner is asked next; the one before stops. Returns its address. Raises: Refused."""
    referral = lock(referral)
    rules.check_own(referral, by)
    rules.check_with_partner(referral)
    return link.send(referral=referral, purpose=answers.purpose_of(referral), by=by)


@action
def withdraw(*, referral: NeighbourReferral, why: WithdrawnWhy, by: Actor) -> None:
    """Take it back: its links stop at once. Raises: Refused; Conflict when it has ended."""
    referral = lock(referral)
    rules.check_own(referral, by)
    _withdraw(referral, why, by)


@action
def withdraw_what_is_not_agreed(*, young_person_id: UUID, by: Actor) -> int:
    """After an agreement was taken back: nobody goes on helping without it. Returns how many stopped."""
    stopped = 0
    for found in queries.open_about(young_person_id):
        referral = lock(found)
        assert referral.young_person
        assert referral.agreement
        taken_back = referral.agreement.withdrawn_at is not None
        can_stop = rules.can_move(referral, NeighbourState.WITHDRAWN)
        if can_stop and not agreements.still_holds(referral.young_person, ConsentKind.SHARE_WITH_PARTNER, taken_back):
            _withdraw(referral, WithdrawnWhy.CONSENT_ENDED, by)
            stopped += 1
    return stopped


@action
def take_over(*, referral: NeighbourReferral, by: User) -> None:
    """Whoever referred has left; it is somebody else's from now on. Raises: Refused; Conflict when one was quicker."""
    referral = lock(referral)
    rules.check_can_take_over(referral, by)
    referral.referred_by = by
    referral.save()


@action
def pass_on(*, young_person_id: UUID, giver_id: UUID, taker_id: UUID, by: Actor) -> int:
    """Somebody on a caseload went to a colleague: what was asked for them goes along. Returns how many."""
    passed = queries.of_person_from(young_person_id, giver_id)
    for found in passed:
        referral = lock(found)
        referral.referred_by_id = taker_id
        referral.save()
    return len(passed)


@action
def plan_follow_up(*, referral: NeighbourReferral, follow_up_on: dt.date, by: Actor) -> None:
    """The answer has been read; when the referrer asks how it went. Raises: Refused, Conflict."""
    referral = lock(referral)
    rules.check_own(referral, by)
    rules.check_follow_up(referral, follow_up_on)
    referral.follow_up_on = follow_up_on
    referral.save()


@action
def follow_up(*, referral: NeighbourReferral, outcome: str, by: Actor) -> None:
    """What came of it, in words; that is the end of it. Raises: Refused, Conflict."""
    referral = lock(referral)
    rules.check_own(referral, by)
    rules.check_move(referral, NeighbourState.FOLLOWED_UP)
    referral.state, referral.outcome, referral.ended_at = NeighbourState.FOLLOWED_UP, outcome.strip(), clock.now()
    referral.save()
    link.stop(referral=referral, by=by)


def lock(referral: NeighbourReferral) -> NeighbourReferral:
    """As it is now, held until the transaction ends: a partner may press while the referrer takes it back."""
    rows = NeighbourReferral.objects.select_for_update(of=("self",)).select_related(*queries.WITH)
    found: NeighbourReferral = rows.get(pk=referral.pk)
    return found


def _sent_before(id: UUID, by: User) -> NeighbourReferral | None:
    """Of two sendings at one moment the second waits for the first."""
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    found: NeighbourReferral | None = NeighbourReferral.objects.filter(pk=id, referred_by=by).first()
    return found


def _write_down(referral: NeighbourReferral, agreed: Agreed, by: Actor) -> None:
    agreements.check_off_record(agreed, by)
    referral.agreed_by, referral.agreed_how, referral.agreed_on = agreed.giver, agreed.how, agreed.on
    referral.assessment = agreed.assessment.strip() or None


def _withdraw(referral: NeighbourReferral, why: WithdrawnWhy, by: Actor) -> None:
    rules.check_move(referral, NeighbourState.WITHDRAWN)
    referral.state, referral.withdrawn_why, referral.ended_at = NeighbourState.WITHDRAWN, why, clock.now()
    referral.save()
    link.stop(referral=referral, by=by)
