"""Turns what the domain refuses into pages, and tells browsers what pages may do."""

import logging
from collections.abc import Callable
from functools import cache
from typing import Any

from csp.constants import HEADER
from csp.middleware import CheckableLazyObject, CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from mhst.core.errors import DomainError
from mhst.core.pdf import NotMade
from mhst.settings import security

logger = logging.getLogger(__name__)


def wants_json(request: HttpRequest) -> bool:
    """Whether a page's own code asks, not somebody."""
    return request.headers.get("accept", "").startswith("application/json")


class DomainErrors:
    """A `DomainError` that no view has handled becomes its page: 403, 404 or 409 with its sentence; for a page's own
    code, which would take a page for silence, the sentence alone.

    So does the address of a button that somebody opens like a page: 405; and a document that could not be made: 503.
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
        if isinstance(error, NotMade):
            logger.error("A document could not be made", exc_info=error)
            return render(request, "503_document.html", {"back": error.back, "others": error.others}, status=503)
        return None


class PolicyByPath(CSPMiddleware):
    """The Content-Security-Policy of our pages, or the looser one of an admin site."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The words of a policy are the same for every page that does not add to it, and written once."""
        if not _is_plain(request, response):
            return super().process_response(request, response)
        response.headers[HEADER] = _written(_prefix(request.path_info))
        request.csp_nonce = CheckableLazyObject(self._csp_nonce_post_response)  # type: ignore[attr-defined]
        return response

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
    return security.POLICIES.get(_prefix(path), security.OUR_PAGES)


def _prefix(path: str) -> str:
    return next((prefix for prefix in security.POLICIES if path.startswith(prefix)), "")


@cache
def _written(prefix: str) -> str:
    return build_policy(config=security.POLICIES.get(prefix, security.OUR_PAGES))


def _is_plain(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether no view changed the policy of its page, no preview asks for another, and no nonce was used."""
    changed = any(name.startswith("_csp") for name in vars(response)) or HEADER in response.headers
    is_tool = settings.DEBUG or getattr(request, "is_preview", False)
    return not changed and not is_tool and getattr(request, "_csp_nonce", None) is None


class HeadersAloneForHead:
    """Who asks for the headers of a page gets those.

    Daphne keeps back the first 64 KiB of a body only: the rest would stand before the next answer on the same
    connection, and behind a proxy that may be somebody else's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "HEAD" and isinstance(response, StreamingHttpResponse):
            response.streaming_content = iter(())
        elif request.method == "HEAD" and isinstance(response, HttpResponse):
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response


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
