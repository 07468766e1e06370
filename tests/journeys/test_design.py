"""The gallery: each component and error page as people meet it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from mhst.core import components, gallery
from tests.journeys import keyboard
from tests.journeys.watching import DESKTOP, PHONE, Watch, axe_violations, outline, too_wide

Check = Callable[[Page], None]


def test_every_component_is_open_to_everybody(page: Page) -> None:
    faults: list[str] = []
    for name in components.names():
        page.set_viewport_size(DESKTOP)
        page.goto(f"/design/{name}/")
        faults += [f"{name}: {fault}" for fault in axe_violations(page)]
        page.set_viewport_size(PHONE)
        faults += [f"{name}: {fault}" for fault in too_wide(page)]
    assert not faults, "\n".join(faults)


def test_every_error_page_helps(page: Page, watch: Watch) -> None:
    faults: list[str] = []
    for name in gallery.ERROR_PAGES:
        watch.expect(int(name[:3]))
        page.set_viewport_size(PHONE)
        page.goto(f"/design/pages/{name}/")
        expect(page.get_by_role("link", name="999").first).to_be_visible()
        assert len(outline(page)["h1"]) == 1
        faults += [f"{name}: {fault}" for fault in axe_violations(page) + too_wide(page)]
    assert not faults, "\n".join(faults)


def test_a_refused_form_says_so_first(page: Page, look: Callable[[Page, str], None]) -> None:
    page.goto("/design/fields/")
    page.get_by_role("button", name="Save and continue").click()
    assert outline(page)["title"].startswith("Error: ")
    summary = page.locator(".nhsuk-error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Enter the birth date").click()
    expect(page.get_by_label("Day")).to_be_focused()
    look(page, "refused")


def test_what_was_typed_is_kept(page_without_script: Page, base_url: str) -> None:
    page = page_without_script
    page.goto(f"{base_url}/design/fields/")
    page.get_by_label("Preferred name").fill("Zoë")
    page.get_by_label("Day").fill("31")
    page.get_by_label("Month").fill("2")
    page.get_by_label("Year").first.fill("2012")
    page.get_by_label("Group").check()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("link", name="Birth date must be a real date, like 15 10 2012")).to_be_visible()
    assert page.get_by_label("Preferred name").input_value() == "Zoë"
    assert page.get_by_label("Day").input_value() == "31"
    assert page.get_by_label("Group").is_checked()


@pytest.mark.parametrize("path", ["/design/", "/design/fields/", "/design/young-people/"])
def test_the_keyboard_reaches_everything(page: Page, path: str) -> None:
    page.goto(path)
    assert keyboard.walk(page) == []


def test_the_first_key_offers_to_skip_to_the_content(page: Page) -> None:
    page.goto("/design/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#maincontent")).to_be_focused()
