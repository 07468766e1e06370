"""The front door: what staff support is, asking for it, and coming back with a code."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.community.staff_support.actions import request as actions
from mhst.community.staff_support.actions import team as team_actions
from mhst.community.staff_support.forms import door as forms
from mhst.community.staff_support.queries import door as queries
from mhst.community.staff_support.views import coming_back
from mhst.community.staff_support.words import CONFIDENTIALITY
from mhst.core import floods
from mhst.core.actors import Machine
from mhst.core.errors import Refused
from mhst.core.forms import posted

#: Whoever asks has no account, and the audit is told no more than that somebody did.
SOMEBODY = Machine("staff support")
BOTH = require_http_methods(["GET", "POST"])
TOO_MANY = gettext_lazy("Many people are writing right now. Wait a minute, then try again.")
ASKING = "staff_support/door/ask.html"


@login_not_required
@require_GET
def door(request: HttpRequest) -> HttpResponse:
    context = {"services": queries.services(), "sentences": CONFIDENTIALITY}
    return render(request, "staff_support/door/index.html", context)


@login_not_required
@never_cache
@BOTH
def ask(request: HttpRequest) -> HttpResponse:
    form = forms.Ask(posted(request), services=queries.services(), workplaces=queries.workplaces())
    return _asked(request, form, actions.ask, "person", {"title": _("Ask for support")})


@login_not_required
@never_cache
@BOTH
def ask_for_team(request: HttpRequest) -> HttpResponse:
    form = forms.AskForTeam(posted(request), services=queries.services())
    return _asked(request, form, team_actions.ask, "team", {"title": _("Ask for support for a team")})


@login_not_required
@never_cache
@BOTH
def come_back(request: HttpRequest) -> HttpResponse:
    form = forms.Code(posted(request))
    if request.method == "POST" and form.is_valid():
        if floods.is_over_from(request, "staff-support-code", most=60, seconds=60):
            form.add_error(None, TOO_MANY)
        elif (found := queries.by_code(form.cleaned_data["code"])) is None:
            form.add_error("code", _("There is nothing under that code. Check it and try again."))
        else:
            kind = "person" if queries.is_person(found) else "team"
            return coming_back.keep(_to(kind), kind=kind, id=str(found.pk))
    return render(request, "staff_support/door/come_back.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Nobody who sits down here next can come back to it."""
    return coming_back.forget(redirect("staff-support"))


def _asked(request: HttpRequest, form: Any, act: Any, kind: str, context: dict[str, Any]) -> HttpResponse:
    if not form.services:
        return redirect("staff-support")
    if request.method == "POST" and form.is_valid():
        if floods.is_over_from(request, "staff-support-ask", most=60, seconds=60):
            form.add_error(None, TOO_MANY)
        else:
            try:
                made, code = act(**form.cleaned_data, by=SOMEBODY)
            except Refused as refused:
                form.refuse(refused)
            else:
                return coming_back.keep(_to(kind), kind=kind, id=str(made.pk), code=code)
    context = {**context, "form": form, "sentences": CONFIDENTIALITY}
    return render(request, ASKING, context, status=422 if form.errors else 200)


def _to(kind: str) -> HttpResponse:
    return redirect("staff-support-mine" if kind == "person" else "staff-support-team-mine")
