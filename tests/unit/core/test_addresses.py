"""Every address leads where it would without the shorter way."""

from collections.abc import Iterator

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

from mhst import urls
from mhst.core.addresses import ByFirstWord

PLAIN = URLResolver(RegexPattern(r"^/"), [*urls._staff_and_tools, *urls.urlpatterns[1:]])
STOOD_FOR = {"uuid": "34671b81-319b-498e-a5b4-6b229d9d2be2", "int": "7", "slug": "a-b", "path": "a/b", "str": "a"}


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """One for each pattern that is a route."""
    for pattern in patterns:
        route = before + "".join(
            STOOD_FOR.get(piece.partition(":")[0], "a") if number % 2 else piece
            for number, piece in enumerate(str(pattern.pattern).replace(">", "<").split("<"))
        )
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        else:
            yield route


def leads_to(resolver: URLResolver, path: str) -> object:
    try:
        found = resolver.resolve(path)
    except Resolver404:
        return None
    return found.func, found.kwargs, found.view_name, found.route


def test_every_address_leads_where_it_did() -> None:
    asked = {f"/{route}" for route in addresses(urls._staff_and_tools)} | {"/", "/no-such/", "/figures", "/cy/"}

    assert len(asked) > 300
    assert {path for path in asked if leads_to(PLAIN, path) != leads_to(get_resolver(), path)} == set()
    assert leads_to(get_resolver(), "/figures/") is not None


@pytest.mark.parametrize("word", ["figures", "nowhere"])
def test_few_patterns_are_tried(word: str) -> None:
    short = ByFirstWord(urls._staff_and_tools)
    with pytest.raises(Resolver404) as missed:
        short.resolve(f"{word}/no/such/address/")

    assert len(missed.value.args[0]["tried"]) < 40
