import re
from collections.abc import Callable, Iterator
from typing import Any

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
FILES, PIECE = "/documents/", 65_536
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


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


class FilesInParts:
    """Some phones play a film only where they can ask for parts of it, which Django's answers do not offer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        file = getattr(response, "file_to_stream", None)
        if file is None or response.status_code != 200 or not request.path_info.startswith(FILES):
            return response
        response["Accept-Ranges"] = "bytes"
        asked = _RANGE.fullmatch(request.headers.get("Range", ""))
        return _part(response, file, asked) if asked else response


def _part(response: Any, file: Any, asked: re.Match[str]) -> HttpResponseBase:
    """From where to where, or the last so many; more than one part at once is no part, as for most servers."""
    size = int(response["Content-Length"])
    first, last = asked.groups()
    begins = int(first) if first else max(0, size - int(last or 0))
    ends = min(int(last), size - 1) if first and last else size - 1
    if begins > ends:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file.seek(begins)
    left = ends - begins + 1
    response.streaming_content = _pieces(file, left)
    response.status_code = 206
    response["Content-Range"], response["Content-Length"] = f"bytes {begins}-{ends}/{size}", str(left)
    return response


def _pieces(file: Any, left: int) -> Iterator[bytes]:
    while left and (piece := file.read(min(left, PIECE))):
        left -= len(piece)
        yield piece


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
