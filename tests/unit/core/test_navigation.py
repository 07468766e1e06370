from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from mhst.core import navigation
from mhst.core.navigation import Entry, Link
from mhst.core.permissions import Permission as P


@dataclass
class Person:
    allowed: set[P] = field(default_factory=set)
    is_authenticated: bool = True

    def can(self, permission: P, thing: object = None) -> bool:
        return permission in self.allowed


@pytest.fixture(autouse=True)
def menu(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(navigation, "_entries", [])
    navigation.add(Entry("Help", "help_now", order=90))
    navigation.add(Entry("Search", "search", (P.SITE_EDIT, P.PUPIL_VIEW), order=10))
    navigation.add(Entry("Nowhere", "no-such-address"))
    navigation.add(Entry("Sign in", "account_login", P.SYSTEM_ADMINISTER))
    return


def seen(user: object, path: str = "/") -> list[Link]:
    request = RequestFactory().get(path)
    request.user = user  # type: ignore[assignment]
    return navigation.links_for(request)


def test_visitors_see_no_menu() -> None:
    assert seen(AnonymousUser()) == []
    assert navigation.links_for(RequestFactory().get("/")) == []


def test_each_sees_what_they_may_use_in_order() -> None:
    assert seen(Person()) == [Link("Help", "/help-now/", "")]
    assert [link.label for link in seen(Person({P.PUPIL_VIEW}))] == ["Search", "Help"]


@pytest.mark.parametrize(("path", "current"), [("/help-now/", "page"), ("/help-now/more/", "true"), ("/home/", "")])
def test_the_present_page_is_marked(path: str, current: str) -> None:
    assert seen(Person(), path) == [Link("Help", "/help-now/", current)]


def test_an_entry_is_added_once() -> None:
    navigation.add(Entry("Help", "help_now", order=90))
    assert len(seen(Person())) == 1
