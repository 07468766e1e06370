from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from cms.queries import help_route

HELP_NOW = "/help-now/"
PAGES = "wagtail_serve"


class HelpWhateverHappens:
    """When the help page fails, because nobody can be asked who is signed in, a plainer one takes its place."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= 500 and request.path_info == HELP_NOW:
            return render(None, "cms/help_now/offline.html", {"ways": help_route.built_in()})
        return response


class RedirectsOfPages(RedirectMiddleware):
    """Editors' redirects, looked for where a page of theirs could have been: no address of ours was ever one."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        match = request.resolver_match
        return super().process_response(request, response) if match is None or match.url_name == PAGES else response
