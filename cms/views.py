"""The few public pages that are not in the tree: help now, search, and what robots may read."""

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.static import serve

from cms import asked, forms, nearby
from cms.queries import help_route, page
from mhst.settings.environment import environment

#: Words that find something on a site as it begins, for whoever finds nothing.
OTHER_WORDS = {"en-gb": "sleep, worry, group, privacy", "cy": "ysgol, ffrind, grŵp, anadl"}
#: First parts of addresses behind the sign-in, and of private links. Nothing there is for a search engine.
SIGNED_IN = (
    "accounts", "board", "calendar", "carers", "caseload", "colleagues", "commissions", "concerns", "consent",
    "consents", "consultations", "contact", "conversations", "counselling", "demo", "design", "exit", "figures",
    "for-partners", "group-rooms", "groups", "health", "home", "letter", "letters", "link", "measures", "messages",
    "neighbours", "notices", "organisations", "partner-inbox", "partners", "people", "prescribing", "programmes",
    "questionnaires", "referrals", "requests", "retention", "school", "schools", "sessions", "site-admin",
    "supervision", "system", "teams", "timetable", "triage", "ask/go-on", "ask/sent", "directory/keep",
    "directory/partner", "posts/moderate", "posts/yours", "staff-support/back", "staff-support/desk",
    "staff-support/mine", "staff-support/team", "talk/back", "talk/message",
)  # fmt: skip


@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    """Works signed in or not and without JavaScript; while the database is away, `middleware` stands in."""
    return render(request, "cms/help_now/page.html", {"ways": help_route.shown()})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = forms.Search(request.GET if "q" in request.GET else None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = page.search(words, number=form.cleaned_data.get("page") or 1) if words else None
    ways = help_route.shown() if asked.speaks_of_danger(words) else []
    places = nearby.find(words)
    context = {
        "form": form, "words": words, "page": found, "ways": ways, "nearby": places, "query": request.GET.urlencode(),
        "other_words": OTHER_WORDS.get(get_language() or "", OTHER_WORDS[settings.LANGUAGE_CODE]),
    }  # fmt: skip
    return render(request, "cms/search/results.html", context)


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What a browser keeps for when it has no network. Made of public words only, the same for everybody."""
    return render(None, "cms/help_now/offline.html", {"ways": help_route.shown(), "is_away": True})


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Its text changes with the numbers and the style sheet, and browsers then keep both anew."""
    page, style = reverse("offline"), static("build/site.css")
    version = hashlib.sha256(f"{help_route.shown()}{style}".encode()).hexdigest()[:12]
    context = {"page": page, "style": style, "version": version}
    answer = render(None, "cms/sw.js", context, content_type="text/javascript")
    patch_cache_control(answer, no_cache=True)
    return answer


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture of a page. What else editors upload goes by Wagtail's own door, which asks who may have it."""
    answer = serve(request, path, document_root=f"{settings.MEDIA_ROOT}/images")
    patch_cache_control(answer, public=True, max_age=86_400)
    return answer


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = [f"Disallow: /{first}/" for first in SIGNED_IN]
    lines = [
        "User-agent: *",
        *closed,
        "Disallow: /search/",
        "Disallow: /cy/search/",
        f"Sitemap: {environment.base_url.rstrip('/')}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
