"""The public front in a browser: each page as it is met, the way from search to help, and an editor's day."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import keyboard
from tests.journeys.watching import DESKTOP, PHONE, Watch, axe_violations, outline, small_targets, too_wide

Check = Callable[[Page], None]
PAGES = [
    "/", "/young-people/", "/parents/", "/school-staff/", "/professionals/",
    "/young-people/sleep/", "/young-people/helping-a-friend/", "/young-people/confidentiality/",
    "/young-people/breathing/", "/young-people/worry-tree/", "/young-people/sleep-diary/",
    "/news/", "/news/this-site-is-here/", "/accessibility/", "/complaints/",
    "/help-now/", "/search/", "/search/?q=worries", "/search/?q=", "/search/?q=zebra",
]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_a_page_keeps_nobody_out(page: Page, address: str) -> None:
    faults: list[str] = []
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        page.goto(address)
        page.eval_on_selector_all("details", "all => all.forEach((one) => { one.open = true })")
        seen = axe_violations(page) + too_wide(page) + small_targets(page)
        faults += [f"{size['width']} px: {fault}" for fault in seen]
    assert faults == []
    assert len(outline(page)["h1"]) == 1


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_forced_colours_keep_the_doors_apart(page: Page, scheme: str) -> None:
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    page.goto("/")

    borders = page.eval_on_selector_all(".app-door", "all => all.map((one) => getComputedStyle(one).borderTopWidth)")
    assert borders == ["2px"] * 4


def test_the_home_page_leads_each_audience_in(page: Page, look: Callable[[Page, str], None]) -> None:
    page.goto("/")
    look(page, "home")
    doors = {
        "I'm a young person": "For young people",
        "I'm a parent or guardian": "For parents and guardians",
        "I work in a school": "For school staff",
        "I work with young people": "For professionals",
    }
    for door, title in doors.items():
        page.goto("/")
        page.get_by_role("main").get_by_role("link", name=door).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_a_young_person_finds_help_on_a_small_phone_without_script(page_without_script: Page) -> None:
    page = page_without_script
    page.set_viewport_size(PHONE)
    page.goto("/search/")
    page.get_by_label("What are you looking for?").fill("worries at night")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Worries and low mood: when to ask for help").click()
    page.get_by_role("link", name="help now page").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Help now")
    expect(page.get_by_role("link", name="0800 1111")).to_have_attribute("href", "tel:08001111")
    expect(page.get_by_role("link", name="85258")).to_have_attribute("href", "sms:85258")


def test_an_unknown_address_offers_help(page: Page, watch: Watch, axe: Check, no_sideways_scroll: Check) -> None:
    watch.expect(404)
    page.set_viewport_size(PHONE)
    page.goto("/young-people/no-such-page/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    expect(page.get_by_role("link", name="999").first).to_be_visible()
    axe(page)
    no_sideways_scroll(page)


@pytest.mark.parametrize("address", ["/", "/young-people/", "/search/", "/help-now/"])
def test_everything_is_reached_by_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    assert keyboard.walk(page) == []


def test_a_door_opens_by_keyboard(page: Page) -> None:
    page.goto("/")
    keyboard.press_until(page, page.get_by_role("main").get_by_role("link", name="I work in a school"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("For school staff")
