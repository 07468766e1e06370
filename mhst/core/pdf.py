"""Templates become PDF documents that a screen reader can read (PDF/UA-1), without asking any network.

The only importer of WeasyPrint, and not before a document is wanted: loading it takes longer than most pages.
Templates extend `pdf/base.html`.
"""

import mimetypes
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

#: Where addresses in a template start. It resolves nowhere: only `_ours` answers, from our own static files.
BASE = "http://static.invalid"
VARIANT = "pdf/ua-1"


class NotOurs(Exception):
    """A document pointed at something that is not one of our static files."""


class NotMade(Exception):
    """A document could not be laid out. Whoever asked for it is led `back`, or to the same in `others`, each an address
    by its words; see `leading_back`.
    """

    back: str = ""
    others: Mapping[str, str] = MappingProxyType({})


@contextmanager
def leading_back(to: str, others: Mapping[str, str] | None = None) -> Iterator[None]:
    """For a view: where a document that is made meanwhile cannot be, its page leads there."""
    try:
        yield
    except NotMade as problem:
        problem.back, problem.others = to, others or {}
        raise


def render_pdf(template: str, context: dict[str, Any], *, title: str) -> bytes:
    """The document that `template` makes of `context`; `title` is what a reader's window shows.

    Raises: NotMade, also if the template points anywhere but at our static files: a document with a hole in it is
    worse than none.
    """
    return written(page_of(template, context, title))


def render_on_one_page(template: str, context: dict[str, Any], *, title: str, sizes: Sequence[str]) -> bytes:
    """As `render_pdf`, in the first of `sizes` at which the document fits one page, or else in the last.

    The template finds the size in `size`. Raises: NotMade.
    """
    for size in sizes:
        document = _laid_out(template, {**context, "size": size}, title)
        if len(document.pages) == 1:
            break
    return _saved(document)


def pdf_response(name: str, content: bytes) -> HttpResponse:
    """`content` shown in the browser, saved as `name`, and kept by no cache on the way."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(False, name),
            "Cache-Control": "private, no-store",
        },
    )


def page_of(template: str, context: dict[str, Any], title: str) -> str:
    """What is laid out on sheets."""
    return render_to_string(template, {**context, "title": title})


def written(page: str) -> bytes:
    """The document of such a page. Raises: NotMade."""
    return _saved(_on_sheets(page))


def _laid_out(template: str, context: dict[str, Any], title: str) -> Any:
    return _on_sheets(page_of(template, context, title))


@contextmanager
def _or_not_made() -> Iterator[None]:
    """Whatever it fails of, there is no document. Of an address that it may not fetch WeasyPrint's error is no
    `Exception`.
    """
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as problem:
        raise NotMade from problem


@_or_not_made()
def _on_sheets(page: str) -> Any:
    from weasyprint import HTML

    return HTML(string=page, base_url=BASE, url_fetcher=_fetcher()).render(pdf_variant=VARIANT)


@_or_not_made()
def _saved(document: Any) -> bytes:
    content: bytes = document.write_pdf(pdf_variant=VARIANT)
    return content


def _fetcher() -> "URLFetcher":
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OursOnly(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            path = _ours(url)
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return OursOnly(allowed_protocols=(), fail_on_errors=True)


def _ours(url: str) -> Path:
    """The static file at this address, collected or not. Raises: NotOurs."""
    parts = urlsplit(url)
    name = unquote(parts.path).removeprefix(settings.STATIC_URL)
    if f"{parts.scheme}://{parts.netloc}" != BASE or name == unquote(parts.path):
        raise NotOurs(f"{url} is not one of our static files; documents fetch nothing else")
    if staticfiles_storage.exists(name):
        return Path(staticfiles_storage.path(name))
    found = finders.find(name)
    if not found:
        raise NotOurs(f"there is no static file {name}")
    return Path(found)
