"""The directory in a browser: a partner's way through links alone, and a young person's on a small phone."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from mhst.access.enums import RoleName
from tests.journeys.server import Server
from tests.journeys.watching import PHONE, Watch, axe_violations, small_targets, too_wide

SignIn = Callable[..., Any]
ELSEWHERE = "https://www.bbc.co.uk/weather"


def looked_at(page: Page) -> None:
    assert axe_violations(page) + too_wide(page) == []


def test_a_partner_keeps_an_entry_right_through_links_only(
    page: Page, new_context: Any, sign_in_as: SignIn, server: Server, picture: Callable[..., None]
) -> None:
    sign_in_as(RoleName.CONTENT_EDITOR)
    page.goto("/directory/keep/")
    looked_at(page)
    page.get_by_role("link", name="The Boathouse").click()
    page.get_by_role("button", name="Make a new link to copy").click()
    address = page.locator(".app-address").inner_text()
    looked_at(page)

    partner = new_context().new_page()
    partner.set_viewport_size(PHONE)
    partner.goto(address.replace(address.partition("/directory/")[0], server.base_url))
    looked_at(partner)
    picture(partner, "directory-partner")
    partner.get_by_role("link", name="Change something about Tuesday club").click()
    looked_at(partner)
    partner.get_by_label("In one sentence").fill("Pool, cooking and music, Tuesdays and Thursdays.")
    partner.get_by_role("button", name="Send to the editor").click()
    expect(partner.get_by_text("Your changes wait for our editor")).to_be_visible()

    page.goto("/directory/keep/")
    page.get_by_role("link", name="Tuesday club").click()
    expect(page.get_by_role("cell", name="Pool, cooking and music in an old boathouse.")).to_be_visible()
    picture(page, "directory-proposal")
    page.get_by_text("Put something right before it is public").click()
    looked_at(page)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("The partner is told")).to_be_visible()

    partner.reload()
    partner.get_by_role("button", name=re.compile("^Still right.*Mend a bike")).click()
    expect(partner.get_by_text("Mend a bike, keep a bike is marked as right today.")).to_be_visible()
    visitor = new_context().new_page()
    visitor.set_viewport_size(PHONE)
    visitor.goto("/directory/?q=music")
    expect(visitor.get_by_text("Pool, cooking and music, Tuesdays and Thursdays.")).to_be_visible()


def test_a_young_person_finds_a_place_on_a_small_phone_without_script(
    page_without_script: Page, picture: Callable[..., None]
) -> None:
    page = page_without_script
    page.set_viewport_size(PHONE)
    page.goto("/young-people/worries-and-low-mood/")
    page.get_by_role("link", name="Find local help").click()
    page.get_by_label("What do you need?").fill("somebody died and I am sad")
    page.get_by_label("Where?").fill("ZZ2 1AA")
    page.get_by_role("textbox", name=re.compile("^Age")).fill("14")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="After somebody has died")).to_be_visible()
    picture(page, "directory-found")
    page.get_by_role("link", name="After somebody has died").click()
    expect(page).to_have_title(re.compile("^Local help - "))
    expect(page.get_by_role("link", name="Exit this page")).to_be_visible()
    expect(page.get_by_role("link", name="999").first).to_be_visible()
    picture(page, "directory-entry")


def test_the_directory_keeps_nobody_out_and_can_be_left_at_once(page: Page, watch: Watch) -> None:
    watch.expect(422)
    watch.elsewhere = ELSEWHERE
    page.set_viewport_size(PHONE)
    faults: list[str] = []
    for address in ("/directory/", "/directory/?place=Atlantis", "/directory/?q=zebra", "/directory/1/"):
        page.goto(address)
        faults += [f"{address}: {fault}" for fault in axe_violations(page) + too_wide(page) + small_targets(page)]
    assert faults == []
    page.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="<title>Weather</title>It rains."))
    for _ in range(3):
        page.keyboard.press("Shift")
    expect(page.get_by_text("It rains.")).to_be_visible()
