"""Somebody else could help: a practitioner asks a partner, who answers by links alone, and the answer comes back.

And a young person who helps look after someone: asked, recognised with agreement, known to those whom they name.
"""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.community.models import Partner
from mhst.people.models import Practitioner, YoungPerson
from sessions_app.models import Referral
from tests.factories.casework import ReferralFactory, RequestForSupportFactory
from tests.factories.people import ParentOrGuardianFactory, YoungPersonFactory
from tests.journeys.conftest import SignIn
from tests.journeys.people import somebody
from tests.journeys.server import Server
from tests.journeys.watching import PHONE, Watch

Look = Callable[[Page, str], None]


@pytest.fixture
def look(axe: Callable[[Page], None], no_sideways_scroll: Callable[[Page], None], picture: Look) -> Look:
    """The page is open to everybody, at this width."""

    def at(page: Page, name: str) -> None:
        axe(page)
        no_sideways_scroll(page)
        picture(page, name)

    return at


@pytest.fixture
def partner_phone(new_context: Callable[..., BrowserContext], watch: Watch) -> Page:
    context = new_context()
    watch.attach(context)
    page = context.new_page()
    page.set_viewport_size(PHONE)
    return page


def somebody_with_a_parent(server: Server, user: User, **asked: str) -> tuple[YoungPerson, Referral]:
    """At the school of the lead who signs in, in assessment with the practitioner."""
    with server.connected():
        practitioner = Practitioner.objects.select_related("team").get(user=user)
        lead = Membership.objects.current().get(user=somebody(RoleName.SENIOR_MENTAL_HEALTH_LEAD))
        school = lead.school
        born = dt.date(2013, 5, 14)
        person = YoungPersonFactory(school=school, given_name="Robin", family_name="Marsh", birth_date=born)
        ParentOrGuardianFactory(young_person=person, name="Jo Marsh")
        request = RequestForSupportFactory(young_person=person, school=school, **asked)
        return person, ReferralFactory(
            team=practitioner.team, school=school, young_person=person, state="assessment", practitioner=practitioner,
            request=request,
        )  # fmt: skip


def link_to_partner(page: Page, referral: str) -> str:
    """A new link, read off the referrer's screen: nobody keeps the one that went by email."""
    page.goto(referral)
    page.get_by_role("button", name="Send a new link").click()
    return page.get_by_label("copy this address").input_value()


def agree(page: Page) -> None:
    page.get_by_role("group", name="Who agreed").get_by_label("Jo Marsh").check()
    page.get_by_role("group", name="How did they say so?").get_by_label("Phone").check()


def test_a_partner_is_asked_answers_by_links_and_the_answer_comes_back(
    page: Page, partner_phone: Page, sign_in_as: SignIn, server: Server, look: Look, watch: Watch
) -> None:
    watch.expect(410, 422)
    user = sign_in_as(RoleName.PRACTITIONER)
    _, referral = somebody_with_a_parent(server, user)
    with server.connected():
        partner = Partner.objects.filter(ended_on__isnull=True).order_by("name").first()

    page.goto(f"/referrals/{referral.pk}/")
    page.get_by_role("link", name="Someone else could help").click()
    page.get_by_role("button", name="Ask the partner").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("radio", name=partner.name).first.check()
    page.get_by_label("Why, in words").fill("Would like to meet others who climb.")
    page.get_by_label("How may the partner reach them?").fill("Ask for Robin, 01632 960 300.")
    agree(page)
    look(page, "neighbour-1-new")
    page.get_by_role("button", name="Ask the partner").click()
    expect(page.get_by_role("main")).to_contain_text("Waiting for an answer")
    look(page, "neighbour-2-waiting")

    phone = partner_phone
    asked = page.url
    address = link_to_partner(page, asked)
    phone.goto(address)
    expect(phone.get_by_role("main")).to_contain_text("Would like to meet others who climb.")
    expect(phone.get_by_role("main")).not_to_contain_text("Marsh")
    look(phone, "neighbour-3-partner")
    phone.get_by_label("Yes, we get in touch with them").check()
    phone.get_by_label("Is there anything").fill("We ring on Tuesday.")
    phone.get_by_role("button", name="Send the answer").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you. We have your answer.")
    look(phone, "neighbour-4-thanks")
    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_have_text("This link has been used")
    look(phone, "neighbour-5-used")

    phone.goto(link_to_partner(page, asked))
    look(phone, "neighbour-6-attendance")
    phone.get_by_role("button", name="They have come").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")
    look(phone, "neighbour-7-told")

    page.goto("/neighbours/?mine=on")
    look(page, "neighbour-8-list")
    page.get_by_role("link", name="Robin Marsh").click()
    expect(page.get_by_role("main")).to_contain_text("We ring on Tuesday.")
    page.get_by_role("button", name="Remind me then").click()
    page.get_by_role("button", name="Write what came of it").click()
    look(page, "neighbour-9-follow-up")
    page.get_by_label("What came of it?").fill("They go every week.")
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("main")).to_contain_text("They go every week.")
    look(page, "neighbour-10-finished")


def test_a_school_asks_a_partner_and_its_team_sees_what_was_asked(
    page: Page, sign_in_as: SignIn, look: Look, watch: Watch
) -> None:
    watch.expect(422)
    sign_in_as(RoleName.SENIOR_MENTAL_HEALTH_LEAD)
    page.goto("/home/")
    page.get_by_role("link", name="Someone else could help").first.click()
    page.get_by_label("Why, in words").fill("Never goes out since moving here.")
    page.get_by_role("button", name="Ask the partner").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Why, in words")).to_have_value("Never goes out since moving here.")
    page.get_by_role("group", name="What would help?").get_by_role("radio").first.check()
    page.get_by_label("How may the partner reach them?").fill("Ask for Sam, 01632 960 300.")
    page.get_by_role("group", name="Who agreed").get_by_label("A parent or guardian").check()
    page.get_by_role("group", name="How did they say so?").get_by_label("Phone").check()
    look(page, "school-1-refer")
    page.get_by_role("button", name="Ask the partner").click()
    expect(page.get_by_role("main")).to_contain_text("Waiting for an answer")
    look(page, "school-2-waiting")
    asked = page.url

    sign_in_as(RoleName.TEAM_MANAGER)
    page.goto(asked)
    expect(page.get_by_role("main")).to_contain_text("Never goes out since moving here.")


def test_somebody_who_helps_look_after_someone_is_known_to_those_whom_they_name(
    page: Page, sign_in_as: SignIn, server: Server, look: Look
) -> None:
    user = sign_in_as(RoleName.PRACTITIONER)
    person, _ = somebody_with_a_parent(server, user, helps_at_home="Y")

    page.goto(f"/people/young-people/{person.pk}/")
    expect(page.get_by_role("main")).to_contain_text("the answer was that they help look after someone")
    page.get_by_role("link", name="Recognise it, if they agree", exact=True).click()
    page.get_by_label("What would make it easier?").fill("Ten minutes in the morning.")
    agree(page)
    page.get_by_label("A carers champion may know").check()
    look(page, "carer-1-recognise")
    page.get_by_role("button", name="Recognise them").click()
    look(page, "carer-2-recognised")
    page.get_by_role("button", name="Refer to the carers' service").click()
    expect(page.get_by_label("Why, in words")).to_have_value(
        "They help look after someone at home, and would like to know what you offer."
    )
    page.get_by_label("How may the partner reach them?").fill("Ask for Robin, 01632 960 300.")
    agree(page)
    look(page, "carer-3-refer")
    page.get_by_role("button", name="Ask the partner").click()
    expect(page.get_by_role("main")).to_contain_text("Waiting for an answer")

    sign_in_as(RoleName.CARERS_CHAMPION)
    page.goto("/carers/")
    look(page, "carer-4-champion")
    page.get_by_role("link", name="Robin Marsh").click()
    page.get_by_label("What have you offered?").fill("A carers' passport.")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_role("main")).to_contain_text("A carers' passport.")
    look(page, "carer-5-offered")

    sign_in_as(RoleName.SENIOR_MENTAL_HEALTH_LEAD)
    for path in (f"/people/pupils/{person.pk}/", "/home/", "/school/requests/"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        for word in ("carer", "look after someone", "looks after"):
            expect(page.get_by_role("main")).not_to_contain_text(word, ignore_case=True)
