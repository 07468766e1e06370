"""A moderator's evening: posts wait, one is changed, one is not shown, and who wrote them is told."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from mhst.access.enums import RoleName
from mhst.access.models import User
from realtime.actions import group_room as rooms
from tests.factories import member_of
from tests.journeys import people
from tests.journeys.server import Server
from tests.journeys.watching import PHONE
from tests.support.group_rooms import Evening, an_evening


@pytest.fixture
def evening(server: Server) -> Evening:
    with server.connected():
        return an_evening()


#: Pages that ask again after ten seconds do not: what is seen has come by itself.
NEVER = "const wait = setTimeout; window.setTimeout = (f, ms, ...more) => ms === 10000 ? 0 : wait(f, ms, ...more)"


@pytest.fixture
def opened(
    server: Server, evening: Evening, new_context: Callable[..., BrowserContext], watch: Any
) -> Callable[..., Page]:
    """`opened("Robin", path)`: a page of theirs, connected."""

    def open_(name: str, path: str, script: str = "") -> Page:
        context = new_context()
        watch.attach(context)
        with server.connected():
            key = people.session_of(User.objects.get(pk=evening.room.user(name).pk))
        context.add_cookies([people.cookie(key, server.base_url)])
        context.add_init_script(script)
        page = context.new_page()
        page.goto(path)
        expect(page.locator("[data-chat]")).to_have_attribute("data-connection", "open")
        return page

    return open_


def test_when_posts_are_stopped_one_sentence_says_so_and_at_once(evening: Evening, opened: Callable[..., Page]) -> None:
    mo = opened("Mo", f"/group-rooms/{evening.group.pk}/")
    robin = opened("Robin", f"/talk/rooms/{evening.group.pk}/", NEVER)
    stopped = re.compile("(stopped|no) posts|posts are (taken|read)|every post|reading only", re.IGNORECASE)
    box = robin.get_by_label("Your message")

    mo.get_by_role("button", name="Stop posts for a while").click()
    expect(robin.get_by_text(stopped)).to_have_text(["The host has stopped posts for a moment."])
    box.fill("Is anybody there?")
    robin.get_by_role("button", name="Post").click()
    expect(robin.get_by_label("on their way")).to_contain_text("Not sent. Your words are kept on this page.")
    expect(robin.get_by_text(stopped)).to_have_text(["The host has stopped posts for a moment."])
    says = mo.get_by_text(re.compile("posts are|stopped posts", re.IGNORECASE))
    expect(says).to_have_text(["Posts are stopped: nobody can post until you take them again."])

    mo.get_by_role("button", name="Take posts again").click()
    expect(robin.get_by_text(stopped)).to_have_text([re.compile("^Every post is read by a moderator")])
    robin.get_by_role("button", name="Change it").click()
    robin.get_by_role("button", name="Post").click()
    expect(robin.locator("[data-part-of-room]")).to_contain_text("being read by a moderator")
    mo.get_by_role("button", name="End the room").click()
    mo.get_by_label(re.compile("kind word")).fill("Thank you all.")
    mo.get_by_role("button", name="End the room").click()
    is_over = robin.get_by_text(re.compile("is over|has ended"))
    expect(is_over).to_have_text(["The room is over. You can still read it."])


def test_on_a_phone_it_stands_where_one_writes_and_a_moderator_who_comes_back_is_known_at_once(
    evening: Evening, opened: Callable[..., Page], watch: Any
) -> None:
    watch.expect(403)  # of a room that one was asked to leave
    mo = opened("Mo", f"/group-rooms/{evening.group.pk}/")
    robin = opened("Robin", f"/talk/rooms/{evening.group.pk}/", NEVER)
    robin.set_viewport_size({"width": 320, "height": 640})
    stands = robin.locator("[data-line=standing]")
    mo.goto("about:blank")
    expect(stands).to_contain_text("Nobody is here just now", timeout=30000)
    robin.get_by_label("Your message").click()
    expect(stands).to_be_in_viewport(ratio=1)
    mo.goto(f"/group-rooms/{evening.group.pk}/")
    expect(stands).to_contain_text("Every post is read by a moderator")
    mo.get_by_role("link", name=re.compile(f"^Ask them to leave.*{evening.room['Robin'].name}$")).click()
    mo.get_by_role("main").get_by_role("button", name="Ask them to leave").click()
    expect(stands).to_have_text(re.compile("^You were asked to leave this room."))
    expect(robin.get_by_role("button", name="Leave the room")).to_have_count(0)
    expect(robin.get_by_text("You are not in this conversation any more.")).to_have_count(0)


def test_an_evening_in_a_group_room(
    evening: Evening, opened: Callable[..., Page], watch: Any, axe: Any, no_sideways_scroll: Any, picture: Any
) -> None:  # fmt: skip
    canaries = watch.hide("I go to Hill School", "I go to school", "no point in trying", "Thank you for posting")

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
    assert canaries.places() == set()


def test_a_private_talk_says_that_nobody_is_there_until_a_counsellor_comes(
    server: Server, evening: Evening, new_context: Callable[..., BrowserContext], watch: Any, axe: Any, picture: Any
) -> None:
    with server.connected():
        aside = rooms.ask_aside(room=evening.group, participant=evening.room["Robin"], by=evening.mo)
        cleo = member_of(evening.team, RoleName.COUNSELLOR, first_name="Cleo")
        key = people.session_of(User.objects.get(pk=evening.room.user("Robin").pk))
    context = new_context()
    watch.attach(context)
    context.add_cookies([people.cookie(key, server.base_url)])
    robin = context.new_page()
    robin.set_viewport_size(PHONE)
    robin.goto(f"/conversations/{aside.conversation_id}/")
    expect(robin.locator("[data-chat]")).to_have_attribute("data-connection", "open")
    expect(robin.locator("[data-chat-alone]")).to_contain_text("Nobody is here yet.")
    axe(robin)
    picture(robin, "private-talk-alone")
    robin.context.set_offline(True)
    robin.evaluate("dispatchEvent(new Event('offline'))")
    robin.get_by_label("Your message").click()
    expect(robin.locator("[data-chat-line]")).to_be_in_viewport(ratio=1)
    picture(robin, "offline-phone")
    robin.context.set_offline(False)
    expect(robin.locator("[data-chat]")).to_have_attribute("data-connection", "open")
    with server.connected():
        rooms.take_aside(aside=aside, by=cleo)
    expect(robin.locator("[data-chat-alone]")).to_be_hidden()
    expect(robin.locator("[data-chat-there]")).to_contain_text("Cleo, your counsellor,")
    expect(robin.locator("[data-chat-there]")).to_be_visible()
