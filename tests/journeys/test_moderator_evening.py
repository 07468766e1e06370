"""A moderator's evening: posts wait, one is changed, one is not shown, and who wrote them is told."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from mhst.access.models import User
from tests.journeys import people
from tests.journeys.server import Server
from tests.journeys.watching import PHONE
from tests.support.group_rooms import Evening, an_evening


@pytest.fixture
def evening(server: Server) -> Evening:
    with server.connected():
        return an_evening()


def test_an_evening_in_a_group_room(
    server: Server, evening: Evening, new_context: Callable[..., BrowserContext], watch: Any, axe: Any,
    no_sideways_scroll: Any, picture: Any,
) -> None:  # fmt: skip
    def opened(name: str, path: str) -> Page:
        context = new_context()
        watch.attach(context)
        with server.connected():
            key = people.session_of(User.objects.get(pk=evening.room.user(name).pk))
        context.add_cookies([people.cookie(key, server.base_url)])
        page = context.new_page()
        page.goto(path)
        expect(page.locator("[data-chat]")).to_have_attribute("data-connection", "open")
        return page

    def post(words: str) -> None:
        robin.get_by_label("Your message").fill(words)
        robin.get_by_role("button", name="Post").click()

    mo = opened("Mo", f"/group-rooms/{evening.group.pk}/")
    robin, sam = (opened(name, f"/talk/rooms/{evening.group.pk}/") for name in ("Robin", "Sam"))
    robin.set_viewport_size(PHONE)

    post("I go to Hill School")
    mine = robin.locator("[data-part-of-room]")
    expect(mine).to_contain_text("being read by a moderator")
    waits = mo.get_by_label("wrote (change it")
    expect(waits).to_have_value("I go to Hill School")
    expect(sam.get_by_role("log").get_by_role("listitem")).to_have_count(0)
    waits.fill("I go to school")
    mo.get_by_role("button", name="Show it").click()
    expect(sam.get_by_role("log")).to_contain_text("I go to school")
    expect(mine).to_contain_text("A moderator changed it. Others see:")

    post("There is no point in trying")
    expect(mo.locator("[data-fresh=marked]")).to_contain_text("Not wanting to live: said as it is")
    for page in (mo, robin):
        axe(page)
        no_sideways_scroll(page)
    picture(mo, "group-room-moderator")
    mo.get_by_text("Do not show it").click()
    mo.get_by_label("Why?").select_option("private")
    mo.get_by_role("button", name="Send it, and do not show the post").click()
    expect(mine).to_contain_text("A moderator writes to you: Thank you for posting.")
    expect(sam.get_by_role("log").get_by_role("listitem")).to_have_count(1)
    picture(robin, "group-room-phone")
    above = robin.locator("[data-chat-line]")
    robin.context.set_offline(True)
    robin.evaluate("dispatchEvent(new Event('offline'))")
    expect(above).to_contain_text("There is no connection just now.")
    robin.context.set_offline(False)
    expect(robin.locator("[data-chat]")).to_have_attribute("data-connection", "open")
    expect(above).to_have_text(re.compile("^Thank you for posting"))  # the moderator's word is not lost with it

    mo.set_viewport_size(PHONE)
    no_sideways_scroll(mo)
    mo.goto("/conversations/marked/")
    mo.get_by_role("link", name=evening.room["Robin"].name).click()
    expect(mo.locator("mark")).to_have_text("no point in trying")
    axe(mo)
    no_sideways_scroll(mo)
    picture(mo, "marked-words")
    mo.get_by_label("Stepping in").check()
    mo.get_by_role("button", name="Keep this answer").click()
    expect(mo.get_by_role("main")).to_contain_text("Stepping in")
