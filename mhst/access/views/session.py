import datetime as dt

from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mhst.access import sessions
from mhst.access.requests import SignedInRequest
from mhst.access.sessions import no_activity


@no_activity
@never_cache
@require_http_methods(["GET", "POST"])
def session(request: SignedInRequest) -> JsonResponse:
    """How long until the session ends, for the page that warns. Asking does not extend it; posting does."""
    if request.method == "POST":
        sessions.touch(request.session, at_once=True)
    left = sessions.time_left(request.session, request.user)
    warn = left <= sessions.WARN_BEFORE
    return JsonResponse({"seconds_left": max(0, int(left / dt.timedelta(seconds=1))), "warn": warn})
