"""A chat on a phone, from the first words to the ending, with a counsellor at a desk who has another chat too."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from realtime.actions import conversation as conversations
from realtime.actions import identity
from realtime.actions import marked as marks
from realtime.actions import visit as visits
from realtime.enums import FlagOutcome, Part
from realtime.models import Flag, Message, Visit
from tests.factories import member_of
from tests.journeys import people
from tests.journeys.server import Server
from tests.journeys.watching import PHONE
from tests.support.evening import Evening, evening
from tests.support.hiding import is_in

#: What the server says of the same desk, asked again until it says so.
NOTHING_UNREAD = """async () => !(await (await fetch('/counselling/desk/')).text()).includes(' unread')"""
#: What was typed into pages here. It lies sealed in the database, and nowhere else.
TYPED = (
    "there is no reason to live",
    "Back again",
    "Sleep is hard, and walking helps.",
    "Hello from the desk",
    "Counting sheep is no use",
)
#: Collects what a screen reader is told of the log: what is added while the log speaks.
HEARD = """() => {
  window.heard = []
  const region = document.querySelector('[data-chat-region]')
  new MutationObserver((changes) => {
    if (region.getAttribute('aria-live') === 'off') return
    for (const { addedNodes } of changes) for (const node of addedNodes) {
      const words = node.querySelector?.('.app-chat__words')
      if (words) window.heard.push(words.textContent)
    }
  }).observe(region, { childList: true, subtree: true })
}"""


@pytest.fixture
def tonight(server: Server) -> Evening:
    with server.connected():
        return evening()


@pytest.fixture
def sign_in(server: Server, new_context: Callable[..., BrowserContext], watch: Any) -> Callable[[User], Page]:
    def signed_in(user: User) -> Page:
        context = new_context()
        watch.attach(context)
        with server.connected():
            key = people.session_of(User.objects.get(pk=user.pk))
        context.add_cookies([people.cookie(key, server.base_url)])
        return context.new_page()

    return signed_in


def say(page: Page | Locator, words: str) -> None:
    page.get_by_label("Your message").fill(words)
    page.get_by_role("button", name="Send", exact=True).click()


def test_a_chat_from_its_first_words_to_its_ending(
    server: Server, tonight: Evening, sign_in: Any, watch: Any, axe: Any, no_sideways_scroll: Any, picture: Any
) -> None:
    canaries = watch.hide(*TYPED)
    with server.connected():
        other = tonight.chat("badger")
        for _ in range(12):
            other.say("Cleo", "Hello from the desk")
        visit = tonight.comes("otter")
        otter = visit.visitor.user
        tonight.service.phrases = "Take the time you need."

        with recording.acting(by=SYSTEM, verb="test"):
            tonight.service.save()
            tonight.service.shifts.filter(counsellor=tonight.cleo).update(most=3)
    desk, phone = sign_in(tonight.cleo), sign_in(otter)
    desk.goto("/counselling/desk/")
    desk.get_by_role("button", name="Next person").click()
    expect(desk.get_by_role("button", name="Begin the chat")).to_be_visible()
    expect(desk.locator("[data-chat]")).to_have_attribute("data-connection", "open")
    assert desk.evaluate("scrollY") == 0  # nothing moves under a hand that is about to press
    desk.get_by_role("button", name="Begin the chat").click()
    here = desk.get_by_role("region", name="Chat with otter")
    expect(here).to_be_visible()
    with server.connected():
        visit.refresh_from_db()
        handed = tonight.comes("wren")
        visits.claim(visit=visits.call_next(service=tonight.service, by=tonight.cara), by=tonight.cara)
        visits.hand_over(visit=handed, to=tonight.cleo, epoch=1, by=tonight.cara)
    chat = f"/conversations/{visit.conversation_id}/"
    phone.set_viewport_size(PHONE)
    phone.goto(chat)
    expect(phone.get_by_text("Cleo, your counsellor, is here.")).to_be_visible()
    phone.evaluate(HEARD)

    say(phone, "Counting sheep is no use")
    expect(here.get_by_text("Counting sheep is no use")).to_be_visible()
    say(phone, "there is no reason to live")
    expect(here.get_by_role("link", name="Answer the words marked")).to_be_visible(timeout=15_000)
    here.get_by_text("What we often say").click()
    here.get_by_role("button", name="Take the time you need.").click()
    expect(here.get_by_label("Your message")).to_have_value("Take the time you need.")
    here.get_by_role("button", name="Send", exact=True).click()
    expect(phone.get_by_role("log").get_by_text("Take the time you need.")).to_be_visible()
    here.get_by_label("Your message").type("W")
    expect(phone.get_by_text("Cleo is writing")).to_be_visible()
    phone.get_by_role("button", name="Take a moment").click()
    expect(here.get_by_text("otter is taking a moment.")).to_be_visible()
    say(phone, "Back again")
    expect(here.get_by_text("otter is here.")).to_be_visible()
    phone.get_by_role("button", name="Take it back").last.click()
    expect(here.get_by_text("This message was taken back.")).to_be_visible()
    phone.context.set_offline(True)
    phone.context.set_offline(False)
    assert phone.evaluate("window.heard") == [
        "Counting sheep is no use", "there is no reason to live", "Take the time you need.", "Back again",
        "This message was taken back.",
    ]  # fmt: skip
    axe(phone)
    no_sideways_scroll(phone)
    picture(phone, "chat-phone")

    with server.connected():
        other.say("Robin", "Is somebody there? i took all my tablets")
        vault = identity.keep(conversation=visit.conversation_id, known_by="told", words="O. T. Ter", by=tonight.cleo)
        identity.ask(identity=vault, why="An ambulance must find them", by=tonight.sue)
        identity.agree(identity=vault, by=member_of(tonight.service.team, RoleName.SAFEGUARDING_LEAD))
    expect(desk.get_by_role("link", name="badger")).to_contain_text("1 unread", timeout=15_000)
    alarm = desk.get_by_role("alert")
    expect(alarm).to_contain_text("Marked words to answer: badger, otter.", timeout=15_000)
    expect(desk.get_by_role("link", name="badger")).to_contain_text("Marked words")
    told = phone.get_by_role("status", name="What you should know")
    expect(told.get_by_text("two people who lead our team opened")).to_be_visible(timeout=15_000)
    axe(phone)
    axe(desk)
    picture(desk, "desk")
    desk.get_by_role("link", name="badger").click()
    there = desk.get_by_role("region", name="Chat with badger")
    expect(there.get_by_role("log").get_by_text("Is somebody there?").first).to_be_visible()
    expect(desk.get_by_role("link", name="badger")).not_to_contain_text("unread")
    desk.wait_for_function(NOTHING_UNREAD)
    expect(alarm).to_contain_text("Marked words to answer: badger, otter.")  # read is not answered
    with server.connected():
        flag = Flag.objects.get(message__conversation=other.conversation)
        marks.answer(marked=flag, outcome=FlagOutcome.STEPPING_IN, by=tonight.cleo)
    expect(alarm).to_contain_text("Marked words to answer: otter.")
    expect(desk.get_by_role("link", name="badger")).not_to_contain_text("Marked words")
    desk.get_by_role("link", name="otter").click()
    expect(here.get_by_label("Your message")).to_have_value("W")  # what was begun there is still there
    expect(desk.get_by_role("alert")).to_contain_text("Handed to you: wren", timeout=20_000)
    desk.get_by_role("link", name="wren").click()
    there = desk.get_by_role("region", name="Chat with wren")
    say(there, "Hello from the desk")
    expect(there.get_by_role("log").get_by_text("Hello from the desk")).to_be_visible()
    expect(there.locator("[data-chat]")).to_have_attribute("data-connection", "open")
    desk.get_by_role("link", name="otter").click()
    expect(here.get_by_label("Your message")).to_have_value("W")

    here.get_by_role("button", name="Propose to end").click()
    desk.get_by_label("What we talked about").fill("Sleep is hard.")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("Saved. Both of you see it.")).to_be_visible()
    phone.get_by_role("link", name="Write down together").click()
    phone.get_by_label("What we talked about").fill("Sleep is hard, and walking helps.")
    phone.get_by_role("button", name="Save", exact=True).click()
    no_sideways_scroll(phone)
    axe(phone)
    picture(phone, "ending-phone")
    phone.goto(chat)
    desk.get_by_role("link", name="End the chat").click()
    expect(desk.get_by_text("walking helps")).to_be_visible()
    desk.get_by_role("button", name="End the chat").click()
    expect(phone.get_by_text("This chat has ended. You can still read it.").first).to_be_visible()
    expect(phone.get_by_role("link", name="I want to stop")).to_be_hidden()
    phone.get_by_role("link", name="Tell us how it was").click()
    axe(phone)
    no_sideways_scroll(phone)
    picture(phone, "feedback-phone")
    phone.get_by_label("Yes, very much").first.check()
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_text("Thank you for telling us.")).to_be_visible()
    kept = server.kept()
    assert is_in("otter", kept)  # the right file is searched
    assert [words for words in TYPED if is_in(words, kept)] == []
    assert canaries.places() == set()


def test_an_open_desk_offers_what_the_server_has_to_offer_now(
    server: Server, tonight: Evening, sign_in: Any, axe: Any
) -> None:
    with server.connected():
        pangolin, quokka = tonight.chat("pangolin"), tonight.chat("quokka")
        robin = pangolin.user("Robin")
    desk, phone = sign_in(tonight.cleo), sign_in(robin)
    desk.goto("/counselling/desk/")
    expect(desk.locator("[data-chat]").first).to_have_attribute("data-connection", "open")
    desk.get_by_role("link", name="quokka").click()
    here, there = (desk.get_by_role("region", name=f"Chat with {name}") for name in ("pangolin", "quokka"))
    desk.get_by_role("button", name="Next person").click()
    expect(desk.get_by_text("You have 2 chats now")).to_be_in_viewport()
    expect(there).to_be_visible()  # not another child's chat
    expect(here).to_be_hidden()
    expect(desk.locator("[data-chat]").first).to_have_attribute("data-connection", "open")  # until then links lead away
    there.get_by_label("Your message").fill("What I was about to say")
    desk.get_by_role("link", name="pangolin").click()
    phone.goto(f"/conversations/{pangolin.conversation.pk}/")
    say(phone, "Hello")
    say(here, "Hello from the desk")
    expect(phone.get_by_text("Hello from the desk")).to_be_visible()
    take_back = [page.get_by_role("button", name="Take it back") for page in (here, phone)]
    for button in take_back:
        expect(button).to_be_visible()
    sizes = here.locator(".app-chat__deeds a").evaluate_all("all => all.map(one => getComputedStyle(one).fontSize)")
    assert len(set(sizes)) == 1
    here.get_by_role("link", name="Hand over").focus()
    phone.get_by_role("link", name="I want to stop").click()
    phone.get_by_role("button", name="Stop now").click()
    expect(phone.get_by_text("You have stopped.")).to_be_visible()
    expect(here.get_by_text("They have stopped this chat themselves.")).to_be_visible()
    can = here.get_by_role("group", name="What you can do")
    for button in take_back:
        expect(button).to_have_count(0)
    expect(can).to_be_focused()  # and nothing is pressed in the place of what has gone
    expect(can.get_by_role("link", name="Your note for whoever helps next time")).to_be_visible()
    for gone in ("Propose to end", "End the chat", "Hand over"):
        expect(can.get_by_text(gone)).to_have_count(0)
    axe(desk)
    with server.connected():
        visit = Visit.objects.get(conversation=quokka.conversation)
        visits.hand_over(visit=visit, to=tonight.cara, epoch=1, by=tonight.sue)
    desk.get_by_role("link", name="quokka").click()
    expect(there.get_by_role("button", name="Leave this chat")).to_be_visible(timeout=20_000)
    expect(there.get_by_text("Hand over")).to_have_count(0)
    expect(there.get_by_label("Your message")).to_have_value("What I was about to say")
    with server.connected():
        conversations.remove(participant=quokka["Cleo"], by=tonight.sue)
    expect(there.get_by_role("button", name="Leave this chat")).to_be_hidden(timeout=20_000)
    expect(there.get_by_label("Your message")).to_have_value("What I was about to say")


def test_who_waits_for_two_minutes_rings_also_where_the_clock_of_the_desk_is_wrong(
    server: Server, tonight: Evening, sign_in: Any
) -> None:
    with server.connected():
        tonight.chat("numbat")
        tonight.chat("potoroo").say("Robin", "Are you there?")
    desk = sign_in(tonight.cleo)
    desk.clock.install(time=clock.now() - dt.timedelta(days=1))
    desk.goto("/counselling/desk/")
    tab, alarm = desk.get_by_role("link", name="potoroo"), desk.locator("[data-desk-alarm]")
    expect(tab.locator("[data-desk-state]")).to_have_text("1 unread")
    expect(alarm).to_be_empty()
    desk.clock.fast_forward("02:10")
    expect(tab.locator("[data-desk-state]")).to_have_text("1 unread, 2 min")
    expect(alarm).to_have_text("Waiting for you for more than 2 minutes: potoroo.")


def test_a_whisper_makes_a_sign_on_the_desk_and_a_goodbye_goes_to_the_chat_that_was_handed_over(
    server: Server, tonight: Evening, sign_in: Any, watch: Any, axe: Any
) -> None:
    watch.hide("Ask whether she has taken anything", "Goodbye from me")
    with server.connected():
        bandicoot, serval = tonight.chat("bandicoot"), tonight.chat("serval")
        serval.join("Sue", tonight.sue, Part.OBSERVER)
    desk, lead = sign_in(tonight.cleo), sign_in(tonight.sue)
    desk.goto("/counselling/desk/")
    expect(desk.get_by_role("region", name="Chat with bandicoot")).to_be_visible()
    lead.goto(f"/conversations/{serval.conversation.pk}/")
    for page in (desk, lead):
        expect(page.locator("[data-chat]").first).to_have_attribute("data-connection", "open")
    lead.get_by_text("Between colleagues").first.click()
    lead.get_by_role("group").get_by_role("textbox").fill("Ask whether she has taken anything")
    lead.get_by_role("button", name="Send to colleagues").click()
    tab, alarm = desk.get_by_role("link", name="serval"), desk.locator("[data-desk-alarm]")
    expect(tab).to_contain_text("A colleague has written", timeout=15_000)
    expect(alarm).to_have_text("A colleague has written to you beside the chat with: serval.")
    expect(desk).to_have_title(re.compile(r"^\(1\) "))
    expect(lead.locator("[data-chat-whispers]")).to_be_hidden()  # one's own
    axe(desk)
    tab.click()
    here = desk.get_by_role("region", name="Chat with serval")
    over = here.get_by_role("alert")
    expect(over.get_by_text("Ask whether she has taken anything")).to_be_in_viewport()
    expect(tab).not_to_contain_text("A colleague has written")
    expect(alarm).to_be_empty()
    expect(desk).to_have_title(re.compile("^Your chats"))
    axe(desk)
    over.get_by_role("button", name="I have read this").click()
    expect(over).to_be_hidden()
    here.get_by_text("Between colleagues").first.scroll_into_view_if_needed()
    here.get_by_role("group").get_by_role("textbox").fill("I will")
    here.get_by_role("button", name="Send to colleagues").click()
    expect(lead.locator("[data-chat-whispers]").get_by_text("I will")).to_be_visible()
    expect(over).to_be_hidden()

    here.get_by_role("link", name="Hand over").click()
    desk.get_by_label("Cara").check()
    desk.get_by_role("button", name="Hand over").click()
    expect(desk.get_by_text("You can still say goodbye to serval")).to_be_visible()
    expect(here).to_be_visible()
    expect(desk.get_by_role("region", name="Chat with bandicoot")).to_be_hidden()
    expect(here.locator("[data-chat]")).to_have_attribute("data-connection", "open")
    say(here, "Goodbye from me")
    with server.connected():
        expect(here.get_by_role("log", name="Messages").get_by_text("Goodbye from me")).to_be_visible()
        said = Message.objects.filter(conversation__in=[bandicoot.conversation, serval.conversation], audience="open")
        assert [one.conversation for one in said] == [serval.conversation]


def test_a_page_that_must_begin_anew_says_where_that_cannot_be_and_when_it_is_over(
    server: Server, tonight: Evening, sign_in: Any
) -> None:
    with server.connected():
        tapir = tonight.chat("tapir")
        robin = tapir.user("Robin")
    phone = sign_in(robin)
    phone.add_init_script("document.addEventListener('chat:ready', ({ detail }) => { window.talks = detail })")
    phone.goto(f"/conversations/{tapir.conversation.pk}/")
    say(phone, "Hello")
    take_back = phone.get_by_role("button", name="Take it back")
    expect(take_back).to_be_visible()
    begin_anew = "for (const talk of talks.values()) talk.cursors.at.open = [1, 'ffffffff']"  # of another stream
    said, unopened = Message.objects.filter(conversation=tapir.conversation), phone.get_by_text("We cannot open this")
    phone.context.set_offline(True)
    phone.evaluate(begin_anew)
    with server.connected():
        body = said.get().body
        said.update(body=b"\x01" * 60)
    phone.context.set_offline(False)
    expect(unopened).to_be_visible(timeout=20_000)
    expect(phone.get_by_label("Your message")).to_be_visible()
    with server.connected():
        said.update(body=body)
    expect(unopened).to_be_hidden(timeout=40_000)
    phone.context.set_offline(True)
    phone.evaluate(begin_anew)
    with server.connected():
        tapir.say("Cleo", "Goodbye for today")
        conversations.end(conversation=tapir.conversation, by=tonight.sue)
    phone.context.set_offline(False)
    expect(phone.get_by_text("This chat has ended. You can still read it.").first).to_be_visible(timeout=20_000)
    log = phone.get_by_role("log", name="Messages")
    assert log.locator(".app-chat__words").all_text_contents() == ["Hello", "Goodbye for today"]
    expect(take_back).to_have_count(0)
    expect(phone.get_by_label("Your message")).to_be_hidden()
    expect(phone.get_by_role("link", name="Tell us how it was")).to_be_visible()


def test_who_leads_has_the_evening_before_them(
    server: Server, tonight: Evening, sign_in: Any, axe: Any, picture: Any
) -> None:
    with server.connected():
        tonight.chat("heron")
        tonight.comes("marten", joined_at=dt.datetime.now(dt.UTC) - dt.timedelta(minutes=12))
    sue = sign_in(tonight.sue)
    sue.goto("/counselling/board/")
    axe(sue)
    picture(sue, "board")
    sue.get_by_role("button", name="Come in to the chat with heron").click()
    sue.get_by_text("Between colleagues").click()
    sue.get_by_label("To colleagues only").fill("I am beside you.")
    sue.get_by_role("button", name="Send to colleagues").click()
    expect(sue.get_by_role("log", name="Between colleagues").get_by_text("I am beside you.")).to_be_visible()
    axe(sue)
    sue.get_by_role("link", name="Somebody may be in danger").click()
    sue.get_by_label("What worries you").fill("A plan for tonight")
    sue.get_by_role("button", name="Tell who leads now").click()
    expect(sue.get_by_text("Nobody leads now").first).to_be_visible()
    expect(sue.get_by_text("Spoke with the lead on duty").first).to_be_visible()
    axe(sue)
    picture(sue, "danger")


def test_who_stops_after_words_of_danger_is_let_go_and_is_not_let_down(
    server: Server, tonight: Evening, sign_in: Any, watch: Any, axe: Any, no_sideways_scroll: Any, picture: Any
) -> None:
    canaries = watch.hide("i have taken all the pills goodbye", "They said that they took pills")
    with server.connected():
        lou = member_of(tonight.service.team, RoleName.SAFEGUARDING_LEAD)
        room = tonight.chat("lynx")
        robin = room.user("Robin")
    phone, board = sign_in(robin), sign_in(tonight.sue)
    phone.set_viewport_size(PHONE)
    phone.goto(f"/conversations/{room.conversation.pk}/")
    say(phone, "i have taken all the pills goodbye")
    expect(phone.get_by_role("log").get_by_role("listitem")).to_have_count(1)
    phone.get_by_role("link", name="I want to stop").click()
    phone.get_by_role("main").get_by_role("button").first.click()
    expect(phone.get_by_text("You have stopped.")).to_be_visible()

    board.goto("/counselling/board/")
    over = board.get_by_role("table", name="Ended, and not over for us").get_by_role("row", name="lynx")
    expect(over).to_contain_text("Stopped by them", timeout=30000)
    expect(over).to_contain_text("with marks that nobody has answered", timeout=30000)
    axe(board)
    picture(board, "board-stopped")
    board.goto("/conversations/marked/")
    board.get_by_role("link", name=re.compile("^lynx")).click()
    expect(board.get_by_text(f"{lou.name} leads now, and is told at once")).to_be_visible()
    axe(board)
    picture(board, "marked-after-the-end")
    board.set_viewport_size(PHONE)
    no_sideways_scroll(board)
    board.get_by_role("button", name="Raise a safeguarding concern about lynx").click()
    board.get_by_label("What worries you").fill("They said that they took pills")
    board.get_by_role("button", name="Tell who leads now").click()
    expect(board.get_by_text("The steps and their times run all the same.")).to_be_visible()
    axe(board)
    no_sideways_scroll(board)
    picture(board, "concern-after-the-end")
    board.get_by_role("button", name="Come in to the chat").click()
    expect(board.locator("[data-chat-log]")).to_contain_text("i have taken all the pills goodbye")
    expect(phone.locator("[data-chat-with]").first).to_contain_text("Sue")
    assert canaries.places() == set()
