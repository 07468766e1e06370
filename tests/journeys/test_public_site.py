"""The public front in a browser: each page as it is met, the way from search to help, and an editor's day."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import keyboard
from tests.journeys.forced import forced_colour_faults
from tests.journeys.watching import DESKTOP, PHONE, Watch, axe_violations, outline, small_targets, too_wide

ELSEWHERE = "https://www.bbc.co.uk/weather"
Check = Callable[[Page], None]
#: One of each kind, for what takes long.
KINDS = ["/", "/young-people/", "/young-people/worry-tree/", "/news/", "/help-now/", "/search/?q=worries", "/offline/"]
PAGES = [
    "/", "/young-people/", "/parents/", "/school-staff/", "/professionals/",
    "/young-people/sleep/", "/young-people/helping-a-friend/", "/young-people/confidentiality/",
    "/young-people/breathing/", "/young-people/worry-tree/", "/young-people/sleep-diary/",
    "/news/", "/news/this-site-is-here/", "/accessibility/", "/complaints/",
    "/help-now/", "/search/", "/search/?q=worries", "/search/?q=", "/search/?q=zebra",
]  # fmt: skip


def test_no_page_keeps_anybody_out(page: Page) -> None:
    """On a phone, with all that can be unfolded; at a desk each kind of page is judged by `test_every_page`."""
    faults: list[str] = []
    for address in PAGES:
        page.set_viewport_size(PHONE)
        page.goto(address)
        page.eval_on_selector_all("details", "all => all.forEach((one) => { one.open = true })")
        seen = axe_violations(page) + too_wide(page) + small_targets(page)
        page.set_viewport_size(DESKTOP)
        seen += too_wide(page) + small_targets(page)
        if len(outline(page)["h1"]) != 1:
            seen.append("has not one first heading")
        faults += [f"{address}: {fault}" for fault in seen]
    assert faults == []


def test_no_kind_of_page_keeps_anybody_out_in_the_dark_or_in_their_own_colours(page: Page) -> None:
    faults: list[str] = []
    for forced, scheme in (("none", "dark"), ("active", "dark"), ("active", "light")):
        page.emulate_media(forced_colors=forced, color_scheme=scheme, reduced_motion="reduce")
        for address in KINDS:
            page.goto(address)
            found = axe_violations(page)
            if forced == "active":  # axe takes the canvas for white; what is seen then is computed here
                found = [fault for fault in found if "color-contrast" not in fault] + forced_colour_faults(page)
            faults += [f"{address} {forced} {scheme}: {fault}" for fault in found]
    assert faults == []
    page.goto("/")
    kept = "h => { h.style.forcedColorAdjust = 'none'; h.style.color = '#777'; h.style.backgroundColor = '#888'; }"
    page.eval_on_selector("h1", kept)
    assert [fault.partition("(119")[0] for fault in forced_colour_faults(page)] == ["text in rgb", "text rgb"]
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


def test_from_search_to_an_article_to_somebody_to_talk_to(phone: Page, picture: Callable[..., None]) -> None:
    phone.goto("/")
    phone.goto("/search/")
    phone.get_by_label("What are you looking for?").fill("cannot sleep")
    phone.get_by_role("button", name="Search").click()
    phone.get_by_role("link", name="When you cannot sleep").click()
    expect(phone).to_have_title(re.compile("^When you cannot sleep - "))
    expect(phone.get_by_role("link", name="Exit this page")).to_be_in_viewport()
    expect(phone.get_by_text(re.compile("Open now|Closed now")).first).to_be_visible()
    picture(phone, "article-320")
    phone.get_by_role("main").get_by_role("link", name="Talk to someone").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Talk to someone")
    assert phone.context.cookies() == []


def test_a_young_persons_page_vanishes(page: Page, watch: Watch) -> None:
    watch.elsewhere = ELSEWHERE
    page.context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="<title>Weather</title>It rains."))
    for way in ("button", "keys"):
        page.goto("/young-people/sleep/")
        if way == "button":
            page.get_by_role("link", name="Exit this page").click()
        else:
            expect(page.locator("[data-exit-keys]")).to_be_visible()
            for _ in range(3):
                page.keyboard.press("Shift")
        expect(page.get_by_text("It rains.")).to_be_visible()


def test_without_a_network_the_numbers_are_there_and_nothing_else_is_kept(page: Page) -> None:
    page.goto("/young-people/sleep/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)
    page.goto("/young-people/anger/")
    expect(page.get_by_text("You are not online right now")).to_be_visible()
    expect(page.get_by_role("link", name="0800 1111")).to_have_attribute("href", "tel:08001111")
    kept = page.evaluate(
        "async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name))"
        ".keys()).map((request) => new URL(request.url).pathname)))).flat()"
    )
    assert sorted(kept) == ["/offline/", "/static/build/site.css"]
    page.context.set_offline(False)


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
