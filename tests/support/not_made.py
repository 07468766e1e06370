"""WeasyPrint fails, and what people then read."""

import re
from typing import Any

import pytest

from mhst.core.pdf import written

WORDS = "Key (family_name)=(Adeyemi)"


@pytest.fixture
def no_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """No document can be laid out, neither here nor beside."""

    def fail(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError(WORDS)

    monkeypatch.setattr("weasyprint.HTML", fail)
    monkeypatch.setattr("mhst.core.kept_pdf.made_apart", written)


def leads(answer: Any) -> dict[str, str]:
    """Where the page leads that says that a document could not be made: addresses by their words."""
    page = answer.content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (503, "text/html; charset=utf-8")
    assert "The document could not be made just now" in page
    assert "Nothing is lost" in page
    main = page.partition("</h1>")[2].partition("</main>")[0]
    return {words: address for address, words in re.findall(r'<a href="([^"]+)">([^<]+)</a>', main)}


def back(answer: Any) -> str:
    """The page that it leads back to."""
    return leads(answer)["Go back to the page that it belongs to"]
