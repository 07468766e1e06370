"""Published figures: one look at a quarter, each table, and its files. Nothing here reads a contact."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST, require_safe

from cms.queries.page import address_of
from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.errors import NotFound
from mhst.core.kept_page import KeptPages
from mhst.core.pdf import leading_back
from mhst.core.permissions import Permission
from mhst.reporting.actions import notice
from mhst.reporting.documents.decisions import decisions
from mhst.reporting.documents.files import TYPES, file_of
from mhst.reporting.documents.laid_out import Whose
from mhst.reporting.documents.page import choosing, shown, whose
from mhst.reporting.documents.parts import Earlier, tile_of
from mhst.reporting.documents.reading import reach
from mhst.reporting.documents.report import Cover, report_pdf
from mhst.reporting.enums import FileKind
from mhst.reporting.queries import publication as queries
from mhst.reporting.queries.notice import wants
from mhst.reporting.queries.reached import population

#: The public page that tells how figures are made.
METHOD = "how-figures-are-made"
#: What is done at whose wish, and what they are told of it.
TELL = {
    "yes": (notice.subscribe, "You will get an e-mail, without figures, when a month or a quarter is published."),
    "no": (notice.unsubscribe, "You will get no more e-mails about figures."),
}
PAGES = KeptPages("reporting/figures/quarter.html", 64)


@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """The newest quarter, or the one that was chosen."""
    request.user.require(Permission.FIGURES_VIEW)
    if chosen := request.GET.get("publication"):
        return redirect("figures-quarter", queries.chosen(chosen, request.user).pk)
    if latest := queries.latest(request.user):
        return redirect("figures-quarter", latest.pk)
    return render(request, "reporting/figures/none.html", {"is_told": wants(request.user)})


@require_safe
def quarter(request: SignedInRequest, id: UUID) -> HttpResponse:
    """One look, of a quarter or of a month: how many, who, when, compared with before."""
    opened = queries.opened(id, request.user)
    found = opened.publication
    page = shown(found, opened.before, opened.year_before)
    reached = reach(population(found.team, found.period), page.whole, Whose(kind=found.team.kind))
    method, is_told = address_of(METHOD), wants(request.user)
    publishes = found.team.is_within(request.user.reach(Permission.FIGURES_PUBLISH))
    return PAGES.response(
        request, (opened, opened.names, page, reached, method, is_told, publishes),
        lambda: {
            "publication": found, "opened": opened, "choose": choosing(opened), "shown": page, "reach": reached,
            "method": method, "is_told": is_told, "publishes": publishes,
        },
    )  # fmt: skip


@require_GET
def log(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What was made coarser or left out and why, for those who publish. It names small groups: who read it is kept."""
    found = queries.get_visible(id, request.user)
    request.user.require(Permission.FIGURES_PUBLISH, found.team)
    recording.seen(found, by=request.user, verb="figures.read_log")
    lines = decisions(queries.log_of(found), is_quarter=found.period.is_quarter)
    return render(request, "reporting/figures/log.html", {"publication": found, "lines": lines})


@require_safe
def table(request: SignedInRequest, id: UUID, key: str) -> HttpResponse:
    """One table with its picture, its definitions and its files."""
    found = queries.get_visible(id, request.user)
    of = whose(found)
    tile = tile_of(queries.get_table(found, key, of.cannot_have), _earlier(found, request), of)
    context = {"publication": found, "laid_out": tile.laid_out, "picture": tile.picture, "kinds": FileKind}
    return render(request, "reporting/figures/table.html", context | {"method": address_of(METHOD)})


@require_GET
def file(request: SignedInRequest, id: UUID, key: str, kind: str) -> HttpResponse:
    """A table to take away; who took it is written down."""
    found = queries.get_visible(id, request.user)
    of = whose(found)
    safe = queries.get_table(found, key, of.cannot_have)
    if kind not in FileKind.values:
        raise NotFound
    recording.seen(found, by=request.user, verb=f"figures.taken_{kind}", table=recording.Code(safe.key))
    with leading_back(reverse("figures-table", args=[id, key]), _others(id, key, kind)):
        content = file_of(safe, FileKind(kind), of)
    return _to_take_away(f"{slugify(str(found.team))}-{key}-{found.first:%Y-%m}-{found.edition}.{kind}", content, kind)


@require_GET
def report(request: SignedInRequest, id: UUID) -> HttpResponse:
    """The whole period as a PDF; who took it is written down."""
    found = queries.get_visible(id, request.user)
    recording.seen(found, by=request.user, verb="figures.taken_report")
    reached = population(found.team, found.period)
    cover = Cover(whose(found), found.period, found.edition, found.counted_at, reached)
    months = queries.months_of(found) if found.period.is_quarter else []
    with leading_back(reverse("figures-quarter", args=[id])):
        content = report_pdf(cover, queries.tables(found), _earlier(found, request), months)
    return _to_take_away(
        f"{slugify(str(found.team))}-report-{found.first:%Y-%m}-{found.edition}.pdf", content, FileKind.PDF
    )


@require_safe
def without_capitals(request: SignedInRequest, typed: str) -> HttpResponse:
    """Leads to the address that was meant. To who may not read the figures there is none."""
    queries.chosen(typed.partition("/")[0], request.user)
    return redirect(reverse("figures") + quote(typed.lower()))


@require_POST
def told(request: SignedInRequest) -> HttpResponse:
    """Wants to be told when a period is published, or does not any more; and is where they were then."""
    request.user.require(Permission.FIGURES_VIEW)
    if found := TELL.get(request.POST.get("tell", "")):
        change, said = found
        change(by=request.user)
        messages.success(request, said)
    if chosen := request.POST.get("publication"):
        return redirect("figures-quarter", queries.chosen(chosen, request.user).pk)
    return redirect("figures")


def _others(id: UUID, key: str, kind: str) -> dict[str, str]:
    """In which other forms a table can be taken: addresses by their names."""
    return {str(one.label): reverse("figures-file", args=[id, key, one]) for one in FileKind if one != kind}


def _earlier(found: Any, request: SignedInRequest) -> Earlier:
    """The tables of the periods that it stands beside."""
    before, year_before = queries.earlier(found, request.user)
    return queries.tables(before), queries.tables(year_before)


def _to_take_away(name: str, content: bytes, kind: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=TYPES[FileKind(kind)], headers=headers)
