"""Somebody who works at a school asks, is asked about, answered, and chooses a time; the manager finds nothing."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from mhst.access.enums import RoleName
from mhst.core import clock
from tests.journeys.watching import DESKTOP, PHONE

WORDS = "I cannot stop thinking about the spring."


@pytest.fixture
def tessa(new_context: Callable[..., BrowserContext], watch: Any, sign_in_as: Any) -> Page:
    context = new_context()
    watch.attach(context)
    sign_in_as(RoleName.STAFF_SUPPORT_PRACTITIONER, context)
    return context.new_page()


def look(page: Page, name: str, axe: Any, no_sideways_scroll: Any, picture: Any) -> None:
    for size, screen in ((PHONE, "phone"), (DESKTOP, "desktop")):
        page.set_viewport_size(size)
        no_sideways_scroll(page)
        picture(page, f"{name}-{screen}")
    axe(page)


def test_from_asking_to_a_time_that_suits(
    page: Page, tessa: Page, sign_in_as: Any, axe: Any, no_sideways_scroll: Any, picture: Any, watch: Any
) -> None:
    see = lambda page, name: look(page, f"staff-support-{name}", axe, no_sideways_scroll, picture)  # noqa: E731
    watch.expect(404, 422)
    page.goto("/staff-support/")
    see(page, "door")
    page.get_by_role("button", name="Ask for support").click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    see(page, "ask")
    page.get_by_label("What shall we call you?").fill("Philippa")
    page.get_by_label("Where do you work?").select_option(label="Saltwick Academy")
    page.get_by_label("What is going on?").fill(WORDS)
    page.get_by_label("How can we reach you?").fill("07700 900 455")
    page.get_by_role("button", name="Send").click()
    code = page.locator(".nhsuk-panel strong").inner_text()
    see(page, "code")
    page.get_by_role("button", name="Leave this page").click()

    tessa.goto("/staff-support/desk/")
    see(tessa, "desk")
    tessa.locator("tbody a").filter(has_text=f"{clock.today():%A}").last.click()
    expect(tessa.get_by_text("Philippa")).to_be_visible()
    expect(tessa.get_by_text(WORDS)).to_have_count(0)
    see(tessa, "known")
    tessa.get_by_label("No, I do not know them").check()
    tessa.get_by_role("button", name="Go on").click()
    expect(tessa.get_by_text(WORDS)).to_be_visible()
    tessa.get_by_role("button", name="Support them").click()
    tessa.get_by_role("link", name="Offer a time").click()
    day = clock.today() + dt.timedelta(days=2)
    for box, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        tessa.get_by_role("textbox", name=box, exact=True).fill(str(value))
    tessa.get_by_label("Time", exact=True).select_option("17:30")
    tessa.get_by_label("Where, or how?").fill("By phone")
    see(tessa, "offer")
    tessa.get_by_role("button", name="Save").click()
    see(tessa, "show")

    page.goto("/staff-support/back/")
    page.get_by_label("Your code").fill(code.lower())
    page.get_by_role("button", name="Come in").click()
    see(page, "times")
    page.get_by_role("button", name="Choose this time").click()
    expect(page.get_by_text("You chose this")).to_be_visible()

    sign_in_as(RoleName.TEAM_MANAGER)
    assert page.goto("/staff-support/desk/").status == 404
    page.goto("/home/")
    expect(page.get_by_role("link", name="Staff support")).to_have_count(0)
