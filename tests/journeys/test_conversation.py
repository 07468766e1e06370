"""A young person and a counsellor write to each other, whatever the network lets through."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from mhst.access import sessions
from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.core.actors import SYSTEM
from mhst.demo.logins import PASSWORD, YOUNG_PERSON
from realtime.actions import conversation as conversations
from realtime.enums import Part
from realtime.models import Service
from tests.factories import MembershipFactory, UserFactory, member_of
from tests.factories.counselling import VisitorFactory
from tests.journeys import people
from tests.journeys.server import Server
from tests.journeys.watching import PHONE
from tests.support.conversation import Room
from tests.support.proxy import FAR, MUTE, Distance, Proxy, running


@pytest.fixture
def room(server: Server) -> Room:
    """Robin and Cleo, in the server's own database."""
    with server.connected():
        membership = Membership.objects.current().filter(role=RoleName.COUNSELLOR).first()
        assert membership is not None
        assert membership.team is not None
        robin = MembershipFactory(user=UserFactory(first_name="", last_name=""), role="young_person", school=None).user
        room = Room(conversations.begin(kind="one_to_one", team=membership.team, by=SYSTEM), {})
        room.join("Robin", robin, Part.PERSON)
        room.join("Cleo", membership.user, Part.WORKER)
        conversations.assign(conversation=room.conversation, to=room["Cleo"], epoch=0, by=SYSTEM)
    return room


@pytest.fixture
def open_as(server: Server, room: Room, new_context: Callable[..., BrowserContext], watch: Any) -> Callable[..., Page]:
    """The conversation as this person has it, in a browser of their own."""

    def opened(name: str, prepare: Callable[[BrowserContext], None] | None = None, by: str = "", **more: Any) -> Page:
        context = new_context(**more)
        watch.attach(context)
        with server.connected():
            key = people.session_of(User.objects.get(pk=room.user(name).pk))
        context.add_cookies([people.cookie(key, server.base_url)])
        if prepare:
            prepare(context)
        page = context.new_page()
        page.goto(f"{by}/conversations/{room.conversation.pk}/")
        return page

    return opened


def say(page: Page, words: str) -> None:
    page.get_by_label("Your message").fill(words)
    page.get_by_role("button", name="Send").click()


def log(page: Page) -> Any:
    return page.get_by_role("log", name="Messages")


def connected(page: Page) -> None:
    expect(page.locator("[data-chat]")).to_have_attribute("data-connection", "open")


def test_two_people_talk(open_as: Any, axe: Any, no_sideways_scroll: Any, picture: Any) -> None:
    robin, cleo = open_as("Robin"), open_as("Cleo")
    robin.set_viewport_size(PHONE)
    for page in (robin, cleo):
        connected(page)
    say(robin, "I do not know <3 where to start")
    expect(log(cleo).get_by_text("I do not know <3 where to start")).to_be_visible()
    say(cleo, "Take your time. I am here.")
    expect(log(robin).get_by_text("Take your time. I am here.")).to_be_visible()
    for page in (robin, cleo):
        expect(log(page).get_by_role("listitem")).to_have_count(2)
        expect(page.get_by_label("Messages on their way").get_by_role("listitem")).to_have_count(0)
        axe(page)
        no_sideways_scroll(page)
    picture(robin, "conversation-phone")
    picture(cleo, "conversation-staff")
    assert robin.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_where_websockets_are_blocked_requests_take_over_within_three_seconds(open_as: Any) -> None:
    def block(context: BrowserContext) -> None:
        context.add_init_script("window.WebSocket = class { constructor () { throw new Error('blocked') } }")

    robin, cleo = open_as("Robin", prepare=block), open_as("Cleo")
    connected(robin)
    say(robin, "By another way")
    expect(log(cleo).get_by_text("By another way")).to_be_visible(timeout=3000)
    say(cleo, "It reaches me")
    expect(log(robin).get_by_text("It reaches me")).to_be_visible(timeout=3000)
    expect(log(robin).get_by_role("listitem")).to_have_count(2)


def test_where_a_filter_opens_websockets_and_lets_nothing_through_words_arrive_all_the_same(
    server: Server, open_as: Any, watch: Any
) -> None:
    proxy = Proxy(int(server.base_url.rpartition(":")[2]), [MUTE])
    with running(proxy):
        watch.elsewhere = by = f"http://localhost:{proxy.port}"
        cleo, robin = open_as("Cleo"), open_as("Robin", by=by)
        connected(cleo)
        say(robin, "Said at once")
        expect(log(cleo).get_by_text("Said at once")).to_be_visible(timeout=8000)
        connected(robin)
        say(cleo, "It reaches me")
        expect(log(robin).get_by_text("It reaches me")).to_be_visible(timeout=3000)
        expect(log(robin).get_by_role("listitem")).to_have_count(2)
        robin.goto("about:blank")  # nothing is under way when the proxy goes


def test_without_javascript_the_form_sends_and_the_link_refreshes(open_as: Any) -> None:
    robin, cleo = open_as("Robin", java_script_enabled=False), open_as("Cleo")
    say(robin, "Without a script")
    expect(log(robin).get_by_text("Without a script")).to_be_visible()
    expect(log(cleo).get_by_text("Without a script")).to_be_visible()
    say(cleo, "I can see that")
    expect(log(cleo).get_by_text("I can see that")).to_be_visible()
    robin.get_by_role("link", name="Check for new messages").click()
    expect(log(robin).get_by_text("I can see that")).to_be_visible()
    robin.reload()
    expect(log(robin).get_by_role("listitem")).to_have_count(2)


def test_words_written_while_there_is_no_network_arrive_once_when_there_is(open_as: Any) -> None:
    robin, cleo = open_as("Robin"), open_as("Cleo")
    connected(robin)
    robin.context.set_offline(True)
    robin.evaluate("dispatchEvent(new Event('offline'))")
    say(robin, "Said in a tunnel")
    expect(robin.get_by_label("Messages on their way").get_by_text("Said in a tunnel")).to_be_visible()
    robin.context.set_offline(False)
    expect(log(cleo).get_by_text("Said in a tunnel")).to_be_visible(timeout=15_000)
    expect(robin.get_by_label("Messages on their way").get_by_role("listitem")).to_have_count(0, timeout=15_000)
    expect(log(robin).get_by_role("listitem")).to_have_count(1)


#: Every line that the log was given, in the order in which a screen reader is given it.
LISTEN = """log => { window.added = []; new MutationObserver(seen => seen.forEach(one => one.addedNodes.forEach(node =>
  node.nodeType === 1 && window.added.push(node.innerText)))).observe(log, {childList: true, subtree: true}) }"""


def read_out(page: Page) -> dict[str, dict[str, Any]]:
    """What Chromium gives assistive technology: by role and name, how it is read."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    told = {}
    for node in nodes:
        if not node.get("ignored") and "role" in node:
            how = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
            told[f"{node['role']['value']}: {node.get('name', {}).get('value', '')}"] = how
    return told


def test_a_screen_reader_is_given_names_and_each_message_once_in_both_of_two_tabs(open_as: Any) -> None:
    robin, cleo = open_as("Robin"), open_as("Cleo")
    other_tab = robin.context.new_page()
    other_tab.goto(robin.url)
    for page in (robin, other_tab, cleo):
        connected(page)
    for page in (robin, other_tab):
        log(page).evaluate(LISTEN)
    for number in range(3):
        say(cleo, f"Line {number}")
        expect(log(robin).get_by_text(f"Line {number}")).to_be_visible()
    say(other_tab, "Said in the other tab")
    say(robin, "Said in this tab")
    said = ["Line 0", "Line 1", "Line 2", "Said in the other tab", "Said in this tab"]
    for page in (robin, other_tab):
        expect(log(page).get_by_text(said[-1])).to_be_visible()
        expect(log(page).get_by_role("listitem")).to_have_count(len(said))
        given = page.evaluate("window.added")
        assert [sum(words in line for line in given) for words in said] == [1] * len(said), given
    told = read_out(robin)
    assert told["log: Messages"]["live"] == "polite"
    assert told["status: Who is there"]["live"] == "polite"
    assert told["textbox: Your message"].get("multiline") is True
    assert {"button: Send", "button: Take a moment", "list: Messages on their way"} <= set(told)


def test_two_seconds_away_with_one_piece_in_twenty_lost_words_arrive_once_and_in_order(
    server: Server, open_as: Any, watch: Any
) -> None:
    """A round trip of two seconds; what is lost is sent again; and the line is cut while words are under way."""
    far = Distance()
    proxy = Proxy(int(server.base_url.rpartition(":")[2]), [FAR], far)
    with running(proxy) as loop:
        watch.elsewhere = by = f"http://localhost:{proxy.port}"
        robin, cleo = open_as("Robin", by=by), open_as("Cleo", by=by)
        for page in (robin, cleo):
            connected(page)
        far.seconds, far.loses_every = 1.0, 20
        for words in ("One", "Two", "Three"):
            say(robin, words)
        say(cleo, "Four")
        expect(robin.get_by_label("Messages on their way").get_by_role("listitem")).to_have_count(3)
        loop.call_soon_threadsafe(proxy.cut)
        say(robin, "Five")
        for page in (robin, cleo):
            for words in ("One", "Two", "Three", "Four", "Five"):
                expect(log(page).get_by_text(words, exact=True)).to_be_visible(timeout=30_000)
            expect(page.get_by_label("Messages on their way").get_by_role("listitem")).to_have_count(0, timeout=15_000)
        shown = [log(page).locator(".app-chat__words").all_inner_texts() for page in (robin, cleo)]
        assert shown[0] == shown[1]
        assert [words for words in shown[0] if words != "Four"] == ["One", "Two", "Three", "Five"]
        assert sorted(shown[0]) == ["Five", "Four", "One", "Three", "Two"]
        assert far.lost >= 1


#: Lets a test tell a page one more frame, as its server would.
FRAMES = """const Real = window.WebSocket
window.WebSocket = class extends Real {
  constructor (...more) {
    super(...more)
    window.told = (frame) => this.onmessage({ data: JSON.stringify(frame) })
  }
}"""
ANEW = """([conversation, fresh]) => {
  const { people, cursors } = JSON.parse(document.getElementById(`chat-${conversation}`).textContent)
  const open = {}
  for (const item of document.querySelectorAll('[data-chat-log] > li')) {
    const [author, mid] = item.dataset.key.split(' ')
    open[item.dataset.key] = { author, mid, words: null, written_at: new Date().toISOString() }
  }
  open[`somebody ${fresh}`] = { author: 'somebody', mid: fresh, words: fresh, written_at: new Date().toISOString() }
  const helps = { participant: null, epoch: 1, goodbye: null }
  const state = { state: 'open', people, helps, ends_at: null, ending: null, mine: {}, messages: { open, staff: {} } }
  told({ type: 'reset', conversation, why: 'unknown', cursors, state })
}"""


def test_what_was_asked_for_or_written_while_away_is_done_or_stays_before_ones_eyes(
    server: Server, room: Room, open_as: Any, axe: Any, no_sideways_scroll: Any, picture: Any
) -> None:
    with server.connected():
        VisitorFactory(service=Service.objects.earliest("pk"), user=room.user("Robin"))
    robin, cleo = (open_as(name, prepare=lambda context: context.add_init_script(FRAMES)) for name in ("Robin", "Cleo"))
    robin.set_viewport_size(PHONE)
    for page in (robin, cleo):
        connected(page)
    say(robin, "Not like that")
    expect(log(cleo).get_by_text("Not like that")).to_be_visible()
    expect(robin.get_by_role("button", name="Take it back")).to_be_visible()  # told of it too, however busy the machine

    away(robin)
    robin.get_by_role("button", name="Take it back").click()
    robin.get_by_role("button", name="Take a moment").click()
    expect(log(robin)).to_contain_text("Taking it back")
    expect(robin.get_by_text("We tell the others as soon as there is a connection.")).to_be_visible()
    robin.context.set_offline(False)
    expect(log(cleo)).to_contain_text("This message was taken back.")
    expect(cleo.get_by_text("Robin is taking a moment.")).to_be_visible()
    robin.get_by_role("button", name="I am back").click()
    expect(cleo.get_by_text("Robin is here.")).to_be_visible()

    cleo.get_by_text("Between colleagues", exact=True).click()
    whisper = cleo.get_by_label("To colleagues only")
    whisper.fill("a" * 4001)
    cleo.get_by_role("button", name="Send to colleagues").click()
    cleo.get_by_label("Your message").fill("Mine")
    whisper.fill("More")
    cleo.get_by_role("button", name="Change it").click()
    expect(whisper).to_have_value(f"More\n\n{'a' * 4001}")
    expect(cleo.get_by_label("Your message")).to_have_value("Mine")

    said = log(robin).get_by_role("listitem")
    log(robin).evaluate(LISTEN)
    robin.evaluate("window.said = []; addEventListener('chat:said', ({ detail }) => said.push(detail.event.words))")
    robin.evaluate(ANEW, [str(room.conversation.pk), "Only this is new"])
    expect(said).to_have_count(2)
    assert [one.splitlines()[-1] for one in robin.evaluate("window.added")] == ["Only this is new"]
    assert robin.evaluate("window.said") == ["Only this is new"]  # counts as unread where it is not before somebody

    robin.get_by_label("Your message").press_sequentially("Wait for me", delay=300)
    expect(cleo.get_by_text("Robin is writing", exact=True)).to_be_visible()
    cleo.get_by_role("link", name="End the chat").click()
    expect(cleo.get_by_role("alert")).to_contain_text("Robin is writing just now.")
    away(robin)
    robin.get_by_label("Your message").fill("")
    say(robin, "Sent too late")
    robin.get_by_label("Your message").fill("And still typing")
    cleo.get_by_role("link", name="End the chat").click()
    if cleo.get_by_role("alert").get_by_text("away just now").is_visible():
        cleo.get_by_role("link", name="End the chat").click()
    cleo.get_by_role("button", name="End the chat").click()
    robin.context.set_offline(False)
    expect(robin.get_by_role("button", name="Leave it as a message")).to_be_visible()
    expect(robin.get_by_label("Your message")).to_have_value("And still typing\n\nSent too late")
    expect(robin.get_by_label("Messages on their way").get_by_role("listitem")).to_have_count(0)
    expect(robin.get_by_text("is away just now")).to_have_count(0)
    axe(robin)
    no_sideways_scroll(robin)
    picture(robin, "conversation-ended-phone")
    addresses = robin.evaluate("[document.title, ...performance.getEntries().map(one => one.name)]")
    assert not [one for one in addresses if "Sent" in one or "typing" in one or "Robin" in one]
    robin.get_by_role("button", name="Leave it as a message").click()
    expect(log(robin)).to_contain_text("And still typing")


def away(page: Page) -> None:
    page.context.set_offline(True)
    page.evaluate("told = null; dispatchEvent(new Event('offline'))")


def test_the_heading_names_whoever_helps_now(server: Server, room: Room, open_as: Any) -> None:
    robin = open_as("Robin")
    connected(robin)
    expect(robin.get_by_role("heading", level=1)).to_have_text("Chat with Cleo")
    with server.connected():
        team = Membership.objects.get(user=room.user("Cleo"), role=RoleName.COUNSELLOR).team
        room.join("Ida", member_of(team, RoleName.COUNSELLOR), Part.WORKER)
        conversations.assign(conversation=room.conversation, to=room["Ida"], epoch=1, by=SYSTEM)
        conversations.leave(conversation=room.conversation.pk, by=room.user("Cleo"))
    robin.get_by_role("button", name="Take a moment").click()  # the server of this page hears of it with this
    expect(robin.get_by_role("heading", level=1)).to_have_text("Chat with Ida")


def test_whoever_is_signed_out_elsewhere_keeps_their_words_and_comes_back_to_where_they_were(
    server: Server, room: Room, open_as: Any, axe: Any, no_sideways_scroll: Any, picture: Any
) -> None:
    robin = open_as("Robin")
    chat = robin.url
    connected(robin)
    robin.set_viewport_size(PHONE)
    robin.get_by_label("Your message").fill("I was about to say")
    with server.connected():
        user = User.objects.get(pk=room.user("Robin").pk)
        user.password = User.objects.get(username=YOUNG_PERSON).password
        user.save()
        sessions.end_all(user)
    back = robin.get_by_role("link", name="Sign in and come back to this page")
    expect(back).to_be_visible(timeout=30_000)
    expect(robin.get_by_text("You have been signed out. Your words stay on this page")).to_be_visible()
    axe(robin)
    no_sideways_scroll(robin)
    picture(robin, "signed-out-elsewhere-phone")
    with robin.context.expect_page() as opened:
        back.press("Enter")
    door = opened.value
    door.get_by_label("name").fill(user.username)
    door.get_by_label("Password", exact=True).fill(PASSWORD)
    door.get_by_role("button", name="Sign in", exact=True).click()
    expect(door).to_have_url(chat)
    connected(door)
    expect(robin.get_by_label("Your message")).to_have_value("I was about to say")


@pytest.mark.parametrize("script", [True, False])
def test_a_young_person_signs_out_without_being_sent_elsewhere(
    open_as: Any, axe: Any, no_sideways_scroll: Any, picture: Any, script: bool
) -> None:
    robin, cleo = open_as("Robin", java_script_enabled=script), open_as("Cleo")
    connected(cleo)
    if script:
        connected(robin)
    robin.set_viewport_size(PHONE)
    out = robin.get_by_role("banner").get_by_role("button", name="Sign out")
    exit_box, out_box = robin.get_by_role("link", name="Exit this page").bounding_box(), out.bounding_box()
    assert out_box["x"] + out_box["width"] <= exit_box["x"]
    assert out_box["height"] >= 40
    no_sideways_scroll(robin)
    out.focus()
    robin.keyboard.press("Enter")
    expect(robin).to_have_url(re.compile("/talk/$"))
    expect(robin.get_by_text("You are signed out. To come back, go to")).to_be_visible()
    expect(robin.get_by_role("link", name="I have been here before")).to_be_visible()
    expect(robin.get_by_role("button", name="Sign out")).to_have_count(0)
    expect(cleo.get_by_text("left the page, and can come back until")).to_be_visible()
    if script:
        axe(robin)
        picture(robin, "signed-out-phone")
    no_sideways_scroll(robin)
