"""The session's end does not come as a surprise, and one key puts it off."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from mhst.access import sessions
from mhst.access.enums import RoleName
from mhst.access.session_store import SessionStore
from mhst.core import clock
from mhst.settings.environment import environment
from tests.journeys.conftest import SignIn
from tests.journeys.server import Server

Leave = Callable[[int], None]
IDLE = environment.staff_idle_minutes * 60


@pytest.fixture
def seconds_left(page: Page, server: Server, sign_in_as: SignIn) -> Leave:
    """`seconds_left(100)`: a signed-in page whose session nobody has used for so long that 100 seconds are left."""
    sign_in_as(RoleName.SENIOR_MENTAL_HEALTH_LEAD)
    with page.expect_response(lambda response: response.url.endswith("/accounts/session/")):  # not answered after ours
        page.goto("/home/")
    key = next(cookie["value"] for cookie in page.context.cookies() if "session" in cookie["name"])

    def leave(seconds: int) -> None:
        with server.connected():
            session = SessionStore(key)
            session[sessions.USED] = (clock.now() - dt.timedelta(seconds=IDLE - seconds)).isoformat()
            session.save()
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # as on coming back to the tab

    return leave


def _warning(page: Page) -> Locator:
    return page.get_by_role("dialog", name="You will be signed out soon")


def test_one_key_keeps_the_session(page: Page, seconds_left: Leave, axe: Callable[[Page], None]) -> None:
    expect(_warning(page)).to_be_hidden()
    seconds_left(100)
    expect(_warning(page)).to_be_visible()
    expect(_warning(page)).to_contain_text("You will be signed out in 2 minutes.")
    expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()
    axe(page)
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.keyboard.press("Enter")
    expect(_warning(page)).to_be_hidden()
    answer = page.request.get("/accounts/session/").json()
    assert answer == {"seconds_left": answer["seconds_left"], "warn": False}
    assert answer["seconds_left"] > IDLE - 60


def test_escape_is_a_key_too(page: Page, seconds_left: Leave) -> None:
    seconds_left(100)
    expect(_warning(page)).to_be_visible()
    with page.expect_response(lambda response: response.request.method == "POST") as kept:
        page.keyboard.press("Escape")
    assert kept.value.json()["seconds_left"] > IDLE - 60


def test_what_is_over_leads_to_the_sign_in_page(page: Page, seconds_left: Leave, watch: object) -> None:
    watch.expect(401)  # type: ignore[attr-defined]
    seconds_left(-1)
    expect(page).to_have_url(re.compile(r"/accounts/login/\?next=(%2F|/)home(%2F|/)$"))


def test_what_is_used_in_another_tab_is_not_disturbed(page: Page, seconds_left: Leave) -> None:
    seconds_left(100)
    expect(_warning(page)).to_be_visible()
    other = page.context.new_page()
    other.goto("/home/")  # use, in another tab
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(_warning(page)).to_be_hidden()
