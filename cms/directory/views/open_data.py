"""The directory for other directories: Open Referral UK (HSDS 3) a page at a time, and all of it as CSV."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from cms.directory.documents import open_referral, table, taxonomy
from cms.directory.queries import service as queries

A_PAGE, MOST, LONGEST = 50, 100, 120
#: Open Referral UK wants pages of others to be able to read it straight from a browser.
FOR_ALL = {"Access-Control-Allow-Origin": "*"}


@login_not_required
@require_safe
def about(request: HttpRequest) -> JsonResponse:
    return JsonResponse(open_referral.api(), headers=FOR_ALL)


@login_not_required
@require_safe
def services(request: HttpRequest) -> JsonResponse:
    number, size = _wanted(request)
    page = queries.page_of_all(number, size, words=request.GET.get("search", "")[:LONGEST])
    return JsonResponse(open_referral.page_of(page, open_referral.service_of), headers=FOR_ALL)


@login_not_required
@require_safe
def service(request: HttpRequest, external_id: str) -> JsonResponse:
    return JsonResponse(open_referral.service_of(queries.by_external_id(external_id)), headers=FOR_ALL)


@login_not_required
@require_safe
def taxonomies(request: HttpRequest) -> JsonResponse:
    """The choices that entries are made from."""
    return _listed(request, taxonomy.taxonomies())


@login_not_required
@require_safe
def one_taxonomy(request: HttpRequest, id: str) -> JsonResponse:
    return JsonResponse(taxonomy.taxonomy_of(id), headers=FOR_ALL)


@login_not_required
@require_safe
def terms(request: HttpRequest) -> JsonResponse:
    """`&taxonomy_id=` narrows them."""
    return _listed(request, taxonomy.terms(request.GET.get("taxonomy_id", "")))


@login_not_required
@require_safe
def one_term(request: HttpRequest, id: str) -> JsonResponse:
    return JsonResponse(taxonomy.term_of(id), headers=FOR_ALL)


@login_not_required
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        table.csv_of(queries.listed()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="directory.csv"'},
    )


def _listed(request: HttpRequest, told: Sequence[Mapping[str, Any]]) -> JsonResponse:
    number, size = _wanted(request)
    page = Paginator(told, size).get_page(number)
    return JsonResponse(open_referral.page_of(page, dict), headers=FOR_ALL)


def _wanted(request: HttpRequest) -> tuple[int, int]:
    """Which page, and how much of it."""
    return _number(request, "page", 1), min(_number(request, "per_page", A_PAGE), MOST)


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    typed = request.GET.get(name, "")
    return int(typed) if typed.isdecimal() and 0 < len(typed) < 7 and int(typed) else otherwise
