"""A document is made once, beside the process that serves people, and kept by what it says."""

import io
import json
import os
import select
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connection
from pypdf import PdfReader

from mhst.core import kept_pdf as kept
from mhst.core import pdf_apart
from mhst.core.kept_pdf import apart_pdf, kept_pdf, made_apart
from mhst.core.logs import DiscreetFormatter
from mhst.core.pdf import NotMade, page_of

PAGE = "pdf/directory.html"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Those of which something was made."""
    made: list[str] = []

    def make(page: str) -> bytes:
        made.append(page)
        return f"document {len(made)}".encode()

    monkeypatch.setattr(kept, "made_apart", make)
    return made


def _taken(title: str = "Title") -> bytes:
    return kept_pdf(PAGE, {"services": []}, title=title)


def test_what_says_the_same_is_made_once(pages: list[str]) -> None:
    assert [_taken(), _taken(), _taken("Another"), _taken()] == [
        b"document 1", b"document 1", b"document 2", b"document 1",
    ]  # fmt: skip


def test_six_at_once_get_the_one_that_is_made(pages: list[str]) -> None:
    with ThreadPoolExecutor(6) as pool:
        taken = list(pool.map(lambda _: _taken(), range(6)))

    assert (taken, len(pages)) == ([b"document 1"] * 6, 1)


def test_another_process_waits_and_gets_the_one_that_is_made(pages: list[str], settings: Any, tmp_path: Path) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": tmp_path}
    }
    reads, writes = os.pipe()
    with kept._turn():
        if (child := os.fork()) == 0:
            os.write(writes, _taken())
            os._exit(0)
        waits = not select.select([reads], [], [], 0.3)[0]
        cache.set(kept._name(page_of(PAGE, {"services": []}, "Title")), b"made here")
    os.waitpid(child, 0)

    assert (waits, os.read(reads, 100)) == (True, b"made here")


def test_what_could_not_be_made_is_not_kept(pages: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(page: str) -> bytes:
        raise NotMade

    with monkeypatch.context() as while_it_is_killed:
        while_it_is_killed.setattr(kept, "made_apart", killed)
        with pytest.raises(NotMade):
            _taken()

    assert _taken() == b"document 1"


def test_what_is_not_to_be_kept_is_made_each_time(pages: list[str]) -> None:
    assert [apart_pdf(PAGE, {"services": []}, title="Title") for _ in range(2)] == [b"document 1", b"document 2"]


@pytest.mark.django_db(transaction=True)
def test_who_waits_holds_no_connection(pages: list[str]) -> None:
    connection.ensure_connection()
    _taken()

    assert connection.connection is None


def test_what_another_layout_made_is_not_taken(pages: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    _taken()
    monkeypatch.setattr(kept, "version", lambda name: "another")

    assert _taken() == b"document 2"


def test_the_process_beside_makes_the_same_document() -> None:
    document = PdfReader(io.BytesIO(_taken("Oak & Ash")))

    assert document.metadata is not None
    assert document.metadata.title == "Oak & Ash"
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert [round(float(side)) for side in document.pages[0].mediabox] == [0, 0, 420, 595]  # A5, by our stylesheet


def test_what_it_cannot_make_it_says() -> None:
    with pytest.raises(NotMade, match="Error fetching"):
        made_apart('<!DOCTYPE html><title>.</title><img src="http://127.0.0.1:9/pixel.png" alt="">')


@pytest.mark.parametrize("problem", [subprocess.TimeoutExpired("python", 300), OSError("no memory")])
def test_none_is_made_where_it_takes_too_long_or_nothing_can_be_started(
    problem: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*args: Any, **kwargs: Any) -> Any:
        raise problem

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(NotMade):
        made_apart("<p>Page</p>")


def test_where_it_failed_is_logged_without_a_word_of_the_page(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(NotMade):
        made_apart('<!DOCTYPE html><title>.</title><img src="http://127.0.0.1:9/adeyemi.png" alt="">')

    [record] = [one for one in caplog.records if one.name == kept.__name__]
    line = DiscreetFormatter().format(record)
    assert json.loads(line)["message"] == "The process beside ended with 1 and made no document."
    assert (record.levelname, "_on_sheets" in line, "adeyemi" in line) == ("ERROR", True, False)


def test_it_takes_what_others_leave_of_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    monkeypatch.setattr(os, "nice", given.append)
    monkeypatch.setattr(pdf_apart, "written", lambda page: page.encode())
    monkeypatch.setattr(pdf_apart, "settings", LazySettings())  # nothing is set in the process beside
    monkeypatch.setattr("sys.stdin", io.StringIO('{"page": "page", "settings": {"STATIC_URL": "/s/"}}'))
    out: Any = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr("sys.stdout", out)
    pdf_apart.main()

    assert (given, out.buffer.getvalue(), pdf_apart.settings.STATIC_URL) == ([5], b"page", "/s/")
