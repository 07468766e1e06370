"""A link is answered once, by the one it was made for, while anybody still needs the answer."""

import datetime as dt

import pytest

from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM, Machine
from mhst.core.errors import Conflict, Refused
from mhst.people.actions import consent as consents
from mhst.people.actions import parent_or_guardian as parents
from mhst.people.enums import ConsentAnswer, ConsentKind, ConsentState, WithdrawnBecause
from mhst.people.models import ConsentDecision, YoungPerson
from mhst.people.queries.consent import states_for
from sessions_app.actions import consent_link as actions
from sessions_app.actions import referral as referrals
from sessions_app.enums import Channel, LinkStanding, MessageState, ReferralState
from sessions_app.models import ConsentLink, ContactPreference, Message, Notice, Referral
from sessions_app.queries import consent_link as queries
from tests.factories import ParentOrGuardianFactory, World, YoungPersonFactory
from tests.factories.casework import ConsentLinkFactory, ReferralFactory
from tests.factories.people import ConsentDecisionFactory
from tests.factories.recorded import RecordedFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines, pytest.mark.usefixtures("monday_morning")]
GIVEN, REFUSED = ConsentAnswer.GIVEN, ConsentAnswer.REFUSED
SEEN, SCHOOL = ConsentKind.TO_BE_SEEN, ConsentKind.SHARE_WITH_SCHOOL
PHONE = Machine("consent link")


class PreferenceFactory(RecordedFactory):
    class Meta:
        model = ContactPreference


@pytest.fixture
def person(there: World) -> YoungPerson:
    return YoungPersonFactory(school=there.school, birth_date=dt.date(2013, 5, 14))


@pytest.fixture
def referral(there: World, person: YoungPerson) -> Referral:
    return ReferralFactory(
        team=there.team, school=there.school, young_person=person, state=ReferralState.AWAITING_CONSENT
    )


@pytest.fixture
def link(referral: Referral) -> ConsentLink:
    return ConsentLinkFactory(referral=referral, token="abc")


def state(person: YoungPerson, kind: str = SEEN) -> ConsentState:
    return states_for([person], kind, clock.today())[person.pk]


def test_its_address_is_nowhere_but_in_the_answer(there: World, referral: Referral) -> None:
    parent = ParentOrGuardianFactory(young_person=referral.young_person)
    link, address = actions.make(referral=referral, parent=parent, by=there.administrator)
    token = address.rstrip("/").rpartition("/")[2]
    assert queries.by_token(token) == link
    assert (link.made_by, link.expires_at - clock.now()) == (there.administrator, dt.timedelta(days=14))
    assert token not in str(ConsentLink.objects.values()) + str(list(AuditEvent.objects.values()))


def test_a_new_link_stops_the_one_before(there: World, link: ConsentLink) -> None:
    second, _ = actions.make(referral=link.referral, parent=link.parent, by=there.manager)
    link.refresh_from_db()
    assert (link.standing, second.standing) == (LinkStanding.REVOKED, LinkStanding.LIVE)


@pytest.mark.parametrize("who", ["lead", "practitioner"])
def test_only_those_of_the_team_who_record_consent_make_one(there: World, link: ConsentLink, who: str) -> None:
    by = there.lead if who == "lead" else there.practitioner.user
    if who == "practitioner":
        assert actions.make(referral=link.referral, parent=link.parent, by=by)
    else:
        with pytest.raises(Refused):
            actions.make(referral=link.referral, parent=link.parent, by=by)


def test_somebody_without_parental_responsibility_is_not_asked(there: World, referral: Referral) -> None:
    parent = ParentOrGuardianFactory(young_person=referral.young_person, without_responsibility=True)
    with pytest.raises(Refused, match="does not hold parental responsibility"):
        actions.make(referral=referral, parent=parent, by=there.manager)


def test_a_parent_of_somebody_else_is_not_asked(there: World, referral: Referral) -> None:
    with pytest.raises(Refused, match="a parent or guardian of this young person"):
        actions.make(referral=referral, parent=ParentOrGuardianFactory(), by=there.manager)


def test_nobody_is_asked_about_somebody_of_16_or_over(there: World) -> None:
    person = YoungPersonFactory(school=there.school, year_group=12, birth_date=dt.date(2010, 9, 14))
    referral = ReferralFactory(team=there.team, school=there.school, young_person=person)
    parent = ParentOrGuardianFactory(young_person=person)
    with pytest.raises(Refused, match="is 16 or over, so only they decide"):
        actions.make(referral=referral, parent=parent, by=there.manager)


def test_nobody_is_asked_once_the_referral_is_over(there: World, person: YoungPerson) -> None:
    referral = ReferralFactory(team=there.team, school=there.school, young_person=person, closed=True)
    parent = ParentOrGuardianFactory(young_person=person)
    with pytest.raises(Refused, match="This referral is over"):
        actions.make(referral=referral, parent=parent, by=there.manager)


def test_each_answer_is_a_decision_of_its_own(link: ConsentLink, person: YoungPerson) -> None:
    actions.answer(link=link, answers={SEEN: GIVEN, SCHOOL: REFUSED}, by=PHONE)
    found = ConsentDecision.objects.filter(young_person=person).values_list(
        "kind", "answer", "basis", "parent", "method", "decided_on", "recorded_by"
    )
    today = clock.today()
    assert set(found) == {
        (SEEN, GIVEN, "parental", link.parent_id, "online", today, None),
        (SCHOOL, REFUSED, "parental", link.parent_id, "online", today, None),
    }
    acted = AuditEvent.objects.filter(verb="consent_link.answer")
    assert {event.actor_label for event in acted} == {"consent link"}


def test_it_is_answered_once(link: ConsentLink) -> None:
    actions.answer(link=link, answers={SEEN: GIVEN}, by=PHONE)
    with pytest.raises(Conflict, match="This link has been used"):
        actions.answer(link=link, answers={SEEN: REFUSED}, by=PHONE)
    assert link.parent.consent_decisions.count() == 1


def test_a_wrong_birth_date_is_counted_and_the_fifth_closes_the_link(link: ConsentLink) -> None:
    wrong = dt.date(2013, 5, 15)
    found = [actions.confirm(link=link, birth_date=wrong, by=PHONE) for _ in range(5)]
    link.refresh_from_db()
    assert (found, link.standing, link.opened_at) == ([False] * 5, LinkStanding.LOCKED, None)
    with pytest.raises(Conflict, match="wrong too often"):
        actions.confirm(link=link, birth_date=dt.date(2013, 5, 14), by=PHONE)


def test_the_right_birth_date_opens_it(link: ConsentLink) -> None:
    assert actions.confirm(link=link, birth_date=dt.date(2013, 5, 14), by=PHONE)
    link.refresh_from_db()
    assert (link.wrong_tries, link.opened_at) == (0, clock.now())


def test_whoever_does_not_decide_sends_it_back_and_nothing_is_recorded(there: World, link: ConsentLink) -> None:
    actions.hand_back(link=link, by=PHONE)
    link.refresh_from_db()
    assert (link.standing, link.parent.consent_decisions.count()) == (LinkStanding.NOT_THEIRS, 0)


def test_it_ends_by_itself(link: ConsentLink, time_machine) -> None:
    time_machine.move_to(link.expires_at, tick=False)
    assert link.standing == LinkStanding.EXPIRED
    with pytest.raises(Conflict, match="This link has run out"):
        actions.answer(link=link, answers={SEEN: GIVEN}, by=PHONE)


def test_it_is_stopped_once(there: World, link: ConsentLink) -> None:
    actions.revoke(link=link, by=there.administrator)
    with pytest.raises(Refused, match="has ended already"):
        actions.revoke(link=link, by=there.administrator)
    with pytest.raises(Conflict, match="We have stopped this link"):
        actions.answer(link=link, answers={SEEN: GIVEN}, by=PHONE)


def test_it_is_not_needed_from_the_sixteenth_birthday(link: ConsentLink, time_machine) -> None:
    time_machine.move_to("2029-05-14 08:00+01:00", tick=False)
    assert link.standing == LinkStanding.NOT_NEEDED


def test_it_is_not_needed_once_the_referral_is_over(there: World, link: ConsentLink) -> None:
    referrals.close(referral=link.referral, because="09", why="They would rather not.", by=there.manager)
    with pytest.raises(Conflict, match="no longer need an answer"):
        actions.answer(link=queries.get_of(link.referral, link.pk), answers={SEEN: GIVEN}, by=PHONE)


def test_it_is_of_no_use_to_a_parent_who_may_no_longer_decide(there: World, link: ConsentLink) -> None:
    parents.change(
        parent=link.parent, name=link.parent.name, relationship="mother", has_parental_responsibility=False,
        by=there.manager,
    )  # fmt: skip
    with pytest.raises(Conflict, match="no longer need an answer"):
        actions.answer(link=queries.get_of(link.referral, link.pk), answers={SEEN: GIVEN}, by=PHONE)


def test_whoever_made_it_is_told_of_the_answer_without_a_name(there: World, referral: Referral) -> None:
    parent = ParentOrGuardianFactory(young_person=referral.young_person)
    link, _ = actions.make(referral=referral, parent=parent, by=there.administrator)
    actions.answer(link=link, answers={SEEN: GIVEN}, by=PHONE)
    notice = Notice.objects.get(referral=referral)
    assert (notice.to, notice.sentence) == (there.administrator, "A parent or guardian has answered about consent.")


def agrees_to_texts(referral: Referral) -> ContactPreference:
    parent = ParentOrGuardianFactory(young_person=referral.young_person, may_be_contacted=True)
    ConsentDecisionFactory(young_person=referral.young_person, parent=parent, kind=ConsentKind.CONTACT)
    return PreferenceFactory(
        young_person=referral.young_person, parent=parent, channel=Channel.TEXT, address=parent.phone.replace(" ", "")
    )


def test_it_is_sent_in_neutral_words_to_those_who_agreed_to_a_way(there: World, referral: Referral) -> None:
    way = agrees_to_texts(referral)
    link, address = actions.make(referral=referral, parent=way.parent, by=there.manager)
    message = Message.objects.get(key=f"consent-link:{link.pk}")
    assert (message.words, message.preference, message.not_after) == ("question", way, link.expires_at)
    assert address in (message.details or "")


def test_it_is_sent_to_nobody_else(there: World, referral: Referral) -> None:
    actions.make(
        referral=referral, parent=ParentOrGuardianFactory(young_person=referral.young_person), by=there.manager
    )
    assert not Message.objects.exists()


def test_what_was_not_sent_yet_is_not_sent_once_it_is_stopped(there: World, referral: Referral) -> None:
    way = agrees_to_texts(referral)
    link, _ = actions.make(referral=referral, parent=way.parent, by=there.manager)
    actions.revoke(link=link, by=there.manager)
    assert Message.objects.get().state == MessageState.CANCELLED


def test_the_answers_of_two_who_disagree_stand_beside_each_other(link: ConsentLink, person: YoungPerson) -> None:
    ConsentDecisionFactory(young_person=person)
    actions.answer(link=link, answers={SEEN: REFUSED}, by=PHONE)
    assert state(person) == ConsentState.CONFLICTING


def test_an_answer_is_taken_back_as_any_other(there: World, link: ConsentLink, person: YoungPerson) -> None:
    actions.answer(link=link, answers={SEEN: GIVEN}, by=PHONE)
    assert state(person) == ConsentState.GIVEN
    decision = ConsentDecision.objects.get(young_person=person)
    consents.withdraw(decision=decision, because=WithdrawnBecause.CHANGED_MIND, reason="Rang us.", by=SYSTEM)
    assert state(person) == ConsentState.WITHDRAWN
