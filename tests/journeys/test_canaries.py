"""Each place in which a browser keeps or tells something is looked into: what is planted there is found there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Route

from tests.journeys.canaries import Canaries

HERE, CANARY = "https://here.example", "a canary in the coal mine"
PLANTED = [
    ("", None),
    ("await fetch('/search/?q=' + encodeURIComponent(words))", "address"),
    # Its address is told of with its handshake or its end, so its end is waited for: at once, where nobody listens.
    (
        """await new Promise((done) => {
          new WebSocket(`ws://127.0.0.1/live/?${encodeURIComponent(words)}`).onclose = done
        })""",
        "address",
    ),
    ("history.pushState({}, '', '/chat/#' + words); history.pushState({}, '', '/chat/')", "address"),
    ("document.title = words", "title"),
    ("document.title = words; await new Promise(requestAnimationFrame); document.title = 'Chat'", "title"),
    ("localStorage.setItem('draft', words)", "local storage"),
    ("sessionStorage.setItem(words, 'draft')", "session storage"),
    (
        """await new Promise((done) => {
          const request = indexedDB.open('drafts')
          request.onupgradeneeded = () => request.result.createObjectStore('one', { autoIncrement: true })
          request.onsuccess = () => {
            const writing = request.result.transaction('one', 'readwrite')
            writing.objectStore('one').add({ said: [words] })
            writing.oncomplete = () => { request.result.close(); done() }
          }
        })""",
        "indexed database",
    ),
    ("await (await caches.open('pages')).put('/chat/', new Response(`<p>${words}`))", "cache"),
    ("document.cookie = `draft=${btoa(words)}`", "cookie"),
    ("history.replaceState({ words }, '')", "state of the history"),
    ("name = words", "name of the window"),
]


@pytest.fixture
def followed(new_context: Callable[..., BrowserContext]) -> tuple[BrowserContext, Canaries]:
    context, canaries = new_context(), Canaries("something else", CANARY)
    context.route("**/*", _answer)
    canaries.follow(context)
    return context, canaries


def _answer(route: Route) -> None:
    route.fulfill(body="<title>Chat</title><p>A chat", content_type="text/html")


@pytest.mark.parametrize(("plant", "place"), PLANTED)
def test_words_are_found_where_they_are_planted_and_nowhere_else(
    followed: tuple[BrowserContext, Canaries], plant: str, place: str | None
) -> None:
    context, canaries = followed
    page = context.new_page()
    page.goto(f"{HERE}/chat/")
    page.evaluate(f"async (words) => {{ {plant} }}", CANARY)
    assert canaries.places() == ({place} if place else set())
