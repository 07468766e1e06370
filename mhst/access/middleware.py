"""Three doors on the way to every page: the session is not over, somebody is signed in, their second factor is shown.

Closed unless said otherwise: a view is open to everybody only when it is marked `login_not_required` (Django's
decorator) or named in `settings.PUBLIC_VIEWS` or under `settings.PUBLIC_PREFIXES`.
"""

import datetime as dt
import inspect
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from mhst.access import sessions
from mhst.core.middleware import wants_json

#: Reached by a colleague who has not shown a second factor: to leave, to stay, and to show the one they have.
BEFORE_SECOND_FACTOR = frozenset({
    "account_logout", "access:session", "access:second_step", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
})  # fmt: skip
#: And to set one up, while the account has none at all.
SETTING_UP = frozenset({"account_reauthenticate", "mfa_activate_totp", "mfa_add_webauthn"})

EDITOR = "/site-admin/"

OVER = "You have been signed out, because nothing happened for a while or the day was long. Sign in to go on."


class SessionLimits:
    """Signs out somebody who left, or stayed too long, before anything is shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and sessions.time_left(request.session, request.user) <= dt.timedelta(0):
            logout(request)
            messages.info(request, OVER)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if request.user.is_authenticated and not getattr(view, "is_no_activity", False):
            sessions.touch(request.session)


class SignInFirst(LoginRequiredMiddleware):
    """Nobody unknown, and no colleague without a second factor, gets past the public pages."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if is_public(request, view):
            return None
        if not request.user.is_authenticated:
            return _signed_out_answer() if wants_json(request) else self._to_sign_in(request, view)
        if not sessions.needs_second_factor(request.session, request.user) or _may_pass(request):
            _check_editor(request)
            return None
        return _signed_out_answer() if wants_json(request) else redirect("access:second_step")

    def _to_sign_in(self, request: HttpRequest, view: Any) -> HttpResponse:
        """And then on to the page asked for, unless it is the address of a button, which can only be pressed."""
        if answers_get(view):
            return self.handle_no_permission(request, view)
        return redirect(self.get_login_url(view))


def answers_get(view: Any) -> bool:
    """Whether a view shows a page. Django keeps the methods that `require_POST` allows inside what it wraps."""
    while view is not None:
        if inspect.isfunction(view):
            allowed = inspect.getclosurevars(view).nonlocals.get("request_method_list")
            if allowed is not None:
                return "GET" in allowed
        view = getattr(view, "__wrapped__", None)
    return True


def _check_editor(request: HttpRequest) -> None:
    """Wagtail would send somebody who may not edit to sign in, from where they come straight back, for ever.

    Raises: PermissionDenied.
    """
    ours = request.resolver_match is not None and request.resolver_match.namespace == "access"
    if request.path.startswith(EDITOR) and not ours and not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied("The editors' pages are for those who write the public site.")


def is_public(request: HttpRequest, view: Any) -> bool:
    named = request.resolver_match is not None and request.resolver_match.view_name in settings.PUBLIC_VIEWS
    return named or not getattr(view, "login_required", True) or request.path.startswith(settings.PUBLIC_PREFIXES)


def _may_pass(request: HttpRequest) -> bool:
    assert request.resolver_match is not None
    name = request.resolver_match.view_name
    if name in BEFORE_SECOND_FACTOR:
        return True
    return name in SETTING_UP and not Authenticator.objects.filter(user=request.user).exists()


def _signed_out_answer() -> JsonResponse:
    return JsonResponse({"seconds_left": 0, "error": "Sign in first."}, status=401)
