"""What somebody types into a page, looked for wherever a browser keeps or tells something: in each address that was
asked for, each title a tab has borne, its history, and all that it stores."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import BrowserContext, Page

from tests.support.hiding import is_in

#: Each title, also of a moment, is told as soon as it stands there.
TITLES = """(() => {
  let last = ''
  const tell = () => { if (document.title !== last) sawTitle(last = document.title) }
  new MutationObserver(tell).observe(document, { subtree: true, childList: true, characterData: true })
  addEventListener('DOMContentLoaded', tell)
})()"""
#: All that a page can put by. What is in a cache is read as text.
STORED = """async () => {
  const asked = (request) => new Promise((done) => { request.onsuccess = () => done(request.result) })
  const bases = {}
  for (const { name } of await indexedDB.databases()) {
    const base = await asked(indexedDB.open(name))
    for (const store of base.objectStoreNames) {
      bases[`${name} ${store}`] = await asked(base.transaction(store).objectStore(store).getAll())
    }
    base.close()
  }
  const caches_ = {}
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) caches_[request.url] = await (await cache.match(request)).text()
  }
  return {
    'local storage': { ...localStorage }, 'session storage': { ...sessionStorage }, 'indexed database': bases,
    cache: caches_, 'state of the history': history.state, 'name of the window': name,
  }
}"""


class Canaries:
    """`words` are typed in a journey. Everything of the contexts that it follows is looked through for them."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self.contexts: list[BrowserContext] = []
        self.told: defaultdict[str, set[str]] = defaultdict(set)

    def follow(self, context: BrowserContext) -> None:
        """From before its first page is opened."""
        self.contexts.append(context)
        context.expose_binding("sawTitle", lambda source, title: self.told["title"].add(title))
        context.add_init_script(TITLES)
        context.on("request", lambda request: self.told["address"].add(request.url))
        context.on("page", lambda page: page.on("websocket", lambda socket: self.told["address"].add(socket.url)))

    def places(self) -> set[str]:
        """Where any of the words is."""
        for context in self.contexts:
            for place, text in _kept(context):
                self.told[place].add(text)
        return {place for place, texts in self.told.items() if any(is_in(word, texts) for word in self.words)}


def _kept(context: BrowserContext) -> Iterator[tuple[str, str]]:
    yield "cookie", json.dumps(context.cookies())
    for page in context.pages:
        for entry in _history(page):
            yield "title", entry["title"]
            yield "address", entry["url"]
        if page.url.startswith("http"):
            for place, value in page.evaluate(STORED).items():
                yield place, json.dumps(value, ensure_ascii=False)


def _history(page: Page) -> list[dict[str, Any]]:
    """What stands in the browser's own list of where this tab has been."""
    session = page.context.new_cdp_session(page)
    entries: list[dict[str, Any]] = session.send("Page.getNavigationHistory")["entries"]
    session.detach()
    return entries
