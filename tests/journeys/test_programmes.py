"""The catalogue in a browser: a manager writes a programme without JavaScript, on a phone, and retires it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from mhst.access.enums import RoleName
from tests.journeys.conftest import SignIn
from tests.journeys.watching import DESKTOP, PHONE, Watch

pytestmark = pytest.mark.journey


def test_a_manager_writes_a_programme_and_retires_it(
    page_without_script: Page, sign_in_as: SignIn, watch: Watch, picture: Callable[[Page, str], None],
    no_sideways_scroll: Callable[[Page], None],
) -> None:  # fmt: skip
    page = page_without_script
    watch.expect(422)
    page.set_viewport_size(PHONE)
    sign_in_as(RoleName.TEAM_MANAGER, page.context)
    page.goto("/home/")
    page.get_by_role("link", name="Programmes", exact=True).click()
    picture(page, "programmes-320")
    page.get_by_role("button", name="Add a programme").click()
    page.get_by_label("Name").fill("Kind words group")
    page.get_by_label("Group", exact=True).check()
    page.get_by_label("What is it?").fill("Two meetings about how we talk to ourselves.")
    page.get_by_label("Length of a session").select_option("50 minutes")
    for label, value in (("Youngest age", "11"), ("Oldest age", "14"), ("Practitioners in each session", "2")):
        page.get_by_label(label).fill(value)
    page.get_by_label("Number of sessions").fill("2")
    page.get_by_role("button", name="Show a row for each session").click()
    page.get_by_label("Session 1: what it is about").fill("How I talk to myself")
    page.get_by_role("button", name="Save the programme").click()
    expect(page.get_by_role("link", name="Say what session 2 is about")).to_be_visible()
    picture(page, "programme-add-320")
    page.set_viewport_size(DESKTOP)
    picture(page, "programme-add-1280")
    page.set_viewport_size(PHONE)
    no_sideways_scroll(page)

    for label, value in (("Smallest group", "4"), ("Largest group", "8")):
        page.get_by_label(label).fill(value)
    page.get_by_label("Session 2: what it is about").fill("Kinder words")
    page.get_by_role("button", name="Save the programme").click()
    expect(page.get_by_text("Kind words group is added.")).to_be_visible()
    expect(page.get_by_role("table")).to_contain_text("Kinder words")
    picture(page, "programme-320")
    page.set_viewport_size(DESKTOP)
    picture(page, "programme-1280")
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Retire it").click()
    page.get_by_role("button", name="Retire it").click()
    expect(page.get_by_text("It is not offered for new bookings. Runs")).to_be_visible()
    no_sideways_scroll(page)
