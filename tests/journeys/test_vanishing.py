"""The page vanishes in six ways, and nothing of it is left: not on Back, not in another tab, not in storage."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.journeys.test_conversation import connected, open_as, room, say  # noqa: F401  fixtures

ELSEWHERE = "https://www.bbc.co.uk/weather"
SAID = "Only between us"
LEFT = "Robin left the page, and can come back until"


@pytest.fixture
def open_quietly(open_as: Any, watch: Any) -> Callable[..., Page]:  # noqa: F811
    """As `open_as`, in a browser for which the neutral page is a blank one."""
    watch.elsewhere = ELSEWHERE

    def opened(name: str, **more: Any) -> Page:
        def prepare(context: BrowserContext) -> None:
            context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="<title>Weather</title>It rains."))

        return open_as(name, prepare=prepare, **more)

    return opened


def is_gone(page: Page) -> None:
    expect(page.get_by_text("It rains.")).to_be_visible()
    assert page.url == ELSEWHERE
    page.go_back()
    expect(page.get_by_text(SAID)).to_have_count(0)
    expect(page.get_by_role("log")).to_have_count(0)


def test_by_the_button_with_another_tab_open_and_unsent_words(open_quietly: Any) -> None:
    robin, cleo = open_quietly("Robin"), open_quietly("Cleo")
    chat = robin.url
    for page in (robin, cleo):
        connected(page)
    second = robin.context.new_page()
    second.goto(chat)
    connected(second)
    say(robin, SAID)
    expect(cleo.get_by_role("log").get_by_text(SAID)).to_be_visible()
    robin.get_by_label("Your message").fill("Not sent yet")
    robin.context.set_offline(True)
    robin.get_by_role("button", name="Send").click()  # it waits: leaving would ask whether one is sure
    robin.context.set_offline(False)
    robin.get_by_role("link", name="Exit this page").click()
    is_gone(robin)
    is_gone(second)
    expect(cleo.get_by_text(LEFT)).to_be_visible()
    assert robin.context.cookies(chat) == []
    robin.goto(chat)
    expect(robin).to_have_url(re.compile("/login/"))
    assert robin.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_in_a_tab_that_was_there_before_they_signed_in(open_quietly: Any, base_url: str) -> None:
    robin, cleo = open_quietly("Robin"), open_quietly("Cleo")
    connected(cleo)
    chat, known = robin.url, robin.context.cookies(base_url)
    robin.context.clear_cookies()
    before = robin.context.new_page()
    before.goto("/talk/")
    robin.context.add_cookies(known)
    robin.goto(chat)
    connected(robin)
    before.get_by_role("link", name="Exit this page").click()
    is_gone(before)
    is_gone(robin)
    expect(cleo.get_by_text(LEFT)).to_be_visible()
    robin.goto(chat)
    expect(robin).to_have_url(re.compile("/login/"))


def test_where_another_tab_has_signed_in_anew_since(open_quietly: Any, base_url: str) -> None:
    robin, cleo = open_quietly("Robin"), open_quietly("Cleo")
    chat = robin.url
    connected(robin)
    connected(cleo)
    robin.context.add_cookies([{"name": "csrftoken", "value": "b" * 32, "url": base_url}])  # as a sign-in does
    robin.get_by_role("link", name="Exit this page").click()
    is_gone(robin)
    expect(cleo.get_by_text(LEFT)).to_be_visible()
    robin.goto(chat)
    expect(robin).to_have_url(re.compile("/login/"))


def test_by_the_keyboard_and_shift_for_a_capital_does_nothing(open_quietly: Any) -> None:
    robin = open_quietly("Robin")
    connected(robin)
    robin.get_by_label("Your message").focus()
    for letter in "ABC":
        robin.keyboard.press(f"Shift+{letter}")
    expect(robin.get_by_label("Your message")).to_have_value("ABC")
    for _ in range(3):
        robin.keyboard.press("Shift")
    is_gone(robin)


def test_by_the_link_without_javascript(open_quietly: Any) -> None:
    robin, cleo = open_quietly("Robin", java_script_enabled=False), open_quietly("Cleo")
    connected(cleo)
    say(robin, SAID)
    robin.context.route("**/exit/", _answered_by_the_server)
    robin.get_by_role("link", name="Exit this page").click()
    is_gone(robin)
    expect(cleo.get_by_text(LEFT)).to_be_visible()


def _answered_by_the_server(route: Route) -> None:
    """A neutral page of ours is given only to what the browser asks for by itself: where it is sent on to, it goes."""
    told = route.fetch(max_redirects=0)
    assert (told.status, told.headers["location"]) == (302, ELSEWHERE)
    route.fulfill(
        body=f'<meta http-equiv="refresh" content="0; url={ELSEWHERE}">', headers={"content-type": "text/html"}
    )
