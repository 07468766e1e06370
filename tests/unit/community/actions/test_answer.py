"""From asking to what came of it: each step once, by whoever holds the right to it."""

import datetime as dt

import pytest
from django.core import mail

from mhst.audit.models import AuditEvent
from mhst.community.actions import answer, referral
from mhst.community.enums import DeclineReason, LinkPurpose, NeighbourState, PartnerLinkStanding, WithdrawnWhy
from mhst.community.models import NeighbourReferral, PartnerLink
from mhst.community.queries import answer as answers
from mhst.community.queries import waiting
from mhst.community.tasks import chase_partners
from mhst.core import clock
from mhst.core.actors import Machine
from mhst.core.errors import Conflict
from mhst.people.actions import consent
from mhst.people.enums import WithdrawnBecause
from sessions_app.models import Message
from sessions_app.tasks import send_what_is_due
from tests.factories import World
from tests.factories.community import NeighbourReferralFactory, PartnerFactory
from tests.support.neighbours import CONTACT, WHY, addresses_mailed, refer

pytestmark = pytest.mark.django_db
PHONE = Machine("test link")


@pytest.fixture(autouse=True)
def a_monday(monday_morning: None) -> None:
    """The clock stands still."""


def link_of(made: NeighbourReferral) -> PartnerLink:
    return made.links.get(revoked_at__isnull=True, used_at__isnull=True)


def lines(there: World) -> list[str]:
    return [line.sentence for line in waiting.todo(there.practitioner.user)]


def test_a_partner_is_asked_by_a_neutral_email_whose_link_is_kept_as_a_hash(there: World) -> None:
    partner = PartnerFactory(name="Carers Together", email="ask@carers.example")
    made = refer(there, partner=partner)
    send_what_is_due()

    [path] = addresses_mailed("ask@carers.example")
    token = path.strip("/").split("/")[-1]
    said = mail.outbox[-1].subject + mail.outbox[-1].body
    assert answers.by_token(token).referral == made
    assert not PartnerLink.objects.filter(token_hash=token).exists()
    for word in (made.young_person.given_name, made.young_person.family_name, "parent", "Robin", "carer"):
        assert word.lower() not in said.lower()
    made.refresh_from_db()
    assert (made.why, made.contact, made.answer_by) == (WHY, CONTACT, clock.today() + dt.timedelta(days=5))


def test_a_yes_comes_back_to_the_referrer_and_asks_for_a_day_to_follow_up(there: World) -> None:
    made = refer(there)
    answer.accept(referral=made, words="We ring on Tuesday.", by=PHONE, link=link_of(made))

    made.refresh_from_db()
    assert (made.state, made.answer_words) == (NeighbourState.ACCEPTED, "We ring on Tuesday.")
    assert [link.purpose for link in made.links.filter(revoked_at__isnull=True, used_at__isnull=True)] == [
        LinkPurpose.ATTENDANCE
    ]
    assert lines(there) == [f"Read what {made.partner} answered about {made.young_person}"]
    told = Message.objects.get(words="partner_news")
    assert told.address == there.practitioner.user.email

    referral.plan_follow_up(referral=made, follow_up_on=clock.today(), by=there.practitioner.user)
    assert lines(there) == [f"Ask how it went: {made.young_person} with {made.partner}"]
    referral.follow_up(referral=made, outcome="They go every week.", by=there.practitioner.user)
    made.refresh_from_db()
    assert (made.state, made.outcome, lines(there)) == (NeighbourState.FOLLOWED_UP, "They go every week.", [])
    assert [link.is_live for link in made.links.all()] == [False, False]


def test_a_no_has_a_reason_and_its_link_is_used(there: World) -> None:
    made = refer(there)
    link = link_of(made)
    answer.decline(referral=made, reason=DeclineReason.FULL, words="", by=PHONE, link=link)

    made.refresh_from_db()
    assert (made.state, made.decline_reason, made.answer_words) == (NeighbourState.DECLINED, "full", None)
    assert made.links.get().standing == PartnerLinkStanding.USED
    with pytest.raises(Conflict):
        answer.accept(referral=made, words="", by=PHONE, link=link)


@pytest.mark.both_engines
def test_attendance_is_told_again_and_again_until_the_help_has_ended(there: World) -> None:
    made = refer(there)
    answer.accept(referral=made, words="", by=PHONE, link=link_of(made))
    link = link_of(made)
    for state in (NeighbourState.DID_NOT_COME, NeighbourState.CAME, NeighbourState.CAME):
        answer.tell_attendance(referral=made, state=state, by=PHONE, link=link)
        made.refresh_from_db()
        assert (made.state, made.told_on) == (state, clock.today())
    answer.tell_attendance(referral=made, state=NeighbourState.ENDED, by=PHONE, link=link)

    with pytest.raises(Conflict):
        answer.tell_attendance(referral=made, state=NeighbourState.CAME, by=PHONE, link=link)
    assert Message.objects.filter(words="partner_news").count() == 4  # the answer, and three that were new


@pytest.mark.both_engines
def test_taking_it_back_stops_the_link_and_what_was_not_sent_yet(there: World) -> None:
    made = refer(there)
    link = link_of(made)
    referral.withdraw(referral=made, why=WithdrawnWhy.MISTAKE, by=there.practitioner.user)

    link.refresh_from_db()
    assert (link.standing, link.message.state) == (PartnerLinkStanding.REVOKED, "cancelled")
    with pytest.raises(Conflict):
        answer.accept(referral=made, words="", by=PHONE, link=link)
    with pytest.raises(Conflict):
        referral.withdraw(referral=made, why=WithdrawnWhy.MISTAKE, by=there.practitioner.user)


@pytest.mark.django_db(transaction=True)
def test_an_agreement_that_is_taken_back_takes_the_referral_with_it(there: World) -> None:
    made, other = refer(there), refer(there, partner=PartnerFactory())
    consent.withdraw(
        decision=made.agreement, because=WithdrawnBecause.CHANGED_MIND, reason="Not now.", by=there.practitioner.user
    )

    for one in (made, other):
        one.refresh_from_db()
    assert (made.state, made.withdrawn_why) == (NeighbourState.WITHDRAWN, WithdrawnWhy.CONSENT_ENDED)
    assert other.state == NeighbourState.WITHDRAWN  # another parent agreed to that one, so people disagree now
    assert AuditEvent.objects.filter(row_id=str(made.pk), actor_label="consent taken back").exists()


def test_who_is_late_is_asked_again_by_a_new_link_and_the_referrer_is_told(there: World, time_machine) -> None:
    made = refer(there)
    first = link_of(made)
    time_machine.move_to(clock.at_local(made.answer_by + dt.timedelta(days=1), 600), tick=False)
    chase_partners()
    chase_partners()

    made.refresh_from_db()
    first.refresh_from_db()
    assert (made.chases, first.standing, link_of(made).is_live) == (1, PartnerLinkStanding.REVOKED, True)
    assert Message.objects.filter(words="partner_news").count() == 1
    assert lines(there) == [f"Ring {made.partner}: no answer about {made.young_person} since 19 September"]
    answer.accept(referral=made, words="", by=PHONE, link=link_of(made))  # late is not too late


def test_the_referrer_sends_a_new_link_and_the_one_before_stops(there: World) -> None:
    made = refer(there)
    first = link_of(made)
    address = referral.send_again(referral=made, by=there.practitioner.user)

    first.refresh_from_db()
    assert (first.standing, answers.by_token(address.strip("/").split("/")[-1]).is_live) == ("revoked", True)


def test_a_referrer_who_has_left_is_not_written_to(there: World) -> None:
    made = NeighbourReferralFactory(referred_by__left=True, team=there.team)
    referral.send_again(referral=made, by=there.manager)
    answer.accept(referral=made, words="", by=PHONE, link=link_of(made))

    assert Message.objects.filter(words="partner_news").count() == 0


def test_no_more_than_a_handful_is_named_on_the_first_page(there: World) -> None:
    NeighbourReferralFactory.create_batch(7, accepted=True, referred_by=there.practitioner.user)

    assert (len(lines(there)), lines(there)[-1]) == (6, "See to 2 more referrals to partners")
