"""True small values are searched for in what a commissioner receives and does not see: headers and attributes."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from tests.integration.reporting.test_planted import _planted
from tests.support.figures import AFTERWARDS, counted, publish

pytestmark = pytest.mark.django_db
#: 34 young people and 3 planted, 27 of them girls: no rounded figure is any of these.
TRUE = {"37", "27", "3"}
#: What says where something stands on the page or what it is called, and is not made of figures.
LAID_OUT = {
    "class",
    "d",
    "height",
    "href",
    "id",
    "points",
    "src",
    "transform",
    "viewbox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
}


class _Attributes(HTMLParser):
    """Every attribute that could carry a figure."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [f"{name}={value}" for name, value in attrs if value and name not in LAID_OUT]


def _numbers(texts: list[str]) -> set[str]:
    return {number for text in texts for number in re.findall(r"(?<![\w.-])\d+(?![\w.-])", text)}


def test_no_true_value_is_in_a_header_or_an_attribute(client: Client, time_machine) -> None:
    time_machine.move_to(AFTERWARDS, tick=False)
    there = counted()
    _planted(there, 3)
    quarter = publish(there)
    client.force_login(there.commissioner)
    pages, files = ("", "gender/", "gender.svg"), ("gender.csv", "gender.json", "gender.ods")
    answers = {path: client.get(f"/figures/{quarter.pk}/{path}") for path in (*pages, *files)}
    headers = {path: [f"{name}: {value}" for name, value in answer.items()] for path, answer in answers.items()}
    attributes = {path: _Attributes(answers[path].content.decode()).found for path in pages}

    assert {path: found for path, found in headers.items() if "planted" in str(found) or TRUE & _numbers(found)} == {}
    assert sum(len(found) for found in attributes.values()) > 100
    assert {path: found for path, found in attributes.items() if TRUE & _numbers(found)} == {}


def test_the_search_would_find_one() -> None:
    """The negative control."""
    assert _numbers(_Attributes('<td title="37 came" data-true=3 class="app-27">').found) == {"37", "3"}
