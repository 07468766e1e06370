"""Turns what the domain refuses into pages, and tells browsers what pages may do."""

from collections.abc import Callable
from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from mhst.core.errors import DomainError
from mhst.settings import security


def wants_json(request: HttpRequest) -> bool:
    """Whether a page's own code asks, not somebody."""
    return request.headers.get("accept", "").startswith("application/json")


class DomainErrors:
    """A `DomainError` that no view has handled becomes its page: 403, 404 or 409 with its sentence; for a page's own
    code, which would take a page for silence, the sentence alone.

    So does the address of a button that somebody opens like a page: 405.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and request.method == "GET" and not response.content:
            page = render(request, "405.html", status=response.status_code)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, DomainError) and wants_json(request):
            return JsonResponse({"error": error.message, "code": error.code}, status=error.status)
        if isinstance(error, DomainError):
            return render(request, f"{error.status}.html", {"error": error}, status=error.status)
        return None


class PolicyByPath(CSPMiddleware):
    """The Content-Security-Policy of our pages, or the looser one of an admin site."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None:
            # A preview answers under the page's own address, from inside the editor.
            parts.config = policy_for("/site-admin/" if getattr(request, "is_preview", False) else request.path_info)
        return parts


def policy_for(path: str) -> dict[str, Any]:
    """The policy of the page at this path."""
    return next((policy for prefix, policy in security.POLICIES.items() if path.startswith(prefix)), security.OUR_PAGES)


class MoreHeaders:
    """What Django's own security middleware leaves out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", security.PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in response.cookies:
            # A page of somebody who is signed in stays neither in a shared computer's cache nor in a proxy's.
            response.headers["Cache-Control"] = "no-store"
        if any(request.path_info.startswith(prefix) for prefix in security.FRAMED_BY_US):
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response
