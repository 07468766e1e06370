"""What somebody who asked sees when they come back, and what they can do: choose, write, delete everything."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.community.staff_support.actions import request as actions
from mhst.community.staff_support.actions import team as team_actions
from mhst.community.staff_support.forms import door as forms
from mhst.community.staff_support.queries import door, team, worker
from mhst.community.staff_support.queries import request as queries
from mhst.community.staff_support.views import coming_back
from mhst.community.staff_support.views.door import SOMEBODY
from mhst.core.errors import Conflict
from mhst.core.form_page import form_page
from mhst.core.forms import posted

BOTH = require_http_methods(["GET", "POST"])
FORM = "staff_support/mine/form.html"
Page = Callable[..., HttpResponse]


def _brought_back(kind: str, find: Callable[[str], Any]) -> Callable[[Page], Page]:
    """Only for whoever holds the cookie of it; others are asked for their code. Another while begins."""

    def around(page: Page) -> Page:
        @wraps(page)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            told = coming_back.kept(request)
            found = find(told["id"]) if told.get("kind") == kind else None
            if found is None:
                return coming_back.forget(redirect("staff-support-back"))
            request.code = told.get("code", "")  # type: ignore[attr-defined]
            request.had_code = "seen" in told  # type: ignore[attr-defined]
            code = {"code": told["code"], "seen": "yes"} if "code" in told else {}
            return coming_back.keep(page(request, found, *args, **kwargs), kind=kind, id=told["id"], **code)

        return login_not_required(never_cache(shown))

    return around


of_person = _brought_back("person", door.held_request)
of_team = _brought_back("team", door.held_support)


@of_person
@require_GET
def show(request: HttpRequest, asked: Any) -> HttpResponse:
    """Where it stands. The code stands here until the page is left; never for whoever came back with it."""
    holder, offers = worker.holder_of(asked), queries.offers_of(asked)
    context = {
        "asked": asked,
        "holder": holder,
        "nobody_keeps": asked.is_open and holder is None and any(offer.is_time for offer in offers),
        "code": getattr(request, "code", ""),
        "had_code": getattr(request, "had_code", False),
        "offers": offers,
        "times": queries.open_times(asked),
        "notes": queries.notes_of(asked),
        "has_nobody": queries.has_nobody(asked),
    }
    return render(request, "staff_support/mine/show.html", context)


@of_person
@require_POST
def choose(request: HttpRequest, asked: Any, offer: UUID) -> HttpResponse:
    try:
        actions.choose(request=asked, offer=offer, by=SOMEBODY)
    except Conflict as gone:
        messages.error(request, gone.message)
    else:
        messages.success(request, _("Chosen. It is kept for you."))
    return redirect("staff-support-mine")


@of_person
@BOTH
def none_suits(request: HttpRequest, asked: Any) -> HttpResponse:
    return _form(
        request, asked, forms.NoneSuits(posted(request)), actions.decline_all, _("None of these times suits"),
        _("Thank you. We offer other times here."),
    )  # fmt: skip


@of_person
@BOTH
def write(request: HttpRequest, asked: Any) -> HttpResponse:
    return _form(
        request, asked, forms.Write(posted(request)), actions.write, _("Write to us"),
        _("Sent. The answer comes here: come back with your code."),
    )  # fmt: skip


@of_person
@BOTH
def delete(request: HttpRequest, asked: Any) -> HttpResponse:
    if request.method == "POST":
        actions.delete(request=asked, by=SOMEBODY)
        return render(request, "staff_support/mine/deleted.html")
    return render(request, "staff_support/mine/delete.html", {"back": reverse("staff-support-mine")})


@of_team
@require_GET
def show_team(request: HttpRequest, support: Any) -> HttpResponse:
    context = {
        "support": support, "code": getattr(request, "code", ""), "had_code": getattr(request, "had_code", False),
        "sessions": team.held_with(support), "holder": worker.holder_of(support),
        "has_nobody": team.has_nobody(support),
    }  # fmt: skip
    return render(request, "staff_support/mine/team.html", context)


@of_team
@BOTH
def delete_team(request: HttpRequest, support: Any) -> HttpResponse:
    if request.method == "POST":
        team_actions.delete(support=support, by=SOMEBODY)
        return render(request, "staff_support/mine/deleted.html")
    return render(request, "staff_support/mine/delete.html", {"back": reverse("staff-support-team-mine")})


def _form(request: HttpRequest, asked: Any, form: Any, act: Callable[..., Any], title: str, done: str) -> HttpResponse:
    return form_page(
        request,
        form=form,
        act=lambda said: act(request=asked, by=SOMEBODY, **said),
        done=done,
        to=reverse("staff-support-mine"),
        template=FORM,
        context={"title": title},
    )
