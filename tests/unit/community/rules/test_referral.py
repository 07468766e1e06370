"""Who may refer, take back and follow up; when a partner is asked again."""

import datetime as dt

import pytest

from mhst.community.enums import HelpKind, LinkPurpose, NeighbourState
from mhst.community.models import PartnerLink
from mhst.community.rules import referral as rules
from mhst.core import clock
from mhst.core.actors import Machine
from mhst.core.errors import Conflict
from tests.factories import OrganisationFactory, SchoolFactory, TeamFactory, World, YoungPersonFactory, member_of
from tests.factories.community import NeighbourReferralFactory, PartnerFactory, PartnerLinkFactory
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_monday(monday_morning: None) -> None:
    """The clock stands still."""


def test_those_refer_who_work_with_somebody(there: World) -> None:
    practitioner, counsellor = there.practitioner.user, member_of(there.team, "counsellor")
    stranger = YoungPersonFactory()

    assert (rules.may_refer(practitioner, there.pupils[0]), rules.may_refer(practitioner, stranger)) == (True, False)
    assert (rules.may_refer(counsellor), rules.may_refer(counsellor, there.pupils[0])) == (True, False)
    assert (rules.may_refer(there.lead), rules.may_refer(there.administrator)) == (True, False)
    assert rules.may_refer(there.lead, there.pupils[0]) is False  # a school opens no record, and names nobody of one


def test_one_asks_in_the_name_of_ones_own_team_or_school(there: World) -> None:
    practitioner, lead, school, other = there.practitioner.user, there.lead, there.school, TeamFactory()

    assert refusal(rules.check_asking, practitioner, there.team, None) is None
    assert refusal(rules.check_asking, practitioner, other, None) == "needs-neighbour_referral.make"
    assert refusal(rules.check_asking, lead, there.team, school) is None
    assert refusal(rules.check_asking, lead, other, school) == "team"
    assert refusal(rules.check_asking, lead, there.team, SchoolFactory()) == "needs-neighbour_referral.make"


def test_what_a_leaver_asked_is_taken_over_by_whoever_looks_after_the_teams(there: World) -> None:
    held = NeighbourReferralFactory(team=there.team)
    left = NeighbourReferralFactory(team=there.team, referred_by__is_active=False)
    over = NeighbourReferralFactory(
        team=there.team, referred_by__is_active=False, state=NeighbourState.FOLLOWED_UP, ended_at=clock.now()
    )

    assert [rules.may_take_over(one, there.manager) for one in (left, held, over)] == [True, False, False]
    assert rules.may_take_over(left, there.practitioner.user) is False
    assert refusal(rules.check_can_take_over, left, there.manager) is None
    assert refusal(rules.check_can_take_over, left, there.practitioner.user) == "needs-neighbour_referral.view"
    with pytest.raises(Conflict, match="sees to this"):
        rules.check_can_take_over(held, there.manager)


def test_a_partner_is_asked_for_what_it_offers_while_it_is_asked_at_all() -> None:
    assert refusal(rules.check_partner, PartnerFactory(), HelpKind.CARERS) is None
    assert refusal(rules.check_partner, PartnerFactory(), HelpKind.GRIEF) == "kind"
    assert refusal(rules.check_partner, PartnerFactory(ended=True), HelpKind.CARERS) == "ended"


def test_one_partner_is_asked_once_at_a_time_about_one_person() -> None:
    asked = NeighbourReferralFactory()
    person, partner = asked.young_person, asked.partner

    assert refusal(rules.check_not_asked_yet, partner, person) == "twice"
    assert refusal(rules.check_not_asked_yet, PartnerFactory(), person) is None
    assert refusal(rules.check_not_asked_yet, partner, None) is None


def test_it_is_the_referrers_own_or_of_those_who_look_after_the_teams(there: World) -> None:
    own = NeighbourReferralFactory(team=there.team, referred_by=there.practitioner.user)
    colleague, elsewhere = there.practitioners[1].user, member_of(TeamFactory(), "team_manager")

    answers = [rules.may_act(own, user) for user in (own.referred_by, there.manager, colleague, elsewhere)]
    assert answers == [True, True, False, False]
    checked = [refusal(rules.check_own, own, user) for user in (own.referred_by, there.manager, colleague, elsewhere)]
    assert checked == [None, None, *["needs-neighbour_referral.view"] * 2]


def test_a_follow_up_is_in_the_year_to_come_and_of_something_that_was_answered() -> None:
    accepted, today = NeighbourReferralFactory(accepted=True), clock.today()
    day = dt.timedelta(days=1)

    assert refusal(rules.check_follow_up, accepted, today) is None
    assert refusal(rules.check_follow_up, accepted, today - day) == "follow-up"
    assert refusal(rules.check_follow_up, accepted, today + rules.FURTHEST_FOLLOW_UP + day) == "follow-up"
    with pytest.raises(Conflict):
        rules.check_follow_up(NeighbourReferralFactory(), today)


def test_a_partner_is_asked_again_twice_with_days_between(time_machine) -> None:
    asked = NeighbourReferralFactory()
    due, three = asked.answer_by, rules.CHASE_EVERY

    def chased_on(day: dt.date, chases: int) -> bool:
        time_machine.move_to(clock.at_local(day, 600), tick=False)
        asked.chases = chases
        return rules.is_to_chase(asked)

    day = dt.timedelta(days=1)
    assert [chased_on(due, 0), chased_on(due + day, 0)] == [False, True]
    assert [chased_on(due + day, 1), chased_on(due + three, 1), chased_on(due + three + day, 1)] == [False, False, True]
    assert chased_on(due + 4 * three, 2) is False


def test_a_link_is_good_for_one_thing_and_some_days(time_machine) -> None:
    link = PartnerLinkFactory()
    rules.check_live(link, LinkPurpose.ANSWER)
    with pytest.raises(Conflict):
        rules.check_live(link, LinkPurpose.ATTENDANCE)

    standings = [
        PartnerLink(referral=link.referral, expires_at=link.expires_at, **ended).standing
        for ended in ({"used_at": clock.now()}, {"revoked_at": clock.now()})
    ]
    withdrawn = NeighbourReferralFactory(state=NeighbourState.WITHDRAWN, ended_at=clock.now())
    standings.append(PartnerLink(referral=withdrawn, expires_at=link.expires_at).standing)
    time_machine.move_to(link.expires_at, tick=False)
    assert [*standings, link.standing] == ["used", "revoked", "revoked", "expired"]


def test_what_can_be_done_next_follows_from_where_it_stands() -> None:
    def steps(state: NeighbourState) -> tuple[bool, ...]:
        may = rules.steps(NeighbourReferralFactory.build(state=state, agreement=None, young_person=None))
        return may.withdraw, may.send_again, may.plan, may.follow_up

    assert steps(NeighbourState.SENT) == (True, True, False, False)
    assert steps(NeighbourState.CAME) == (True, True, True, True)
    assert steps(NeighbourState.DECLINED) == (False, False, False, True)
    assert steps(NeighbourState.FOLLOWED_UP) == (False, False, False, False)


def test_a_partner_that_is_asked_nothing_more_gets_no_link() -> None:
    rules.check_with_partner(NeighbourReferralFactory())
    with pytest.raises(Conflict):
        rules.check_with_partner(NeighbourReferralFactory(declined=True))


def test_who_is_signed_in_answers_for_their_own_organisation() -> None:
    here, elsewhere = OrganisationFactory(), OrganisationFactory()
    asked = NeighbourReferralFactory(partner__organisation=here)

    assert refusal(rules.check_answers, asked, member_of(here, "partner_worker")) is None
    assert refusal(rules.check_answers, asked, member_of(elsewhere, "partner_worker")) == "partner"
    assert refusal(rules.check_answers, asked, Machine("somebody")) == "partner"
    assert refusal(rules.check_answers, NeighbourReferralFactory(), member_of(here, "partner_worker")) == "partner"
