"""The few public pages that are not in the tree: help now, search, and what robots may read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms import forms
from cms.queries import help_route, page
from mhst.settings.environment import environment

#: First parts of addresses behind the sign-in. Nothing there is for a search engine.
SIGNED_IN = (
    "accounts", "calendar", "demo", "design", "groups", "health", "home", "people", "schools", "sessions",
    "site-admin", "system", "timetable", "directory/keep", "directory/partner", "posts/moderate",
    "posts/yours",
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
    context = {"form": form, "words": words, "page": found, "query": request.GET.urlencode()}
    return render(request, "cms/search/results.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = [f"Disallow: /{first}/" for first in SIGNED_IN]
    lines = ["User-agent: *", *closed, "Disallow: /search/", f"Sitemap: {environment.base_url.rstrip('/')}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
