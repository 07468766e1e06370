"""Consent that is given on a phone, taken back half-way and then refused: the referral waits, the session is marked."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from mhst.access.enums import RoleName
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.people.models import Practitioner
from sessions_app.actions import referral as referrals
from sessions_app.enums import ReferralState
from sessions_app.models import Referral, SupportSession
from tests.factories.casework import ReferralFactory
from tests.factories.people import ParentOrGuardianFactory, YoungPersonFactory
from tests.factories.sessions import SeriesFactory, SupportSessionFactory
from tests.journeys.conftest import SignIn
from tests.journeys.server import Server
from tests.journeys.watching import PHONE, Watch

Check = Callable[[Page], None]


@pytest.fixture
def look(axe: Check, no_sideways_scroll: Check, picture: Callable[[Page, str], None]) -> Callable[[Page, str], None]:
    """The page is open to everybody, at this width."""

    def at(page: Page, name: str) -> None:
        axe(page)
        no_sideways_scroll(page)
        picture(page, name)

    return at


@pytest.fixture
def phone_of_parent(new_context: Callable[..., BrowserContext], watch: Watch) -> Page:
    context = new_context()
    watch.attach(context)
    page = context.new_page()
    page.set_viewport_size(PHONE)
    return page


def a_referral(server: Server, user) -> Referral:
    with server.connected():
        practitioner = Practitioner.objects.select_related("team").get(user=user)
        school = practitioner.team.schools.order_by("name").first()
        person = YoungPersonFactory(
            school=school, given_name="Robin", family_name="Marsh", birth_date=dt.date(2013, 5, 14)
        )
        ParentOrGuardianFactory(young_person=person, name="Jo Marsh")
        return ReferralFactory(
            team=practitioner.team, school=school, young_person=person, state=ReferralState.AWAITING_CONSENT
        )


def begin_to_work(server: Server, referral: Referral, user) -> SupportSession:
    """The team takes it on and books a session for tomorrow."""
    with server.connected():
        practitioner = Practitioner.objects.get(user=user)
        referral = Referral.objects.select_related("young_person", "school", "team").get(pk=referral.pk)
        referrals.move(referral=referral, to=ReferralState.WAITING, by=SYSTEM)
        changes = {"practitioner": practitioner}
        referrals.move(referral=referral, to=ReferralState.ALLOCATED, changes=changes, by=SYSTEM)
        referrals.move(referral=referral, to=ReferralState.IN_INTERVENTION, by=SYSTEM)
        series = SeriesFactory(team=referral.team, school=referral.school, pupils=[referral.young_person])
        tomorrow = clock.today() + dt.timedelta(days=1)
        return SupportSessionFactory(series=series, number=1, date=tomorrow, led_by=[practitioner])


def fill_date(group: Locator, day: int, month: int, year: int) -> None:
    for label, number in (("Day", day), ("Month", month), ("Year", year)):
        group.get_by_label(label).fill(str(number))


def make_link(page: Page, referral: Referral, *, again: bool = False) -> str:
    page.goto(f"/referrals/{referral.pk}/")
    expect(page.get_by_text("The next step is blocked")).to_be_visible()
    page.get_by_role("link", name="Consent: whom to ask, and how").click()
    page.get_by_role("button", name=f"Make a {'new ' if again else ''}link Jo Marsh").click()
    return page.get_by_label("Copy this address:").input_value()


def test_consent_given_on_a_phone_and_taken_back_half_way(
    page: Page, phone_of_parent: Page, sign_in_as: SignIn, server: Server, look: Callable[[Page, str], None],
    watch: Watch,
) -> None:  # fmt: skip
    watch.expect(410, 422)
    phone = phone_of_parent
    user = sign_in_as(RoleName.PRACTITIONER)
    referral = a_referral(server, user)
    address = make_link(page, referral)
    look(page, "consent-link-made")

    phone.goto(address)
    look(phone, "consent-1-start")
    fill_date(phone.get_by_role("group", name="birth date"), 15, 5, 2013)
    phone.get_by_role("button", name="Continue").click()
    expect(phone.get_by_role("alert")).to_contain_text("You can try 4 more times.")
    fill_date(phone.get_by_role("group", name="birth date"), 14, 5, 2013)
    phone.get_by_role("button", name="Continue").click()
    look(phone, "consent-2-answer")
    phone.get_by_role("group", name="May we meet Robin?").get_by_label("Yes, I agree").check()
    phone.get_by_role("group", name="May we tell the school").get_by_label("No, I do not agree").check()
    phone.get_by_role("button", name="Send my answers").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you. We have your answers.")
    look(phone, "consent-3-thanks")
    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_have_text("This link has been used")
    look(phone, "consent-4-used")

    page.goto(f"/referrals/{referral.pk}/")
    expect(page.get_by_role("main")).to_contain_text("Triage")
    session = begin_to_work(server, referral, user)

    page.goto(f"/referrals/{referral.pk}/consent/")
    look(page, "consent-5-referral")
    page.get_by_role("link", name="Take back the answer of").first.click()
    page.get_by_label("They changed their mind").check()
    page.get_by_label("Why it is taken back").fill("Rang this morning.")
    page.get_by_role("button", name="Take the answer back").click()
    expect(page.get_by_text("The next step is blocked")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Awaiting consent")
    look(page, "consent-6-blocked")

    page.goto(f"/sessions/{session.pk}/")
    expect(page.get_by_role("heading", name="This session needs attention")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Consent is missing.")
    look(page, "consent-7-session")
    page.goto("/notices/")
    expect(page.get_by_role("main")).to_contain_text("Consent has changed. A referral waits for consent again")

    refuse_on_a_phone(phone, make_link(page, referral, again=True), look)
    page.goto(f"/referrals/{referral.pk}/")
    expect(page.get_by_text("The next step is blocked")).to_be_visible()
    page.get_by_role("link", name="Consent: whom to ask, and how").click()
    expect(page.get_by_role("main")).to_contain_text("If a parent says no, and the young person wants to come")
    look(page, "consent-8-refused")
    page.goto(f"/sessions/{session.pk}/")
    expect(page.get_by_role("main")).to_contain_text("Nobody is seen without consent.")
    page.goto("/notices/")
    expect(page.get_by_role("main")).to_contain_text("A parent or guardian has answered")


def refuse_on_a_phone(phone: Page, address: str, look: Callable[[Page, str], None]) -> None:
    """They are asked once more, and say no outright."""
    phone.goto(address)
    fill_date(phone.get_by_role("group", name="birth date"), 14, 5, 2013)
    phone.get_by_role("button", name="Continue").click()
    phone.get_by_role("group", name="May we meet Robin?").get_by_label("No, I do not agree").check()
    phone.get_by_role("group", name="May we tell the school").get_by_label("No, I do not agree").check()
    phone.get_by_role("button", name="Send my answers").click()
    expect(phone.get_by_text("Nobody from our team meets Robin")).to_be_visible()
    look(phone, "consent-9-no")


def test_a_paper_from_the_school_is_answered_on_a_phone(phone: Page, look: Callable[[Page, str], None]) -> None:
    phone.goto("/consent/")
    look(phone, "consent-paper")
    phone.get_by_label("Which school gave you the paper?").select_option(index=1)
    phone.get_by_label("Your child's first name").fill("Zadie")
    phone.get_by_label("Your child's family name").fill("Quill")
    fill_date(phone.get_by_role("group", name="birth date"), 14, 5, 2013)
    phone.get_by_role("group", name="May we meet your child?").get_by_label("Yes, I agree").check()
    phone.get_by_role("group", name="May we tell the school").get_by_label("Yes, I agree").check()
    phone.get_by_label("Your name").fill("Jo Quill")
    phone.get_by_label("What are you to the child?").select_option("Mother")
    phone.get_by_role("group", name="Do you have parental responsibility?").get_by_label("Yes", exact=True).check()
    phone.get_by_role("button", name="Send my answers").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you. We have your answers.")
    look(phone, "consent-paper-sent")
