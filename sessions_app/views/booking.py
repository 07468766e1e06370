"""Booking a group in four steps: the first two. Each saves what was typed; nothing is held until the last."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.core.errors import Refused
from mhst.core.forms import posted
from sessions_app.actions import draft as actions
from sessions_app.forms import booking as forms
from sessions_app.queries import draft as queries
from sessions_app.queries import joining

if TYPE_CHECKING:
    from sessions_app.models import BookingDraft

STEPS = 4


def until_booked(view: Callable[[SignedInRequest, UUID], HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead to the group instead, once the draft is one: for a second press, or somebody who goes back."""

    @wraps(view)
    def led(request: SignedInRequest, id: UUID) -> HttpResponse:
        series = queries.booked_as(id, request.user)
        return redirect("series", series.pk) if series else view(request, id)

    return led


@require_http_methods(["GET", "POST"])
def start(request: SignedInRequest) -> HttpResponse:
    """Begin a booking, or go on with one. Who books at one school only is not asked which."""
    schools = queries.schools_to_book_at(request.user)
    if not schools:
        raise Refused("You do not book groups at any school. Ask the senior mental health lead of the school.")
    form = forms.WhichSchool(posted(request), schools=schools)
    if request.method == "POST" and len(schools) == 1:
        return to("booking-programme", actions.start(school=schools[0], by=request.user))
    if request.method == "POST" and form.is_valid():
        return to("booking-programme", actions.start(school=form.cleaned_data["school"], by=request.user))
    told = {"form": form, "drafts": queries.own(request.user), "only": schools[0] if len(schools) == 1 else None}
    return render(request, "sessions_app/booking/start.html", told, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@until_booked
def programme(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Step one: which programme, for which year groups, from when."""
    draft = queries.get_own(id, request.user)
    programmes = queries.programmes_for(draft.school)
    form = forms.WhatAndForWhom(
        posted(request), initial=_typed_before(draft), programmes=programmes, school=draft.school
    )
    if request.method == "POST" and form.is_valid():
        actions.set_programme(draft=draft, by=request.user, **form.cleaned_data)
        return to("booking-pupils", draft)
    return show_step(request, 1, "programme", draft, form=form, programmes=programmes)


@require_http_methods(["GET", "POST"])
@until_booked
def pupils(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Step two: who comes. A search keeps what is ticked."""
    draft = queries.get_own(id, request.user)
    if draft.programme is None:
        return to("booking-programme", draft)
    ticked = set(request.POST.getlist("pupils")) if request.method == "POST" else queries.ticked(draft)
    listed = queries.listed(request.user, draft, ticked, request.POST.get("text", ""))
    initial = {"pupils": sorted(ticked)}
    searching = "search" in request.POST
    form = forms.WhichPupils(
        posted(request), initial=initial, candidates=listed[: forms.SHOWN + len(ticked)], needed=not searching
    )
    if request.method == "POST" and form.is_valid():
        people = joining.chosen(request.user, draft.school, [UUID(i) for i in form.cleaned_data["pupils"]])
        if not searching and _set_pupils(request, draft, people, form):
            return to("booking-times", draft)
        actions.keep_ticked(draft=draft, pupils=people, by=request.user)
    more = max(0, len(listed) - forms.SHOWN)
    return show_step(request, 2, "pupils", draft, form=form, listed=listed, more=more)


@until_booked
def go_on(request: SignedInRequest, id: UUID) -> HttpResponse:
    """To the first step that is not done."""
    draft = queries.get_own(id, request.user)
    return to(f"booking-{queries.next_step(draft)}", draft)


@require_POST
@until_booked
def discard(request: SignedInRequest, id: UUID) -> HttpResponse:
    actions.discard(draft=queries.get_own(id, request.user), by=request.user)
    messages.success(request, "The booking was discarded. Nothing was booked.")
    return redirect("home")


def _set_pupils(request: SignedInRequest, draft: "BookingDraft", people: list, form: forms.WhichPupils) -> bool:
    try:
        actions.set_pupils(draft=draft, pupils=people, by=request.user)
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _typed_before(draft: "BookingDraft") -> dict[str, Any]:
    return {
        "programme": str(draft.programme_id or ""),
        "year_groups": draft.year_groups,
        "earliest_on": queries.earliest(draft),
        "when_shut": draft.when_shut,
    }


def show_step(
    request: SignedInRequest, number: int, name: str, draft: "BookingDraft", *, status: int | None = None, **told: Any
) -> HttpResponse:
    """Refused, where what was typed is, or what `status` says."""
    context = {"draft": draft, "step": number, "steps": STEPS, **told}
    refused = "form" in told and told["form"].errors
    return render(request, f"sessions_app/booking/{name}.html", context, status=status or (422 if refused else 200))


def to(name: str, draft: "BookingDraft") -> HttpResponse:
    return redirect(name, draft.pk)
