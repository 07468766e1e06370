from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from cms.queries import help_route
from mhst.core.errors import Refused

HELP_NOW = "/help-now/"
PAGES = "wagtail_serve"
EDITOR = "/site-admin/"


class HelpWhateverHappens:
    """When the help page fails, because nobody can be asked who is signed in, a plainer one takes its place."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= 500 and request.path_info.endswith(HELP_NOW):
            return render(None, "cms/help_now/offline.html", {"ways": help_route.built_in()})
        return response


class RedirectsOfPages(RedirectMiddleware):
    """Editors' redirects, looked for where a page of theirs could have been: no address of ours was ever one."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        match = request.resolver_match
        return super().process_response(request, response) if match is None or match.url_name == PAGES else response


class RefusedInTheEditor:
    """What a rule of ours refuses where Wagtail has no form to say it in: the list again, with the sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not (isinstance(error, Refused) and request.path_info.startswith(EDITOR) and request.method == "POST"):
            return None
        messages.error(request, error.message)
        back = request.META.get("HTTP_REFERER", "")
        is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
        return redirect(back if is_ours else EDITOR)
