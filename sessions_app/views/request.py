"""Asking for support as school or team staff: a page for each part, kept from page to page."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.core import clock
from mhst.core.errors import DomainError, NotFound
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from sessions_app.actions import request as actions
from sessions_app.enums import CHECK
from sessions_app.forms import asked
from sessions_app.forms import request as forms
from sessions_app.queries import request as queries
from sessions_app.rules import request as rules

if TYPE_CHECKING:
    from sessions_app.models import RequestForSupport


def unless_sent(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever goes Back after Send is led to what was sent."""

    @wraps(view)
    def shown(request: SignedInRequest, id: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        if queries.is_own_sent(id, request.user):
            return redirect("request", id)
        return view(request, id, *args, **kwargs)

    return shown


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """What one has begun, and what one has sent."""
    request.user.require(Permission.REQUEST_MAKE)
    page = queries.sent_page(request.user, request.GET.get("page", "1"))
    return render(
        request, "sessions_app/request/index.html", {"drafts": queries.own_drafts(request.user), "page": page}
    )


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Ask for support for a pupil, or ask for advice."""
    request.user.require(Permission.REQUEST_MAKE)
    schools = queries.schools_to_ask_at(request.user)
    form = forms.Start(posted(request), schools=schools) if schools else None
    if form and request.method == "POST" and form.is_valid():
        is_enquiry = form.cleaned_data["what"] == "advice"
        draft = actions.start(school=form.chosen_school, is_enquiry=is_enquiry, by=request.user)
        return redirect("request-page", draft.pk, rules.pages_of(draft)[0].slug)
    return render(request, "sessions_app/request/new.html", {"form": form}, status=_status(form))


@require_http_methods(["GET", "POST"])
@unless_sent
def page(request: SignedInRequest, id: UUID, slug: str) -> HttpResponse:
    """One part. Saved when it is sent; going back changes nothing."""
    draft = queries.get_own_draft(id, request.user)
    if slug == "pupil":
        return _pupil(request, draft)
    if slug not in [each.slug for each in rules.pages_of(draft)]:
        raise NotFound
    form = asked.form_for(draft, slug, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_page(draft=draft, slug=slug, answers=form.answers(), by=request.user)
        except DomainError as refused:
            form.refuse(refused)
        else:
            return redirect("request-page", draft.pk, draft.step)
    return _step(request, draft, slug, "page", form=form)


@require_http_methods(["GET", "POST"])
@unless_sent
def check(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Look through it all, then send it."""
    draft = queries.get_own_draft(id, request.user)
    refused = None
    if request.method == "POST":
        try:
            actions.send(draft=draft, by=request.user)
        except DomainError as error:
            refused = error
        else:
            messages.success(request, "Sent. The team has it now.")
            return redirect("request", draft.pk)
    return _step(request, draft, CHECK, "check", parts=asked.answered(draft), refused=refused)


@require_GET
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    """One that was sent: that the team has it, what comes next, and an enquiry's answer."""
    return render(request, "sessions_app/request/detail.html", {"sent": queries.sent_one(id, request.user)})


@require_http_methods(["GET", "POST"])
@unless_sent
def discard(request: SignedInRequest, id: UUID) -> HttpResponse:
    draft = queries.get_own_draft(id, request.user)
    if request.method == "POST":
        actions.discard(draft=draft, by=request.user)
        messages.success(request, "Deleted. Nothing was sent.")
        return redirect("requests")
    return render(request, "sessions_app/request/discard.html", {"draft": draft})


def _pupil(request: SignedInRequest, draft: "RequestForSupport") -> HttpResponse:
    """Choose from the school's pupils, or say that somebody is not among them. A search keeps nothing."""
    found = queries.pupils_like(request.user, request.POST.get("text", ""), of=draft)
    searching = "search" in request.POST
    initial = {"pupil": str(draft.young_person_id or "")}
    form = forms.Pupil(posted(request), pupils=found, day=clock.today(), needed=not searching, initial=initial)
    if request.method == "POST" and form.is_valid() and not searching:
        pupil = next((p for p in found if str(p.pk) == form.cleaned_data["pupil"]), None)
        actions.choose_pupil(draft=draft, pupil=pupil, by=request.user)
        return redirect("request-page", draft.pk, draft.step)
    return _step(request, draft, "pupil", "pupil", form=form, found=found, most=queries.SHOWN)


def _step(
    request: SignedInRequest, draft: "RequestForSupport", slug: str, template: str, **told: object
) -> HttpResponse:
    pages = [*(each.slug for each in rules.pages_of(draft)), CHECK]
    context = {
        "draft": draft,
        "step": pages.index(slug) + 1,
        "steps": len(pages),
        "title": asked.title_of(draft, slug),
        "before": rules.page_before(draft, slug),
        **told,
    }
    refused = told.get("refused")
    status = refused.status_on_form if isinstance(refused, DomainError) else _status(told.get("form"))
    return render(request, f"sessions_app/request/{template}.html", context, status=status)


def _status(form: object) -> int:
    return 422 if isinstance(form, forms.PlainForm) and form.is_bound and form.errors else 200
