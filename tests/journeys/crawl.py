"""Every page that a person can come to: those whose address needs nothing, and those that these link to."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from http.client import HTTPConnection
from types import TracebackType
from typing import Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.exceptions import Resolver404

from mhst.core.kept_pdf import MOST_SECONDS
from mhst.settings import security

#: Other people's admin sites, and what is not a page.
NOT_OURS = ("/site-admin/", "/system/", "/static/", "/media/", "/documents/")
#: Leaving would end the visit.
LEAVES = ("/accounts/logout/", "/exit/")
#: How many pages of one kind are asked for by one person: the second shows what the first does not.
OF_A_KIND = 2
#: By then the kind is known, and each further person asks for one.
KNOWN = 3 * OF_A_KIND
#: The same file for everybody, and slow to make: once each kind is known, nobody asks for more.
FILES = (".pdf", ".csv", ".ods", ".json", ".ics", ".txt", ".xml")
DIRECTIVES = (
    "default-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "form-action 'self'",
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": security.PERMISSIONS_POLICY,
}


@cache
def kind_of(path: str) -> str:
    """The pattern behind an address: one page for each is one kind of page."""
    try:
        return get_resolver().resolve(path).route
    except Resolver404:
        return path


def addresses_without_arguments() -> list[str]:
    """Every address that is the same for everybody."""
    return sorted(path for path in _walk(get_resolver(), "/") if not path.startswith(NOT_OURS + LEAVES))


def _walk(resolver: URLResolver, prefix: str) -> list[str]:
    found: list[str] = []
    for pattern in resolver.url_patterns:
        route = str(pattern.pattern)
        if re.search(r"[<(\[\\]", route):
            continue
        address = prefix + route.strip("^$")
        found += _walk(pattern, address) if isinstance(pattern, URLResolver) else [address]
        assert isinstance(pattern, URLPattern | URLResolver)
    return found


@dataclass
class Crawl:
    """Follows links as one person, each kind of page `OF_A_KIND` times; `met` counts what everybody asked for."""

    base_url: str
    met: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)
    waiting: list[str] = field(default_factory=list)

    def add(self, path: str) -> None:
        """Put an address on the list, unless it is another's, was seen, or its kind was."""
        path = path.split("#")[0]
        if path in self.seen or urlsplit(path).path.startswith(NOT_OURS + LEAVES):
            return
        kind = kind_of(urlsplit(path).path)
        if self.kinds[kind] < self._enough(kind):
            self.kinds[kind] += 1
            self.met[kind] += 1
            self.seen.add(path)
            self.waiting.append(path)

    def _enough(self, kind: str) -> int:
        if self.met[kind] < KNOWN:
            return OF_A_KIND
        return 0 if kind.endswith(FILES) else 1

    def add_links_of(self, html: str, path: str) -> None:
        """What the page at this path offers to read."""
        for href in re.findall(r'<a\b[^>]*?\bhref="([^"#]+)', html):
            whole = urljoin(self.base_url + path, unescape(href))
            if whole.startswith(f"{self.base_url}/"):
                self.add(whole.removeprefix(self.base_url))


class Answer(NamedTuple):
    """What the server said; names of headers in lower case."""

    status: int
    headers: dict[str, str]
    text: str


class Reader:
    """Asks for pages as the person with these cookies, over one connection: half the time a browser takes to ask."""

    def __init__(self, base_url: str, cookies: Iterable[Mapping[str, Any]]) -> None:
        # Documents are made one at a time on a machine, with what others leave of it: here those are other tests.
        self._connection = HTTPConnection(urlsplit(base_url).netloc, timeout=MOST_SECONDS)
        self._cookies = {one["name"]: one["value"] for one in cookies}

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()

    def get(self, path: str) -> Answer:
        """The answer at this address; where it sends one on is not followed. Cookies that it sets are kept."""
        told = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._connection.request("GET", quote(path, safe="/?&=%+,:;@-_.~"), headers={"Cookie": told} if told else {})
        answer = self._connection.getresponse()
        for set_cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = set_cookie.partition("=")
            self._cookies[name] = rest.partition(";")[0]
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, headers, answer.read().decode(errors="replace"))


def header_faults(told: dict[str, str]) -> list[str]:
    """What the answer should have told the browser."""
    faults = [
        f"{name} is {told.get(name)!r}, not {value!r}" for name, value in HEADERS.items() if told.get(name) != value
    ]
    policy = told.get("content-security-policy", "")
    faults += [f"the policy lacks {directive}" for directive in DIRECTIVES if directive not in policy]
    return [*faults, f"the policy is loose: {policy}"] if "unsafe" in policy else faults


def other_hosts(html: str, base_url: str) -> list[str]:
    """Files that the page would fetch from elsewhere. Links that people follow are not among them."""
    tags = re.findall(r"<(?:script|img|link|iframe|source|video|audio|form)\b[^>]*>", html)
    loaded = [
        url
        for tag in tags
        if not re.search("canonical|alternate", tag)
        for url in re.findall(r'\b(?:src|href|action)="([^"]+)"', tag)
    ]
    allowed = ("/", "#", "?", ".", "data:", base_url)
    return [url for url in loaded if url.startswith("//") or not url.startswith(allowed)]
