"""The catalogue: the list, the page of one, and what changes it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.core.errors import Conflict, DomainError
from mhst.core.form_page import confirm_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission as P
from mhst.people.enums import Skill
from sessions_app.actions import programme as actions
from sessions_app.forms import catalogue as forms
from sessions_app.queries import programme as queries
from sessions_app.rules import programme as rules


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    request.user.require(P.PROGRAMME_VIEW)
    narrow = forms.Narrow(request.GET)
    page = queries.find(request.user, narrow.wanted(), page=request.GET.get("page", "1"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {"page": page, "form": narrow, "query": query.urlencode(), "may_edit": request.user.can(P.PROGRAMME_EDIT)}
    return render(request, "sessions_app/programme/index.html", context)


@require_GET
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    programme = queries.get_visible(id, request.user)
    context = {
        "programme": programme,
        "contents": queries.contents_of(programme),
        "running": queries.running(programme),
        "skills": Skill,
        "may_edit": request.user.can(P.PROGRAMME_EDIT),
        "may_see_runs": request.user.can(P.GROUP_READ),
    }
    return render(request, "sessions_app/programme/detail.html", context)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    rules.check_can_edit(request.user)
    form = forms.Write(**_typed(request, {"session_count": 6}))
    if saved := _saved(form, lambda: actions.add(description=form.description(), by=request.user)):
        return _done(request, saved, f"{saved} is added. It is offered for new bookings from now on.")
    return _ask(request, form, "add")


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, id: UUID) -> HttpResponse:
    programme = queries.get_visible(id, request.user)
    rules.check_can_edit(request.user)
    running = queries.running(programme)
    fixed = [*(["kind"] if queries.was_used(programme) else []), *(["facilitators"] if running else [])]
    form = forms.Change(**_typed(request, forms.as_it_is(programme)), of=programme, fixed=fixed)

    def act() -> Any:
        return actions.change(programme=form.seen(), description=form.description(), by=request.user)

    if saved := _saved(form, act):
        return _done(request, saved, f"{saved} is saved.")
    return _ask(request, form, "change", programme=programme, running=running)


@require_http_methods(["GET", "POST"])
def retire(request: SignedInRequest, id: UUID) -> HttpResponse:
    programme = queries.get_visible(id, request.user)
    rules.check_can_retire(programme, request.user)
    return confirm_page(
        request,
        act=lambda: actions.retire(programme=programme, by=request.user),
        done=f"{programme} is retired. It is not offered for new bookings any more.",
        to=reverse("programme", args=[programme.pk]),
        template="sessions_app/programme/retire.html",
        context={"programme": programme, "running": queries.running(programme)},
    )


@require_http_methods(["GET", "POST"])
def bring_back(request: SignedInRequest, id: UUID) -> HttpResponse:
    programme = queries.get_visible(id, request.user)
    rules.check_can_bring_back(programme, request.user)
    return confirm_page(
        request,
        act=lambda: actions.bring_back(programme=programme, by=request.user),
        done=f"{programme} is in use again and offered for new bookings.",
        to=reverse("programme", args=[programme.pk]),
        template="sessions_app/programme/bring_back.html",
        context={"programme": programme},
    )


def _typed(request: SignedInRequest, initial: dict[str, Any]) -> dict[str, Any]:
    """What the form is made of. Whoever only asked for more rows gets what they typed back, without errors."""
    if "show" not in request.POST:
        return {"data": posted(request), "initial": initial}
    return {"initial": {**initial, **request.POST.dict(), "skills": request.POST.getlist("skills")}}


def _saved(form: forms.Write, act: Any) -> Any:
    """What the action gave back; nothing where the form is not sent, not clean, or refused."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return act()
    except DomainError as refused:
        form.refuse(refused)
        form.is_overtaken = isinstance(refused, Conflict)
        return None


def _done(request: SignedInRequest, programme: Any, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("programme", programme.pk)


def _ask(request: SignedInRequest, form: forms.Write, verb: str, **more: Any) -> HttpResponse:
    wrong = 409 if form.is_overtaken else 422
    status = wrong if form.is_bound and form.errors else 200
    return render(request, f"sessions_app/programme/{verb}.html", {"form": form, **more}, status=status)
