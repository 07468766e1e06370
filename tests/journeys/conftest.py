"""Journeys: a real browser, a real server, a database that lives as long as the run."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from mhst.access.enums import RoleName
from tests.copies import ROOT
from tests.journeys import people, watching
from tests.journeys.server import Server, fresh_database, serving
from tests.journeys.watching import DESKTOP, PHONE
from tests.journeys.world import populate

#: The same browser without windows, which nobody would see and which cost a third of the time.
CHROMIUM = os.environ.get("MHST_CHROMIUM", "/usr/bin/chromium-headless-shell")
# Playwright keeps an event loop in the thread of the tests, which is not what Django's guard is about.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
expect.set_options(timeout=20_000)  # of a busy machine; what is there is seen at once
SCREENSHOTS, OTHERS = ROOT / "docs" / "screenshots", ROOT / "var" / "pictures"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    flags = (
        "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync"
    )
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": flags.split()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": DESKTOP, "locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Server]:
    """The product with its world in it."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    database = fresh_database(worker)
    populate(database)
    with serving(database, django_db_blocker) as running:
        yield running


@pytest.fixture(scope="session")
def base_url(server: Server) -> str:
    """Lets journeys say page.goto("/help-now/")."""
    return server.base_url


@pytest.fixture
def watch(base_url: str) -> Iterator[watching.Watch]:
    """Fails the test for anything wrong behind the pages; `watch.expect(404)` for what is meant."""
    found = watching.Watch(base_url)
    yield found
    assert not found.faults, "\n".join(dict.fromkeys(found.faults))


@pytest.fixture
def context(context: BrowserContext, watch: watching.Watch) -> BrowserContext:
    watch.attach(context)
    return context


@pytest.fixture
def phone(page: Page) -> Page:
    """A page 320 pixels wide."""
    page.set_viewport_size(PHONE)
    return page


@pytest.fixture
def page_without_script(new_context: Callable[..., BrowserContext], watch: watching.Watch) -> Page:
    """A page in a browser where JavaScript is off."""
    context = new_context(java_script_enabled=False)
    watch.attach(context)
    return context.new_page()


SignIn = Callable[..., Any]


@pytest.fixture
def sign_in_as(server: Server, context: BrowserContext) -> SignIn:
    """`sign_in_as(RoleName.PRACTITIONER)`: the browser is that person's from now on. Returns the user."""

    def sign_in(role: RoleName, into: BrowserContext | None = None) -> Any:
        with server.connected():
            user = people.somebody(role)
            key = people.session_of(user)
        (into or context).add_cookies([people.cookie(key, server.base_url)])
        return user

    return sign_in


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails with each thing that keeps people out; a page that holds nothing new was judged before."""

    def check(page: Page) -> None:
        found = watching.axe_violations(page) if watching.has_news(page) else []
        assert not found, f"{page.url}\n" + "\n".join(found)

    return check


@pytest.fixture
def no_sideways_scroll() -> Callable[[Page], None]:
    """`no_sideways_scroll(page)` fails with the elements that are too wide."""

    def check(page: Page) -> None:
        found = watching.too_wide(page)
        assert not found, f"{page.url}\n" + "\n".join(found)

    return check


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """`picture(page, "home")` keeps a screenshot, when asked with MHST_PICTURES=1.

    Pictures that the documents have are made anew there; all others are for looking at, in `var/pictures`. A machine
    with fonts-liberation shows them in the letters that most people will see.
    """

    def take(page: Page, name: str) -> None:
        assert re.fullmatch(r"[a-z0-9-]+", name), "name pictures in lower case with hyphens"
        if os.environ.get("MHST_PICTURES"):
            shown = SCREENSHOTS / f"{name}.png"
            OTHERS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=shown if shown.exists() else OTHERS / shown.name, full_page=True)

    return take


@pytest.fixture
def look(
    axe: Callable[[Page], None], no_sideways_scroll: Callable[[Page], None], picture: Callable[[Page, str], None]
) -> Callable[[Page, str], None]:
    """`look(page, "school")`: nobody is kept out on a desktop, nor on the phone on which the journey goes on."""

    def at_both(page: Page, name: str) -> None:
        for screen, size in ((DESKTOP, "desktop"), (PHONE, "phone")):
            page.set_viewport_size(screen)
            picture(page, f"{name}-{size}")
            axe(page)
            no_sideways_scroll(page)

    return at_both
