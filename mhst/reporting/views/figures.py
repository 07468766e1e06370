"""Published figures: one look at a quarter, each table, and its files. Nothing here reads a contact."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.reporting.documents.files import TYPES, file_of
from mhst.reporting.documents.laid_out import lay_out
from mhst.reporting.documents.picture import picture
from mhst.reporting.documents.reading import sentence
from mhst.reporting.documents.report import report_pdf
from mhst.reporting.enums import FileKind
from mhst.reporting.queries import publication as queries


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """The newest quarter, or the one that was chosen."""
    request.user.require(Permission.FIGURES_VIEW)
    if chosen := request.GET.get("publication"):
        return redirect("figures-quarter", queries.chosen(chosen, request.user).pk)
    if latest := queries.latest(request.user):
        return redirect("figures-quarter", latest.pk)
    return render(request, "reporting/figures/none.html")


@require_GET
def quarter(request: SignedInRequest, id: UUID) -> HttpResponse:
    """One look: how many, who, when, compared with before."""
    found = queries.get_visible(id, request.user)
    tables = queries.tables(found)
    context = {
        "publication": found,
        "choices": queries.choices(request.user),
        "sentence": sentence(tables),
        "beside": queries.beside(found, request.user),
        "months": [(month, lay_out(table) if table else None) for month, table in queries.months_of(found)],
        "tiles": [(lay_out(table), picture(table)) for table in tables.values() if table.key != "quarter"],
        "whole": lay_out(tables["quarter"]) if "quarter" in tables else None,
    }
    return render(request, "reporting/figures/quarter.html", context)


@require_GET
def table(request: SignedInRequest, id: UUID, key: str) -> HttpResponse:
    """One table with its picture, its definitions and its files."""
    found = queries.get_visible(id, request.user)
    safe = queries.get_table(found, key)
    context = {"publication": found, "laid_out": lay_out(safe), "picture": picture(safe), "kinds": FileKind}
    return render(request, "reporting/figures/table.html", context)


@require_GET
def file(request: SignedInRequest, id: UUID, key: str, kind: str) -> HttpResponse:
    """A table to take away; who took it is written down."""
    found = queries.get_visible(id, request.user)
    safe = queries.get_table(found, key)
    if kind not in FileKind.values:
        raise NotFound
    recording.seen(found, by=request.user, verb=f"figures.taken_{kind}")
    return _to_take_away(f"{key}-{found.first:%Y-%m}-{found.edition}.{kind}", file_of(safe, FileKind(kind)), kind)


@require_GET
def report(request: SignedInRequest, id: UUID) -> HttpResponse:
    """The whole quarter as a PDF; who took it is written down."""
    found = queries.get_visible(id, request.user)
    tables = queries.tables(found)
    recording.seen(found, by=request.user, verb="figures.taken_report")
    content = report_pdf(f"{found.team}, {found.period}", tables)
    return _to_take_away(f"report-{found.first:%Y-%m}-{found.edition}.pdf", content, FileKind.PDF)


def _to_take_away(name: str, content: bytes, kind: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=TYPES[FileKind(kind)], headers=headers)
