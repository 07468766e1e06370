"""A questionnaire: asked for on a desk, filled in on a phone without an account, looked at together."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from mhst.access.models import User
from mhst.core import clock
from mhst.people.enums import Gender
from sessions_app.actions import measure as actions
from sessions_app.models import InstalledPack, Referral
from tests.factories import World, YoungPersonFactory, world
from tests.factories.casework import (
    GoalFactory,
    GoalScoreFactory,
    InstalledPackFactory,
    MeasureFactory,
    ReferralFactory,
)
from tests.journeys import people
from tests.journeys.server import Server
from tests.journeys.watching import PHONE, Watch, outline
from tests.support.measures import course, filled

Check = Callable[[Page], None]
Picture = Callable[[Page, str], None]
WEEK = dt.timedelta(weeks=1)


@pytest.fixture
def there(server: Server) -> World:
    with server.connected():
        return world(pupils=1)


@pytest.fixture
def referral(server: Server, there: World) -> Referral:
    """A girl of thirteen, three sessions into her course, with a goal and a starting picture."""
    today = clock.today()
    with server.connected():
        person = YoungPersonFactory(
            school=there.school, gender=Gender.FEMALE, birth_date=today.replace(year=today.year - 13, day=1)
        )
        found: Referral = ReferralFactory(
            team=there.team, school=there.school, young_person=person, state="in_intervention",
            practitioner=there.practitioner, received_on=today - 8 * WEEK,
        )  # fmt: skip
        course(found, *(today - 6 * WEEK + WEEK * number for number in range(8)))
        goal = GoalFactory(referral=found, number=1, words="Eat my lunch in the hall")
        for number, score in enumerate((2, 3, 5)):
            GoalScoreFactory(goal=goal, score=score, scored_on=today - 6 * WEEK + WEEK * 2 * number)
        start = {"depression": 15, "generalised": 12, "obsessions": 6, "panic": 8, "separation": 3, "social": 19}
        later = {"depression": 7, "generalised": 9, "obsessions": 6, "panic": 9, "separation": 3, "social": 17}
        filled(found, "rcads-47", start, today - 6 * WEEK)
        filled(found, "rcads-47", later, today - WEEK, occasion="middle")
        filled(found, "sdq", {"emotional": 8, "peer": 4}, today - 5 * WEEK, rater="parent")
        return found


@pytest.fixture
def sign_in(server: Server, context: BrowserContext) -> Callable[[User], None]:
    def be(user: User) -> None:
        with server.connected():
            key = people.session_of(user)
        context.add_cookies([people.cookie(key, server.base_url)])

    return be


def installed(instrument: str) -> InstalledPack:
    """The pack with invented words: put in by whichever journey comes first."""
    found = InstalledPack.objects.filter(instrument=instrument, withdrawn_at__isnull=True).first()
    return found or InstalledPackFactory(instrument=instrument)


def fine(page: Page, axe: Check, no_sideways_scroll: Check) -> None:
    """What holds on every page: one h1, a title, nothing that keeps people out, nothing too wide."""
    assert page.title()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    axe(page)
    no_sideways_scroll(page)


def test_what_changed_is_seen_at_a_glance_on_any_screen(
    page: Page, there: World, referral: Referral, sign_in: Any, look: Callable[[Page, str], None]
) -> None:
    sign_in(there.practitioner.user)
    page.goto(f"/referrals/{referral.pk}/measures/")

    expect(page.get_by_text("A bit better since we started; enough to be unlikely to be chance.").first).to_be_visible()
    expect(page.get_by_role("img", name="Eat my lunch in the hall")).to_be_visible()
    page.get_by_text("Show as pictures").first.click()
    expect(page.get_by_role("img", name="Low mood")).to_be_visible()
    look(page, "measures")


def test_asked_on_a_desk_and_answered_on_a_phone(
    page: Page, page_without_script: Page, server: Server, there: World, referral: Referral, sign_in: Any,
    axe: Check, no_sideways_scroll: Check, picture: Picture, watch: Watch,
) -> None:  # fmt: skip
    with server.connected():
        installed("yp-core")
    sign_in(there.practitioner.user)
    page.goto(f"/referrals/{referral.pk}/measures/ask/")
    fine(page, axe, no_sideways_scroll)
    page.get_by_label("Questionnaire").select_option("yp-core")
    page.get_by_label("The young person").check()
    page.get_by_label("At a session").check()
    page.get_by_role("button", name="Ask for it").click()
    fine(page, axe, no_sideways_scroll)
    page.get_by_role("button", name="Make a link and show it").click()
    fine(page, axe, no_sideways_scroll)
    address = page.get_by_label("Address for their phone").input_value()
    path = re.sub(r"^https?://[^/]+", "", address)

    phone = page_without_script
    phone.set_viewport_size(PHONE)
    phone.goto(path)
    picture(phone, "measure-link-phone")
    axe_on_phone(phone, no_sideways_scroll)
    for number in range(1, 6):
        phone.get_by_role("group", name=f"Invented statement {number}.").get_by_label("Answer 1").check()
    phone.get_by_role("button", name="Keep and go on").click()
    for number in range(6, 10):
        phone.get_by_role("group", name=f"Invented statement {number}.").get_by_label("Answer 2").check()
    phone.get_by_role("button", name="Keep and go on").click()
    expect(phone.get_by_role("link", name="Page 2: 1 without an answer")).to_be_visible()
    no_sideways_scroll(phone)
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    picture(phone, "measure-link-thanks")

    page.goto(f"/referrals/{referral.pk}/measures/")
    expect(page.get_by_role("heading", name="Read these answers today")).to_be_visible()
    page.get_by_role("link", name=re.compile("What was answered on")).click()
    expect(page.get_by_text("of 40")).to_be_visible()
    fine(page, axe, no_sideways_scroll)
    picture(page, "measure-answers")
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_text("Read by")).to_be_visible()


def axe_on_phone(phone: Page, no_sideways_scroll: Check) -> None:
    """Without script axe cannot run: what it would say of this page is looked at in the test below."""
    assert outline(phone)
    no_sideways_scroll(phone)


@pytest.mark.parametrize("instrument", ["yp-core", "goals", "ors"])
def test_the_phones_pages_keep_nobody_out(
    phone: Page, server: Server, there: World, referral: Referral, instrument: str, axe: Check,
    no_sideways_scroll: Check, picture: Picture, watch: Watch,
) -> None:  # fmt: skip
    with server.connected():
        if instrument != "goals":
            installed(instrument)
        measure = MeasureFactory(referral=referral, instrument=instrument)
        token = actions.make_link(measure=measure, by=there.practitioner.user)
    watch.expect(410, 422)
    phone.goto(f"/measures/{token}/")
    fine(phone, axe, no_sideways_scroll)
    picture(phone, f"measure-link-{instrument}")
    phone.goto(f"/measures/{token}/?page=check")
    fine(phone, axe, no_sideways_scroll)
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_text("Answer at least one question")).to_be_visible()
    fine(phone, axe, no_sideways_scroll)
    phone.goto(f"/measures/{token}/")
    phone.get_by_text("I would rather not fill this in").click()
    phone.get_by_role("button", name="Do not fill it in").click()
    expect(phone.get_by_role("heading", name="This link is over")).to_be_visible()
    fine(phone, axe, no_sideways_scroll)


def test_paper_goals_packs_and_lists_keep_nobody_out(
    phone: Page, server: Server, there: World, referral: Referral, sign_in: Any, axe: Check,
    no_sideways_scroll: Check, picture: Picture,
) -> None:  # fmt: skip
    with server.connected():
        measure = MeasureFactory(referral=referral, instrument="sdq", due_on=clock.today() - WEEK)
        feedback = MeasureFactory(referral=referral, instrument="session-feedback")
        pack = installed("gad-7")
    sign_in(there.manager)
    for path in (
        f"/questionnaires/{measure.pk}/", f"/questionnaires/{measure.pk}/scores/",
        f"/questionnaires/{measure.pk}/decline/", f"/questionnaires/{feedback.pk}/together/",
        f"/referrals/{referral.pk}/goals/add/", "/questionnaires/", "/questionnaires/packs/",
        "/questionnaires/packs/install/", f"/questionnaires/packs/{pack.pk}/withdraw/",
    ):  # fmt: skip
        phone.goto(path)
        expect(phone.get_by_role("heading", level=1)).to_be_visible()
        fine(phone, axe, no_sideways_scroll)
        picture(phone, "staff-" + re.sub(r"[^a-z]+", "-", re.sub(r"[0-9a-f-]{36}", "", path)).strip("-"))


def test_thank_you_can_be_read_by_everybody(
    phone: Page, server: Server, there: World, referral: Referral, axe: Check, no_sideways_scroll: Check,
    picture: Picture,
) -> None:  # fmt: skip
    with server.connected():
        measure = MeasureFactory(referral=referral, instrument="session-feedback")
        token = actions.make_link(measure=measure, by=there.practitioner.user)
    phone.goto(f"/measures/{token}/")
    phone.get_by_role("group", name="Today I was properly heard.").get_by_label("Very much").check()
    phone.get_by_role("button", name="Keep and go on").click()
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    fine(phone, axe, no_sideways_scroll)
    picture(phone, "measure-link-thank-you")
