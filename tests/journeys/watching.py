"""What must hold on every page in every journey, looked at from inside the browser."""

import json
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Page, Request, Response, TimeoutError

from tests.copies import ROOT
from tests.journeys.canaries import Canaries
from tests.journeys.skeleton import Skeleton

PHONE = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 900}
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
LEFT_WHILE_OPENING = "WebSocket is closed before the connection is established."
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Watch:
    """Collects what went wrong behind a journey; its test fails at the end if anything did."""

    base_url: str
    expected: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    elsewhere: str = "about:"  # another host's page that a journey goes to on purpose
    canaries: Canaries | None = None  # what is typed on this journey, and stands in no address, title or storage

    def expect(self, *statuses: int) -> None:
        """This journey meets these answers on purpose: `watch.expect(404)`."""
        self.expected.update(statuses)

    def hide(self, *words: str) -> Canaries:
        """These are typed on this journey; said before its first page is opened."""
        self.canaries = Canaries(*words)
        return self.canaries

    def attach(self, context: BrowserContext) -> None:
        if self.canaries:
            self.canaries.follow(context)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message: Any) -> None:
        # The status of what did not load is judged in _response, where the address is known too; and a page that is
        # left while its websocket is being opened cannot keep the browser from saying so.
        is_known = message.text.startswith("Failed to load resource") or message.text.endswith(LEFT_WHILE_OPENING)
        if message.type in {"error", "warning"} and not is_known:
            self.faults.append(f"console {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.base_url, "data:", "blob:", "about:", self.elsewhere)):
            self.faults.append(f"asked another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.faults.append(f"{response.status} from {response.request.method} {response.url}")


DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


#: Widths with all that was judged at them by this process.
_judged: defaultdict[int, set[str]] = defaultdict(set)


def _settle(page: Page) -> None:
    """Before its styles are there a page has no sizes to judge; nor, just after the window became narrow, are things
    where they will be."""
    page.wait_for_load_state()
    page.evaluate(DRAWN)


def has_news(page: Page) -> bool:
    """Whether anything on the page, as it is now, was not there yet on any page that was judged at this width."""
    _settle(page)
    seen = _judged[page.viewport_size["width"] if page.viewport_size else 0]
    bones = Skeleton(page.content()).bones()
    news = bones - seen
    seen.update(bones)
    return bool(news)


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds on the page, each with the rule, what to do, and the elements."""
    _settle(page)
    if page.evaluate("typeof axe === 'undefined'"):  # half a megabyte of script: once for each page that is loaded
        page.evaluate(AXE.read_text())
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(r => r.violations)", RULES
    )
    return [_told(violation) for violation in found]


def _told(violation: dict[str, Any]) -> str:
    nodes = "\n    ".join(node["html"][:200] for node in violation["nodes"])
    return f"{violation['id']}: {violation['help']}\n    {nodes}"


FITS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
SIDEWAYS = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const scrolls = (e) =>
    e && e !== document.body && (getComputedStyle(e).overflowX !== 'visible' || scrolls(e.parentElement));
  return [...document.body.querySelectorAll('*')]
    .filter((e) => e.getBoundingClientRect().right > wide + 1 && !scrolls(e.parentElement))
    .map((e) => e.outerHTML.slice(0, 160)).concat(['the page is ' + document.documentElement.scrollWidth + ' px wide']);
}"""


def too_wide(page: Page) -> list[str]:
    """The elements that make the page scroll sideways."""
    with suppress(TimeoutError):  # the menu folds a moment after the window has become narrow
        page.wait_for_function(FITS, timeout=1000)
    return page.evaluate(SIDEWAYS)


def small_targets(page: Page, least: int = 24) -> list[str]:
    """Controls smaller than they may be, links in running text left out (WCAG 2.5.8)."""
    return page.evaluate(
        """least => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
        .filter((e) => e.checkVisibility() && !e.closest('p, li, dd, td, .nhsuk-u-visually-hidden'))
        .map((e) => [e, e.getBoundingClientRect()])
        .filter(([e, box]) => box.width > 1 && (box.width < least || box.height < least))
        .map(([e]) => e.outerHTML.slice(0, 160))""",
        least,
    )


def outline(page: Page) -> dict[str, Any]:
    """Title, first-level headings and language of the page."""
    return json.loads(
        page.evaluate(
            """() => JSON.stringify({title: document.title, lang: document.documentElement.lang,
            h1: [...document.querySelectorAll('h1')].map((h) => h.innerText.trim())})"""
        )
    )
