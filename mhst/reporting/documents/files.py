"""A published table to take away. Each file holds its definitions, so that it can be passed on by itself."""

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from django.template.loader import render_to_string

from mhst.core.disclosure import SafeTable
from mhst.core.kept_pdf import kept_pdf
from mhst.core.spreadsheets import harmless
from mhst.reporting.documents.laid_out import NOBODYS, LaidOut, Row, Whose, lay_out
from mhst.reporting.documents.picture import drawn, picture
from mhst.reporting.enums import FileKind

TYPES = {
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.JSON: "application/json",
    FileKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileKind.SVG: "image/svg+xml",
    FileKind.PDF: "application/pdf",
}


def file_of(table: SafeTable, kind: FileKind, whose: Whose = NOBODYS) -> bytes:
    """The table in that form. Raises: NotProtected."""
    return _WRITERS[kind](lay_out(table, whose=whose))


def _lines(laid_out: LaidOut) -> list[list[str]]:
    """Figures first, with their headings in the first line, so that programs read them; what they mean below."""
    table = laid_out.table
    headings = [*laid_out.headings, laid_out.counted, *_with_shares(table, laid_out.shares)]
    figures = [[*row.labels, row.figure, *_with_shares(table, _share(laid_out, row))] for row in laid_out.rows]
    about = [
        [table.title],
        [f"Team: {laid_out.whose.team}"],
        [f"Period: {table.period}, edition {table.edition}"],
        *_dates(laid_out.whose),
        [f"{laid_out.of_whom.capitalize()}: {_whole(laid_out)}"],
    ]
    return [headings, *figures, [], *about, *([note] for note in laid_out.notes)]


def _with_shares(table: SafeTable, said: str) -> list[str]:
    """A column of shares; none where months stand side by side."""
    return [] if table.has_several_months else [said]


def _share(laid_out: LaidOut, row: Row) -> str:
    """As on the page; empty where no line has one."""
    return row.share_said if laid_out.has_shares else ""


def _dates(whose: Whose) -> list[list[str]]:
    """As programs read them."""
    told = (("From", whose.first), ("To", whose.last), ("Counted on", whose.counted_on))
    return [[f"{name}: {date}"] for name, date in told if date]


def _whole(laid_out: LaidOut) -> str:
    return "not in this table" if laid_out.whole is None else str(laid_out.whole)


def _iso(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


def _csv(laid_out: LaidOut) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([harmless(value) for value in line] for line in _lines(laid_out))
    return text.getvalue().encode("utf-8-sig")


def _json(laid_out: LaidOut) -> bytes:
    table = laid_out.table
    told: dict[str, Any] = {
        "title": table.title, "team": laid_out.whose.team, "counts": laid_out.counted.lower(),
        "period": table.period, "from": _iso(laid_out.whose.first), "to": _iso(laid_out.whose.last),
        "counted_on": _iso(laid_out.whose.counted_on), "edition": table.edition, "all": laid_out.whole,
        **({} if table.has_several_months else {"per_cent_of": laid_out.of_whom}),
        "figures": [_told(table, row) for row in laid_out.rows],
        "notes": laid_out.notes,
    }  # fmt: skip
    return json.dumps(told, indent=2).encode()


def _told(table: SafeTable, row: Row) -> dict[str, Any]:
    shares = {} if table.has_several_months else {"per_cent": row.share}
    return {**dict(zip(table.dimensions, row.labels, strict=True)), "count": row.shown, **shares}


_TABLE, _OFFICE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT, _MANIFEST = (
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
)


def _ods(laid_out: LaidOut) -> bytes:
    """The least that is a spreadsheet: a kind, a list of what is inside, and one sheet."""
    mime = TYPES[FileKind.ODS]
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_MANIFEST}" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), mime)  # first, and as it is: so programs know it
        archive.writestr("content.xml", _sheet(laid_out))
        archive.writestr("META-INF/manifest.xml", manifest)
    return held.getvalue()


def _sheet(laid_out: LaidOut) -> str:
    rows = "".join(
        f"<table:table-row>{''.join(_cell(text) for text in line) or '<table:table-cell/>'}</table:table-row>"
        for line in _lines(laid_out)
    )
    return (
        f'<office:document-content xmlns:office="{_OFFICE}" xmlns:table="{_TABLE}" xmlns:text="{_TEXT}" '
        f'office:version="1.3"><office:body><office:spreadsheet><table:table table:name="Figures">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )


def _cell(text: str) -> str:
    kind = f'office:value-type="float" office:value="{text}"' if _is_number(text) else 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(text)}</text:p></table:table-cell>"


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def _svg(laid_out: LaidOut) -> bytes:
    return render_to_string("reporting/picture.svg", {"picture": picture(laid_out.table, laid_out.whose)}).encode()


def _pdf(laid_out: LaidOut) -> bytes:
    context = {"laid_out": laid_out, "picture": drawn(laid_out.table)}
    title = f"{laid_out.whose.team}: {laid_out.table.title}, {laid_out.table.period}"
    return kept_pdf("pdf/figures.html", context, title=title)


_WRITERS: dict[FileKind, Callable[[LaidOut], bytes]] = {
    FileKind.CSV: _csv,
    FileKind.JSON: _json,
    FileKind.ODS: _ods,
    FileKind.SVG: _svg,
    FileKind.PDF: _pdf,
}
