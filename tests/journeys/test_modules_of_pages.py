"""Modules of pages in a browser of their own, with what a server would answer."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

STATIC = Path("realtime/static/realtime").resolve()
HERE, ELSEWHERE = "https://here.example", "https://elsewhere.example/weather"


class Site:
    """Answers with these pages, and keeps what was asked of it otherwise."""

    def __init__(self, context: BrowserContext, pages: dict[str, str]) -> None:
        self.context, self.pages = context, pages
        self.asked: list[str] = []
        context.route("**/*", self._answer)

    def open(self, path: str) -> Page:
        page = self.context.new_page()
        page.goto(HERE + path)
        return page

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(HERE)
        if path.endswith(".mjs"):
            route.fulfill(body=(STATIC / Path(path).name).read_text(), content_type="text/javascript")
        elif path in self.pages:
            route.fulfill(body=self.pages[path], content_type="text/html")
        elif path == ELSEWHERE:
            route.fulfill(body="It rains.", content_type="text/html")
        else:
            self.asked.append(f"{route.request.method} {path}")
            route.fulfill(status=204)


def page_of(body: str, module: str) -> str:
    return f'<!doctype html><title>A page</title>{body}<script type="module" src="/static/{module}.mjs"></script>'


@pytest.fixture
def site(browser: Browser) -> Iterator[Site]:
    context = browser.new_context()
    yield Site(context, {})
    context.close()


def test_whoever_exits_is_told_of_from_every_tab_whoever_it_was_opened_for(site: Site) -> None:
    exit_button = render_to_string("realtime/parts/exit.html", {"exit_to": ELSEWHERE})
    site.pages = {"/talk/": page_of(exit_button, "exit"), "/chat/": page_of(f"Only between us{exit_button}", "exit")}
    before, chat = site.open("/talk/"), site.open("/chat/")
    before.get_by_role("link", name="Exit this page").click()
    for page in (before, chat):
        expect(page.get_by_text("It rains.")).to_be_visible()
        assert page.url == ELSEWHERE
    assert site.asked == ["POST /exit/", "POST /exit/"]


def held(*names: str, people: str = "", clock: str = "5 seconds") -> str:
    rows = "".join(
        f'<li data-key="{name}"><form><input type="hidden" name="csrfmiddlewaretoken" value="{clock}">'
        f'<p data-fresh="clock">{clock}</p><textarea aria-label="{name}"></textarea>'
        f'<select aria-label="why {name}"><option>a<option>b</select></form></li>'
        for name in names
    )
    lists = f'<ol data-rows="held">{rows}</ol><ul data-rows="people">{people}</ul>'
    return f'<p data-line="count">{len(names)} wait</p>{lists}'


def person(name: str, token: str) -> str:
    return (
        f'<li data-key="{name}"><p>{name}</p><form><input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
        f"<button>Talk with {name}</button></form></li>"
    )


def test_what_a_moderator_types_stays_with_the_focus_while_posts_and_people_come_and_go(site: Site) -> None:
    def room(now: str) -> str:
        return page_of(f'<div data-part-of-room="/now/" data-every="200">{now}</div>', "room")

    site.pages = {"/room/": room(held("one", "two", people=person("Robin", "a")))}
    site.pages["/now/"] = held("one", "two", people=person("Robin", "b"), clock="8 seconds")
    mo: Any = site.open("/room/")
    expect(mo.locator("[data-fresh=clock]").first).to_have_text("8 seconds")
    mo.get_by_label("two", exact=True).focus()
    mo.keyboard.type("I go to ")
    site.pages["/now/"] = held("two", "new", people=person("Robin", "c") + person("Sam", "c"), clock="9 seconds")
    expect(mo.get_by_label("new", exact=True)).to_be_visible()
    mo.keyboard.type("school")
    expect(mo.get_by_label("two", exact=True)).to_have_value("I go to school")
    keys = mo.locator("[data-rows=held] > li").evaluate_all("rows => rows.map(row => row.dataset.key)")
    assert keys == ["two", "new"]
    expect(mo.get_by_text("9 seconds")).to_have_count(2)
    expect(mo.get_by_role("button", name="Talk with Sam")).to_be_visible()
    mo.get_by_role("button", name="Talk with Robin").focus()
    with mo.expect_response("**/now/"):
        pass
    with mo.expect_response("**/now/"):
        pass
    expect(mo.get_by_role("button", name="Talk with Robin")).to_be_focused()


def test_bubbles_tell_who_works_here_and_show_marked_words_as_they_are_marked(site: Site) -> None:
    site.pages = {"/": "<!doctype html><title>A page</title><ol></ol>"}
    page = site.open("/")
    page.evaluate(
        r"""async () => {
          const { Log } = await import('/static/log.mjs')
          const worksAs = ({ author }) => author === 'Mo' ? 'Moderator' : ''
          const named = ({ author }) => author
          const log = new Log(document.querySelector('ol'), { me: 'cleo', named, worksAs, drawn () {} })
          const said = (author, mid, words) => ({ author, mid, words, written_at: '2026-11-29T10:00:00Z' })
          const words = '<b>\u{1F600} I want to die now'
          log.add([said('Mo', '1', 'Hello'), said('otter', '2', words), said('otter', '3', 'x')])
          const rule = { start: 7, end: 18, name: 'Not wanting to live: said as it is' }
          const marks = [rule, { ...rule, start: 9 }]
          for (let times = 0; times < 2; times++) log.mark('otter 2', { kind: 'marked', marks })
          log.mark('otter 3', { kind: 'not_checked', marks: [] })
          log.mark('otter 9', { kind: 'not_checked', marks: [] })
        }"""
    )
    mo, otter, other = page.get_by_role("listitem").all()
    expect(mo.locator(".app-chat__part")).to_have_text("Moderator")
    expect(otter.locator(".app-chat__part")).to_have_count(0)
    expect(otter.locator("mark")).to_have_text("want to die")
    expect(otter.locator(".app-chat__words")).to_have_text("<b>\U0001f600 I want to die now")
    expect(otter.locator(".app-chat__state")).to_have_text("Not wanting to live: said as it is")
    expect(other.locator(".app-chat__state")).to_have_text("Not checked for danger words")


def test_the_desk_names_whom_marked_words_are_about_and_not_who_looks_in(site: Site) -> None:
    tab = (
        '<a data-desk-tab="one" data-marked="flag" data-unread="0" data-whispers="0">'
        '<b class="app-desk__name">otter, Leah</b>'
        "<i data-desk-state></i><i data-desk-marked></i><i data-desk-whispered></i></a>"
    )
    panel = '<section data-desk-panel="one"></section>'
    fresh = '<i data-desk-new="one" data-marked="flag other"></i>'  # as the server knows it meanwhile
    site.pages = {"/": page_of(f"<div data-desk><p data-desk-alarm></p>{tab}{panel}{fresh}</div>", "desk")}
    page = site.open("/")
    page.evaluate(
        """() => {
          const asked = ({ detail }) => { document.body.dataset.asked = detail.dataset.deskPanel }
          document.addEventListener('chat:marks', asked)
          const people = { a: { name: 'otter', part: 'person' }, b: { name: 'Leah', part: 'observer' } }
          const talks = new Map([['one', { conversation: 'one', state: { people }, read () {}, toNewest () {} }]])
          document.dispatchEvent(new CustomEvent('chat:ready', { detail: talks }))
        }"""
    )
    expect(page.locator("[data-desk-alarm]")).to_have_text("Marked words to answer: otter.")
    expect(page.locator("body")).to_have_attribute("data-asked", "one")  # what is new in it stands beside the chat


def test_the_page_that_ends_a_chat_says_that_they_write_or_have_written(site: Site) -> None:
    site.pages = {"/end/": page_of('<p role="alert" data-ends="one"></p>', "ends")}
    lines: list[Any] = []

    def answered(line: Any) -> None:
        lines.append(line)
        people = {"r": {"name": "otter", "part": "person"}, "c": {"name": "Cleo", "part": "worker"}}
        known = {"r 1": {"author": "r", "mid": "1", "words": "Hello"}}
        state = {"people": people, "messages": {"open": known}}
        cursors = {"open": [1, "m"]}

        def told(frame: str) -> None:
            if json.loads(frame)["type"] == "hello":
                line.send(json.dumps({"type": "reset", "conversation": "one", "cursors": cursors, "state": state}))
                line.send(json.dumps({"type": "live", "conversation": "one"}))
                tell("writing", participant="c")
                tell("events", stream="open", events=[said(2, "c", "2")])
                tell("writing", participant="r")

        line.on_message(told)

    def tell(kind: str, **more: Any) -> None:
        lines[-1].send(json.dumps({"type": kind, "conversation": "one", **more}))

    def said(seq: int, author: str, mid: str) -> dict[str, Any]:
        return {"seq": seq, "mark": "m", "kind": "message", "author": author, "mid": mid, "words": "x"}

    site.context.route_web_socket("**/conversations/live/", answered)
    page = site.open("/end/")
    warning = page.get_by_role("alert")
    expect(warning).to_have_text(re.compile("^otter is writing just now"))
    tell("events", stream="open", events=[said(3, "r", "3")])
    expect(warning).to_have_text(re.compile("^otter has written since you opened this page"))


def test_of_another_day_a_message_says_its_date_by_the_clock_in_london(site: Site) -> None:
    site.pages = {"/talk/": "<!doctype html><title>A page</title>"}
    page = site.open("/talk/")
    at = """async ([at, now]) => {
        const { inWords } = await import('/static/bubble.mjs')
        return inWords(new Date(at), new Date(now)).replace('\u202f', ' ')
    }"""
    asked = (
        ("2026-07-14T17:04:00Z", "2026-07-14T22:59:00Z", "6:04 pm"),
        ("2026-07-14T17:04:00Z", "2026-07-14T23:01:00Z", "14 July, 6:04 pm"),  # midnight was an hour before UTC's
        ("2026-11-27T00:00:40Z", "2026-11-27T09:00:00Z", "midnight"),
        ("2026-11-27T12:00:40Z", "2026-11-27T13:00:00Z", "12:00 pm"),
        ("2026-12-31T22:40:00Z", "2027-01-01T00:01:00Z", "31 December 2026, 10:40 pm"),
    )
    assert [page.evaluate(at, [then, now]) for then, now, _ in asked] == [says for *_, says in asked]
