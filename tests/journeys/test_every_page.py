"""Every page, as everybody: it opens, says where one is, keeps nobody out, and tells the browser to be careful."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from mhst.access.enums import RoleName
from tests.journeys.conftest import SignIn
from tests.journeys.crawl import Crawl, Reader, addresses_without_arguments, header_faults, other_hosts
from tests.journeys.skeleton import Skeleton
from tests.journeys.watching import DESKTOP, PHONE, Watch, axe_violations, too_wide

VISITOR = "visitor"
FIRST = ["/", "/help-now/", "/home/"]
#: What somebody may be told who types an address that no page offered them.
CLOSED = {302, 400, 401, 403, 404, 405, 410, 415}
POST_ONLY = 405
#: Elements, with all that is around them, that a browser has shown already.
_looked_at: set[str] = set()
#: Addresses that somebody has opened. Who else may is the access matrix's to say: here they are asked for by links.
_opened: set[str] = set()
#: How often a kind of address was asked for, by anybody.
_met: Counter[str] = Counter()


@pytest.mark.parametrize("who", [VISITOR, *RoleName.values])
def test_every_page(page: Page, who: str, sign_in_as: SignIn, base_url: str, watch: Watch) -> None:
    if who != VISITOR:
        sign_in_as(RoleName(who))
    watch.expect(*CLOSED)
    crawl = Crawl(base_url, _met)
    typed = [path for path in addresses_without_arguments() if path not in _opened]
    for path in [*FIRST, *typed]:
        crawl.add(path)
    faults: list[str] = []
    shown: dict[str, set[str]] = {}
    with Reader(base_url, page.context.cookies()) as reader:
        while crawl.waiting:
            path = crawl.waiting.pop(0)
            found, html = _visit(reader, path, path in typed, crawl, who != VISITOR)
            if html:
                skeleton = Skeleton(html)
                shown[path] = skeleton.bones()
                found += _faults_of(skeleton, path)
            faults += [f"{path}: {fault}" for fault in found]
    for path in _worth_a_look(shown):
        faults += [f"{path}: {fault}" for fault in _look(page, path)]
    assert not faults, "\n".join(faults)
    assert {"/", "/help-now/"} < crawl.seen
    assert who == VISITOR or "/home/" in crawl.seen


def _visit(reader: Reader, path: str, was_typed: bool, crawl: Crawl, signed_in: bool) -> tuple[list[str], str]:
    """What is wrong with the answer, and the page."""
    answer = reader.get(path)
    if answer.status < 300 or answer.status == POST_ONLY:
        _opened.add(path)
    if answer.status >= 400:
        return ([] if was_typed and answer.status in CLOSED else [f"leads to {answer.status}"]), ""
    faults = header_faults(answer.headers)
    if signed_in and answer.headers.get("cache-control") != "no-store":
        faults.append("may be kept in a cache")
    if answer.status >= 300 or "text/html" not in answer.headers.get("content-type", ""):
        return faults, ""
    html = answer.text
    crawl.add_links_of(html, path)
    return faults + [f"asks {url}" for url in other_hosts(html, crawl.base_url)], html


def _faults_of(skeleton: Skeleton, path: str) -> list[str]:
    """What can be told without a browser, and is on every page."""
    titles, first = skeleton.words_of("title"), skeleton.words_of("h1")
    languages = [element.attributes.get("lang") for element in skeleton.elements if element.tag == "html"]
    twice = [name for name, times in Counter(skeleton.ids()).items() if times > 1]
    faults = [f"calls several elements {name!r}" for name in twice]
    if len(first) != 1:
        faults.append(f"has {len(first)} first headings: {first}")
    if not titles or not re.match(r".+ - .+", titles[0]):
        faults.append(f"is titled {titles}")
    if languages != ["cy" if path.startswith("/cy/") else "en-GB"]:
        faults.append(f"is in {languages}")
    return faults


def _worth_a_look(shown: dict[str, set[str]]) -> Iterator[str]:
    """Few pages that together have all that no page looked at before had: the richest first.

    A browser takes the better part of a second to judge a page, and half of the kinds of pages are others with other
    words: no element, no neighbourhood of elements and no step between headings that was not judged before.
    """
    unseen = {path: parts - _looked_at for path, parts in shown.items()}
    while unseen:
        richest = max(unseen, key=lambda path: len(unseen[path]))
        parts = unseen.pop(richest)
        if not parts:
            return
        _looked_at.update(parts)
        unseen = {path: rest - parts for path, rest in unseen.items()}
        yield richest


def _look(page: Page, path: str) -> list[str]:
    """What is wrong with the page as a browser shows it."""
    page.goto(path)
    faults = axe_violations(page)
    page.set_viewport_size(PHONE)
    faults += [f"too wide: {fault}" for fault in too_wide(page)]
    page.set_viewport_size(DESKTOP)
    return faults
