"""A request that other help fits better: decided together, with a way on, letters for each, and the school told."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mhst.access.enums import RoleName
from mhst.access.models import Membership
from mhst.core import clock
from mhst.people.enums import ConsentKind, ConsentState
from mhst.people.models import Practitioner, YoungPerson
from mhst.people.queries.consent import states_for
from sessions_app.enums import HELD_STATES, ONE_AT_A_TIME, ReferralState
from sessions_app.models import Referral
from tests.factories.casework import ReferralFactory, RequestForSupportFactory
from tests.journeys import people
from tests.journeys.conftest import SignIn
from tests.journeys.letters import write_and_look_at_all
from tests.journeys.server import Server
from tests.journeys.watching import Watch

pytestmark = pytest.mark.journey
LEAD = RoleName.SENIOR_MENTAL_HEALTH_LEAD
AGREED, GIVEN = (ConsentKind.TO_BE_SEEN, ConsentKind.SHARE_WITH_SCHOOL), ConsentState.GIVEN
SAID_NO = ConsentState.REFUSED, ConsentState.WITHDRAWN


@pytest.fixture
def asked(server: Server) -> Any:
    """Makes a referral that the lead's school asked for, about one of its pupils who may be seen and of whom it may
    hear."""

    def make(state: str = ReferralState.TRIAGE) -> Referral:
        with server.connected():
            lead = people.somebody(LEAD)
            school = Membership.objects.current().filter(user=lead, role=LEAD).get().school
            team = people.somebody(RoleName.TEAM_MANAGER).memberships.first().team
            free = YoungPerson.objects.filter(school=school).exclude(referrals__state__in=ONE_AT_A_TIME).order_by("pk")
            seen, told = (states_for(free, kind, clock.today()) for kind in AGREED)
            person = next(one for one in free if seen[one.pk] == GIVEN and told[one.pk] not in SAID_NO)
            request = RequestForSupportFactory(school=school, young_person=person, owner=lead)
            held = {"practitioner": Practitioner.objects.working().filter(team=team).first()}
            return ReferralFactory(
                team=team, school=school, young_person=person, request=request, state=state,
                received_on=clock.today() - dt.timedelta(days=12), **(held if state in HELD_STATES else {}),
            )  # fmt: skip

    return make


def test_other_help_fits_better(page: Page, sign_in_as: SignIn, asked: Any, look: Callable, watch: Watch) -> None:
    watch.expect(422)  # the form is first sent with too little in it
    referral = asked()
    sign_in_as(RoleName.TEAM_MANAGER)
    page.goto("/triage/")
    look(page, "triage")
    page.goto(f"/referrals/{referral.pk}/")
    page.get_by_role("link", name="Decide together").click()
    look(page, "decide")
    page.get_by_role("link", name="Not accepted, with what could help instead").click()

    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_role("group", name="Who was there?").get_by_role("checkbox").first.check()
    page.get_by_label("Another service fits better").check()
    page.get_by_label("Why this?").fill("Needs somebody to talk to in the evening.")
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_text("Nobody is left without a way on").first).to_be_visible()
    look(page, "not-accepted")
    page.get_by_label("And what else?").fill("School nurse: Tuesdays at lunch, room 4")
    page.get_by_role("checkbox", name=re.compile("^Childline")).check()
    page.get_by_role("button", name="Decide", exact=True).click()

    expect(page.get_by_text("Decided. Look at the letters")).to_be_visible()
    look(page, "letters")
    page.get_by_role("link", name="Not accepted, and what could help to school").click()
    expect(page.get_by_label("Letter", exact=True)).to_contain_text("School nurse: Tuesdays at lunch, room 4")
    look(page, "letter")
    address = page.get_by_role("link", name="Look at the letter as PDF").get_attribute("href")
    assert page.request.get(address).body().startswith(b"%PDF")
    page.reload()
    page.get_by_label("Everything in it was agreed to be shared with the school").check()
    page.get_by_role("button", name="Issue the letter").click()
    expect(page.get_by_text("Issued. It goes to")).to_be_visible()
    look(page, "letter-issued")

    sign_in_as(LEAD)
    page.goto("/school/requests/")
    look(page, "school-requests")
    page.goto(f"/school/requests/{referral.request_id}/")
    expect(page.get_by_role("heading", name="Other help fits better")).to_be_visible()
    look(page, "school-request")
    letter = page.get_by_role("link", name="Letter of").get_attribute("href")
    assert page.request.get(letter).body().startswith(b"%PDF")


def test_closing_as_one_guided_act(page: Page, sign_in_as: SignIn, asked: Any, look: Callable) -> None:
    referral = asked(ReferralState.REVIEW)
    sign_in_as(RoleName.TEAM_MANAGER)
    page.goto(f"/referrals/{referral.pk}/close/")
    page.get_by_role("button", name="Prepare the letters").click()
    look(page, "close")
    write_and_look_at_all(page)
    expect(page.get_by_text("To be looked at")).to_have_count(0)
    page.get_by_label("What the letter to the school says was agreed").check()
    page.get_by_label("Support completed").check()
    page.get_by_label("In your own words").fill("They reached what they wanted.")
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_text("Closed. The letters are issued.")).to_be_visible()
    look(page, "closed")
    page.get_by_role("link", name="Open again").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Open again")
