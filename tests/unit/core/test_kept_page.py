import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.shortcuts import render
from django.test import RequestFactory

from mhst.core.kept_page import KeptPages
from mhst.core.permissions import Permission


@dataclass
class Person:
    name: str
    rights: frozenset[str] = frozenset({"commissioner"})
    is_authenticated: bool = True
    is_colleague: bool = True

    def can(self, permission: object, thing: object = None) -> bool:
        return permission == Permission.CONCERN_RAISE and "may" in self.rights


@dataclass
class Told:
    """Counts how often a page is made."""

    made: list[str] = field(default_factory=list)

    def __call__(self) -> dict[str, Any]:
        self.made.append("once more")
        return {"error": "kept"}


def request_of(person: Person, path: str = "/figures/") -> HttpRequest:
    request: Any = RequestFactory().get(path)
    request.user, request.session, request._messages = person, {}, CookieStorage(request)
    return request


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def pages() -> KeptPages:
    return KeptPages("reporting/figures/none.html", 2)


def test_each_reader_gets_the_same_page_with_their_own_name_and_token(pages: KeptPages, told: Told) -> None:
    first, second = (
        pages.response(request_of(Person(name)), "shown", told).content.decode() for name in ("Ada <b>", "Bo")
    )

    assert len(told.made) == 1
    assert ("Signed in as Ada &lt;b&gt;" in first, "Ada" in second, "Signed in as Bo" in second) == (True, False, True)
    assert "\ue000" not in first + second
    assert first.count("csrfmiddlewaretoken") == second.count("csrfmiddlewaretoken") > 1


@pytest.mark.parametrize("is_colleague", [True, False])
def test_it_is_the_page_that_would_be_made_for_its_reader(pages: KeptPages, told: Told, is_colleague: bool) -> None:
    request = request_of(Person("Ada", is_colleague=is_colleague))
    token = re.compile('"[A-Za-z0-9]{64}"')

    kept, made = (
        token.sub("", answer.content.decode())
        for answer in (pages.response(request, "shown", told), render(request, pages.template, told()))
    )

    assert kept == made
    assert ("Exit this page" in kept) is not is_colleague


def test_its_token_opens_its_form(pages: KeptPages, told: Told) -> None:
    request = request_of(Person("Ada"))
    page = pages.response(request, "shown", told).content.decode()

    assert page.count(f'value="{request.META["CSRF_COOKIE"]}"') == 0  # masked, as Django does
    assert 'name="csrfmiddlewaretoken" value=""' not in page
    assert request.META["CSRF_COOKIE_NEEDS_UPDATE"]


def test_other_rights_other_content_and_another_path_make_other_pages(pages: KeptPages, told: Told) -> None:
    for person, shown, path in (
        (Person("Ada"), "shown", "/figures/"),
        (Person("Ada", frozenset({"may"})), "shown", "/figures/"),
        (Person("Ada"), "other", "/figures/"),
        (Person("Ada"), "shown", "/figures/2/"),
    ):
        pages.response(request_of(person, path), shown, told)

    assert len(told.made) == 4
    assert len(pages._pages) == 2


def test_what_somebody_may_beside_the_page_is_kept_with_their_rights(pages: KeptPages, told: Told) -> None:
    may = pages.response(request_of(Person("Ada", frozenset({"may"}))), "shown", told).content.decode()
    not_may = pages.response(request_of(Person("Bo")), "shown", told).content.decode()

    assert ("/concerns/new/" in may, "/concerns/new/" in not_may) == (True, False)


def test_a_message_is_seen_by_whom_it_is_for_and_once(pages: KeptPages, told: Told) -> None:
    request = request_of(Person("Ada"))
    messages.success(request, "You will get an e-mail.")

    assert b"You will get an e-mail." in pages.response(request, "shown", told).content
    assert b"You will get an e-mail." not in pages.response(request_of(Person("Ada")), "shown", told).content
