"""Making a young person's page vanish: the server forgets the browser, and every conversation stays as it is."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.settings.environment import environment
from realtime.actions import pause as pauses
from sessions_app.views import ask


@require_http_methods(["GET", "HEAD", "POST"])
def leave_page(request: SignedInRequest) -> HttpResponse:
    """A link for browsers without a script, a beacon for those with one. Colleagues stay signed in.

    What was begun under "Ask for support" is found again by its code only.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "cross-site":  # no other site makes anybody leave
        _leave(request)
    response = HttpResponse(status=204) if request.method == "POST" else redirect(environment.exit_to)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.delete_cookie(settings.CSRF_COOKIE_NAME)
    return ask.without_code(response)


def _leave(request: SignedInRequest) -> None:
    if request.user.is_authenticated and not request.user.is_colleague:
        pauses.leave_page(by=request.user)
        logout(request)
