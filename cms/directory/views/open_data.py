"""The directory for other directories: Open Referral UK (HSDS 3) a page at a time, and all of it as CSV."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from cms.directory.documents import open_referral, table, taxonomy
from cms.directory.queries import service as queries
from cms.numbers import number_in
from mhst.core.errors import DomainError, NotFound

A_PAGE, MOST, LONGEST = 50, 100, 120
#: Open Referral UK wants pages of others to be able to read it straight from a browser.
FOR_ALL = {"Access-Control-Allow-Origin": "*"}
PAGED = ("page", "per_page")


def for_programs(*parameters: str) -> Callable[..., Callable[..., JsonResponse]]:
    """Answers in JSON, also what is wrong: a program that asks for what is not offered must hear so."""

    def made(view: Callable[..., Any]) -> Callable[..., JsonResponse]:
        @wraps(view)
        def answer(request: HttpRequest, **which: str) -> JsonResponse:
            try:
                _check_known(request, parameters)
                return JsonResponse(view(request, **which), headers=FOR_ALL)
            except DomainError as wrong:
                told = {"error": wrong.message, "code": wrong.code}
                return JsonResponse(told, status=wrong.status, headers=FOR_ALL)

        return login_not_required(require_safe(answer))

    return made


@for_programs()
def about(request: HttpRequest) -> dict[str, str]:
    return open_referral.api()


@for_programs(*PAGED, "search")
def services(request: HttpRequest) -> dict[str, Any]:
    number, size = _wanted(request)
    page = queries.page_of_all(number, size, words=request.GET.get("search", "")[:LONGEST])
    return open_referral.page_of(_there(page, number), open_referral.service_of)


@for_programs()
def service(request: HttpRequest, external_id: str) -> dict[str, Any]:
    return open_referral.service_of(queries.by_external_id(external_id))


@for_programs(*PAGED)
def taxonomies(request: HttpRequest) -> dict[str, Any]:
    """The choices that entries are made from."""
    return _listed(request, taxonomy.taxonomies())


@for_programs()
def one_taxonomy(request: HttpRequest, id: str) -> dict[str, Any]:
    return taxonomy.taxonomy_of(id)


@for_programs(*PAGED, "taxonomy_id")
def terms(request: HttpRequest) -> dict[str, Any]:
    """`&taxonomy_id=` narrows them."""
    return _listed(request, taxonomy.terms(request.GET.get("taxonomy_id", "")))


@for_programs()
def one_term(request: HttpRequest, id: str) -> dict[str, Any]:
    return taxonomy.term_of(id)


@login_not_required
def nothing(request: HttpRequest, other: str) -> JsonResponse:
    """Whatever else is asked for below this address, also with a slash too many."""
    wrong = NotFound(f"There is nothing at “{other}” here.", code="address")
    return JsonResponse({"error": wrong.message, "code": wrong.code}, status=wrong.status, headers=FOR_ALL)


@login_not_required
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        table.csv_of(queries.listed()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="directory.csv"'},
    )


def _listed(request: HttpRequest, told: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    number, size = _wanted(request)
    return open_referral.page_of(_there(Paginator(told, size).get_page(number), number), dict)


def _there(page: Page[Any], number: int) -> Page[Any]:
    """Raises: NotFound, where a paginator would give its last page."""
    if page.number != number:
        raise NotFound(f"There is no page {number}: the last one is {page.paginator.num_pages}.", code="page")
    return page


def _check_known(request: HttpRequest, parameters: Sequence[str]) -> None:
    unknown = sorted(set(request.GET) - set(parameters))
    if unknown:
        offered = ", ".join(parameters) or "nothing"
        raise DomainError(f"This address does not take “{unknown[0]}”. It takes: {offered}.", code="parameter")


def _wanted(request: HttpRequest) -> tuple[int, int]:
    """Which page, and how much of it."""
    return _number(request, "page", 1), min(_number(request, "per_page", A_PAGE), MOST)


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    if name not in request.GET:
        return otherwise
    number = number_in(request.GET[name])
    if not number:
        raise DomainError(f"“{name}” must be a whole number from 1.", code="parameter")
    return number
