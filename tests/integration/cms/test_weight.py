"""What a first visit fetches, named and compressed as production serves it."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from cms import help_ways
from cms.models import HelpRoute

pytestmark = pytest.mark.django_db
KB = 1000
#: Nobody waits for what the worker keeps, but the visitor pays for it.
KEPT_FOR_LATER = ["/offline/", "/sw.js"]


def files_of(html: str) -> set[str]:
    found = r'<(?:script|img)[^>]+src="(/static/[^"]+)"|<link rel="(?:icon|stylesheet)" href="(/static/[^"]+)"'
    loaded = re.findall(found, html)
    return {first or second for first, second in loaded}


def weight(address: str) -> int:
    """Compressed, and with what its style sheet asks for."""
    content = Path(finders.find(address.removeprefix("/static/"))).read_bytes()
    return len(gzip.compress(content, 9))


@pytest.mark.parametrize("address", ["/", "/young-people/", "/young-people/confidentiality/"])
def test_a_first_visit_is_light(client: Client, site, address: str):
    pages = [gzip.compress(client.get(page).content, 9) for page in (address, *KEPT_FOR_LATER)]
    files = {file: weight(file) for file in files_of(client.get(address).content.decode())}
    scripts = sum(size for file, size in files.items() if file.endswith(".mjs")) + len(pages[-1])

    assert scripts <= 30 * KB, files
    assert sum(files.values()) + sum(map(len, pages)) <= 150 * KB, files
    assert len(files) >= 4  # style, icon, two scripts: the list is no empty one


def test_the_style_sheet_asks_for_small_pictures_only():
    css = Path(finders.find("build/site.css")).read_text()
    names = set(re.findall(r'url\("?images/([^")]+)"?\)', css))

    assert sum(weight(f"/static/build/images/{name}") for name in names) <= 5 * KB


def test_what_browsers_keep_is_the_same_for_everybody_and_follows_the_numbers(client: Client, site):
    page, first = client.get("/offline/"), client.get("/sw.js")
    HelpRoute.objects.filter(name="Childline").first().delete()
    help_ways.forget()
    second = client.get("/sw.js")

    assert "0800 1111" in page.content.decode()
    assert dict(page.cookies) == dict(first.cookies) == {}
    assert (first["Content-Type"], first["Cache-Control"]) == ("text/javascript", "no-cache")
    assert first.content != second.content
