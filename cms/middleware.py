from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cms.queries import help_route

HELP_NOW = "/help-now/"


class HelpWhateverHappens:
    """When the help page fails, because nobody can be asked who is signed in, a plainer one takes its place."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= 500 and request.path_info == HELP_NOW:
            return render(None, "cms/help_now/offline.html", {"ways": help_route.built_in()})
        return response
