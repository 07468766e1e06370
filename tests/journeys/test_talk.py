"""A young person comes to talk from a public page, waits, and is in a chat with a counsellor who pressed next."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from mhst.access.enums import RoleName
from realtime.actions import visit as visits
from realtime.models import Visit
from tests.journeys import people
from tests.journeys.canaries import Canaries
from tests.journeys.server import Server
from tests.journeys.watching import PHONE
from tests.support.hiding import is_in

#: What is typed here: the password, what is on their mind, and words of both.
TYPED = (
    "lemon bridge cotton", "My exams and a zebrafinch", "I do not know where to start", "Anywhere. I am here.",
    "Without a script",
)  # fmt: skip


@pytest.fixture
def press_next(server: Server, new_context: Callable[..., BrowserContext], watch: Any) -> Callable[[str], Page]:
    """The counsellor takes the next person, and has the chat open in a browser of their own."""

    def pressed(nickname: str) -> Page:
        with server.connected():
            key = people.session_of(people.somebody(RoleName.COUNSELLOR))
        context = new_context()
        watch.attach(context)
        context.add_cookies([people.cookie(key, server.base_url)])
        page = context.new_page()
        page.goto("/counselling/desk/")
        page.get_by_role("button", name="Next person").click()
        page.get_by_role("button", name="Begin the chat").click()
        expect(page.get_by_role("region", name=f"Chat with {nickname}")).to_be_visible()
        with server.connected():
            conversation = Visit.objects.get(visitor__user__username=nickname).conversation_id
        page.goto(f"/conversations/{conversation}/")
        return page

    return pressed


@pytest.fixture(autouse=True)
def nobody_else_waits(server: Server) -> None:
    with server.connected():
        for visit in Visit.objects.filter(state="waiting").select_related("visitor__user"):
            visits.leave(visit=visit, by=visit.visitor.user)


def come_in(page: Page, nickname: str, look: Callable[[Page], None]) -> None:
    """From the public site to the waiting room."""
    say_about_oneself(page, look)
    choose(page, nickname, look)
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep these six words")
    look(page)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Worried").check()
    page.get_by_label("What is on your mind?").fill(TYPED[1])
    look(page)
    page.get_by_role("button", name="Go to the waiting room").click()
    expect(page.get_by_text("You are next.")).to_be_visible()
    look(page)


def say_about_oneself(page: Page, look: Callable[[Page], None]) -> None:
    page.goto("/")
    page.get_by_role("complementary", name="Talk to someone").get_by_role("link").click()
    look(page)
    page.get_by_role("button", name="I am new here").click()
    page.get_by_label("Month you were born").select_option("May")
    page.get_by_label("Year you were born").select_option("2011")
    page.get_by_label("Where do you live?").select_option(index=1)
    page.get_by_label("Rather not say").check()
    page.get_by_label("Which describes your background best?").select_option("Rather not say")
    look(page)
    page.get_by_role("button", name="Continue").click()


def choose(page: Page, nickname: str, look: Callable[[Page], None]) -> None:
    page.get_by_label("Nickname").fill(nickname)
    page.get_by_label("Password").fill(TYPED[0])
    page.get_by_label("I have read this and agree").check()
    look(page)
    page.get_by_role("button", name="Come in").click()


@pytest.fixture
def hidden(server: Server, watch: Any) -> Iterator[Canaries]:
    """What is typed here, by whom it is for and by who helps; it is not in what the server keeps and says either."""
    yield watch.hide(*TYPED)
    kept = server.kept()
    assert [words for words in TYPED if is_in(words, kept)] == []


def say(page: Page, words: str) -> None:
    page.get_by_label("Your message").fill(words)
    page.get_by_role("button", name="Send").click()


def heard(page: Page, words: str) -> None:
    expect(page.get_by_role("log", name="Messages").get_by_text(words)).to_be_visible()


def test_on_a_phone_from_a_public_page_into_a_chat(
    phone: Page, press_next: Any, hidden: Canaries, axe: Any, no_sideways_scroll: Any, picture: Any
) -> None:
    hidden.follow(phone.context)

    def look(page: Page) -> None:
        axe(page)
        no_sideways_scroll(page)

    come_in(phone, "calm-river-11", look)
    phone.get_by_text("Something calm to do while you wait").click()
    axe(phone)
    picture(phone, "waiting-room-phone")
    counsellor = press_next("calm-river-11")
    phone.evaluate("dispatchEvent(new Event('online'))")  # rather than wait for the next look
    expect(phone).to_have_url(counsellor.url)
    say(phone, "I do not know where to start")
    heard(counsellor, "I do not know where to start")
    say(counsellor, "Anywhere. I am here.")
    heard(phone, "Anywhere. I am here.")
    assert phone.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert hidden.places() == set()


def test_back_from_the_six_words_asks_nobody_to_send_anything_again(phone: Page, watch: Any, axe: Any) -> None:
    watch.expect(422)
    say_about_oneself(phone, lambda page: None)
    choose(phone, "otters.heron", lambda page: None)
    expect(phone.get_by_role("alert")).to_contain_text("looks like a full name")
    axe(phone)
    choose(phone, "calm-river-13", lambda page: None)
    words = phone.locator(".app-resume-code").inner_text()
    for _ in range(3):  # the nickname that was refused, the first look at that page, and the page before it
        phone.go_back()
        expect(phone).to_have_url(re.compile("/talk/$"))
        assert words not in phone.content()


def test_without_javascript_from_a_public_page_into_a_chat(
    page_without_script: Page, press_next: Any, hidden: Canaries
) -> None:
    hidden.follow(page_without_script.context)
    page_without_script.set_viewport_size(PHONE)
    come_in(page_without_script, "calm-river-12", lambda page: None)
    counsellor = press_next("calm-river-12")
    page_without_script.get_by_role("link", name="Look now").click()
    expect(page_without_script).to_have_url(counsellor.url)
    say(page_without_script, "Without a script")
    heard(counsellor, "Without a script")
    assert hidden.places() == set()


def test_the_demo_sends_somebody_into_the_queue(page: Page, server: Server) -> None:
    page.goto("/demo/")
    page.get_by_role("button", name="Send into the queue").click()
    expect(page.get_by_text("is waiting now")).to_be_visible()
    with server.connected():
        assert Visit.objects.filter(state="waiting").count() == 1
