"""The documentation says what the code does."""

import re
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, named
from tests.architecture.pages import DOCS, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_written_page_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run make fix"


def _pages() -> list[Path]:
    return [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]


@pytest.mark.parametrize("page", _pages(), ids=named)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_picture_is_shown_on_a_page() -> None:
    words = "".join(page.read_text(encoding="utf-8") for page in _pages())

    assert [path.name for path in (DOCS / "screenshots").iterdir() if f"screenshots/{path.name}" not in words] == []
