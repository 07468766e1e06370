"""Making a young person's page vanish: the server forgets the browser, and every conversation stays as it is."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.settings.environment import environment
from sessions_app.views import ask


@csrf_exempt  # it ends nothing but their own session, and a tab opened before they signed in has no token
@require_http_methods(["GET", "HEAD", "POST"])
def leave_page(request: SignedInRequest) -> HttpResponse:
    """A link for browsers without a script, a beacon for those with one. Colleagues stay signed in.

    What was begun under "Ask for support" is found again by its code only.
    """
    if _is_asked_here(request):
        _leave(request)
    response = HttpResponse(status=204) if request.method == "POST" else redirect(environment.exit_to)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.delete_cookie(settings.CSRF_COOKIE_NAME)
    return ask.without_code(response)


def _is_asked_here(request: SignedInRequest) -> bool:
    """No other site makes anybody leave: by what browsers say of where it comes from, old ones for forms alone."""
    origin = request.headers.get("Origin")
    is_elsewhere = origin is not None and urlsplit(origin).netloc.lower() != request.get_host().lower()
    return not is_elsewhere and request.headers.get("Sec-Fetch-Site", "same-origin") != "cross-site"


def _leave(request: SignedInRequest) -> None:
    if not (request.user.is_authenticated and request.user.is_colleague):
        logout(request)  # also of who is not in yet: what they have said of themselves is gone
