import io
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from pypdf import PdfReader

from mhst.core.pdf import NotMade, NotOurs, _ours, pdf_response, render_on_one_page, render_pdf


def _reading(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


@pytest.fixture
def template(tmp_path: Path, settings: Any) -> Any:
    """Writes a template whose body is what it is called with, and gives its name."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]

    def write(body: str) -> str:
        (tmp_path / "page.html").write_text(f'{{% extends "pdf/base.html" %}}{{% block main %}}{body}{{% endblock %}}')
        return "page.html"

    return write


def test_a_document_says_its_title_and_language_and_is_tagged(template: Any) -> None:
    document = _reading(render_pdf(template("<p>{{ name }}</p>"), {"name": "Oak & Ash"}, title="Your week"))

    catalogue = document.trailer["/Root"]
    assert document.metadata is not None
    assert document.metadata.title == "Your week"
    assert catalogue["/Lang"] == "en-GB"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()


def test_a_document_is_a4_and_numbers_its_pages(template: Any) -> None:
    document = _reading(render_pdf(template("<p>{{ name }}</p>"), {"name": "Oak & Ash"}, title="Your week"))

    [page] = document.pages
    words = page.extract_text()
    assert [round(float(side)) for side in page.mediabox] == [0, 0, 595, 842]
    assert "Oak & Ash" in words
    assert "Page 1 of 1" in words


def test_what_people_typed_is_text_in_a_document(template: Any) -> None:
    name = '<img src="http://127.0.0.1:9/pixel.png">'
    document = _reading(render_pdf(template("<p>{{ name }}</p>"), {"name": name}, title="Your week"))

    assert name in document.pages[0].extract_text()


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/pixel.png",
        "https://static.invalid.example/static/mhst/pdf.css",
        "file:///etc/passwd",
        "/media/report.png",
        "/static/nothing-here.png",
    ],
)
def test_a_document_that_points_outside_our_static_files_is_not_made(template: Any, address: str) -> None:
    page = template(f'<img src="{address}" alt="">')

    with pytest.raises(NotMade):
        render_pdf(page, {}, title="Your week")


def test_whatever_it_fails_of_there_is_no_document(template: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weasyprint.HTML", lambda **asked: None)

    with pytest.raises(NotMade):
        render_pdf(template("<p>Hello</p>"), {}, title="Your week")


@pytest.mark.parametrize("name", ["../../settings/base.py", "%2e%2e/%2e%2e/settings/base.py"])
def test_an_address_cannot_climb_out_of_the_static_files(name: str) -> None:
    with pytest.raises(Exception, match=r"outside|no static file|not one of our|base path"):
        _ours(f"http://static.invalid/static/{name}")


def test_a_collected_file_is_preferred(tmp_path: Path) -> None:
    (tmp_path / "pdf.abc123.css").write_text("body {}")

    with override_settings(STATIC_ROOT=tmp_path):
        assert _ours("http://static.invalid/static/pdf.abc123.css") == tmp_path / "pdf.abc123.css"


def test_another_host_is_refused_with_a_sentence() -> None:
    with pytest.raises(NotOurs, match="documents fetch nothing else"):
        _ours("http://elsewhere.invalid/static/mhst/pdf.css")


def test_a_response_is_shown_and_not_kept() -> None:
    response = pdf_response("Week of 5 May.pdf", b"%PDF")

    assert response.content == b"%PDF"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="Week of 5 May.pdf"'
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("lines", "size", "pages"), [(3, "large", 1), (50, "small", 1), (150, "small", 2)])
def test_takes_the_first_size_at_which_it_fits_one_page(template: Any, lines: int, size: str, pages: int) -> None:
    name = template(
        '<p>{{ size }}</p><div class="{{ size }}">{% for line in lines %}<p>{{ line }}</p>{% endfor %}</div>'
        "<style>.large p { font-size: 20pt } .small p { font-size: 6pt; margin: 0 }</style>"
    )

    document = _reading(render_on_one_page(name, {"lines": range(lines)}, title="Long", sizes=("large", "small")))

    assert len(document.pages) == pages
    assert size in document.pages[0].extract_text()
