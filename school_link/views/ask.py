"""A school writes down what it asks; saved as it is typed, looked over, and sent by a lead."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.access.sessions import no_activity
from mhst.core import clock
from mhst.core.errors import Conflict, DomainError
from mhst.core.form_page import act_or_ask, confirm_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from school_link.actions import consultation as actions
from school_link.enums import Side
from school_link.forms import consultation as forms
from school_link.queries import consultation as queries
from school_link.queries import desk as desks
from school_link.queries import kept
from school_link.rules import consultation as rules
from school_link.rules import naming

if TYPE_CHECKING:
    from mhst.access.models import User
    from school_link.models import Consultation

TEXTS = ("concern", "tried", "wanted")
FIELDS = ("urgency", "theme", "year_group", "gender", *TEXTS, "is_no_emergency", "version")


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Begin one. Straight on for those who have one school."""
    request.user.require(Permission.CONSULTATION_WRITE)
    schools = queries.schools_to_ask_for(request.user)
    form = forms.AtSchool(posted(request), schools=schools) if len(schools) > 1 else None
    if request.method == "POST" and schools and (form is None or form.is_valid()):
        school = form.cleaned_data["school"] if form else schools[0]
        return redirect("consultation-write", actions.start(school=school, by=request.user).pk)
    context = {"form": form, "can_ask": bool(schools)}
    return render(request, "school_link/consultation/new.html", context, status=422 if form and form.errors else 200)


@require_http_methods(["GET", "POST"])
def write(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Write, go away, go on: what is asked, without names. What is saved too late, from a page that was open while it
    was sent, stands there still."""
    one = queries.get_visible(id, request.user)
    has_page_open = one.written_by_id == request.user.pk or rules.side_of(one, request.user) == Side.SCHOOL
    if request.method == "GET" or not has_page_open:
        rules.check_can_write(one, request.user)
    form = forms.Ask(posted(request), school=one.school, initial={name: getattr(one, name) for name in FIELDS})
    status = act_or_ask(
        request, form,
        lambda: actions.save(
            consultation=one, version=form.cleaned_data["version"], answers=form.answers(), by=request.user
        ),
    )  # fmt: skip
    if status is None:
        return redirect("consultation-check" if "look" in request.POST else "consultation-write", one.pk)
    context = {"one": one, "form": form, "cover": desks.cover_of(one.desk), "keep_days": kept.days_unsent()}
    return render(request, "school_link/consultation/write.html", context, status=status)


@require_POST
def save(request: SignedInRequest, id: UUID) -> JsonResponse:
    """The page saves by itself what is being typed."""
    try:
        one = _unsent(request, id)
        form = forms.Ask(request.POST, school=one.school)
        if not form.is_valid():
            return JsonResponse({"error": next(iter(form.errors.values()))[0], "code": "invalid"}, status=422)
        saved = actions.save(
            consultation=one, version=form.cleaned_data["version"], answers=form.answers(), by=request.user
        )
    except DomainError as refused:
        return JsonResponse({"error": refused.message, "code": refused.code}, status=refused.status)
    return JsonResponse({"version": saved.version, "saved": f"{saved.saved_at.astimezone(clock.LONDON):%H:%M:%S}"})


@no_activity
@require_GET
def standing(request: SignedInRequest, id: UUID) -> JsonResponse:
    """Who is signed in and with which token a page may save: asked by one that was signed out while it was open."""
    one = queries.get_visible(id, request.user)
    return JsonResponse({"version": one.version, "writer": str(request.user.pk), "token": get_token(request)})


@require_http_methods(["GET", "POST"])
def check(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Look it over. Where it looks as if it names somebody, that is said once, and the person decides. What was typed
    since, in another window, is looked over before it is sent."""
    one = queries.get_visible(id, request.user)
    if request.method == "POST" and rules.has_given(one, request.user):
        if one.lead is not None and one.lead != request.user:
            messages.info(request, f"{one.lead.name} has sent it already, as it stands here.")
        return redirect("consultation", one.pk)  # pressed twice
    rules.check_can_write(one, request.user)
    is_lead = rules.side_of(one, request.user) == Side.SCHOOL
    found = naming.found([getattr(one, name) for name in TEXTS], queries.names_at(one.school))
    seen = forms.LookedOver(posted(request)).said
    has_changed = request.method == "POST" and seen != one.version
    if request.method == "POST" and not has_changed and (not found or "as-it-is" in request.POST):
        try:
            do = actions.send if is_lead else actions.give_to_lead
            do(consultation=one, version=seen, by=request.user)
        except Conflict:
            one, has_changed = queries.get_visible(id, request.user), True
        else:
            messages.success(request, "Sent. The specialists have it now." if is_lead else "Your leads have it now.")
            return redirect("consultation", one.pk)
    context = {
        "one": one, "missing": rules.missing(one), "found": found, "has_changed": has_changed,
        "is_lead": is_lead, "cover": desks.cover_of(one.desk),
    }  # fmt: skip
    status = 409 if has_changed else 422 if request.method == "POST" else 200
    return render(request, "school_link/consultation/check.html", context, status=status)


@require_http_methods(["GET", "POST"])
def discard(request: SignedInRequest, id: UUID) -> HttpResponse:
    one = _unsent(request, id)
    return confirm_page(
        request,
        act=lambda: actions.discard(consultation=one, by=request.user),
        done=_deleted(one, request.user),
        to=reverse("consultations"),
        template="school_link/consultation/discard.html",
        context={"one": one, "is_own": one.written_by_id == request.user.pk},
    )


def _deleted(one: "Consultation", by: "User") -> str:
    if one.written_by_id != by.pk:
        return f"Deleted. {one.written_by.name} does not have it any more either, and is told."
    return "Deleted. Nobody else has read it." if one.state == "draft" else "Deleted. Your leads could read it before."


def _unsent(request: SignedInRequest, id: UUID) -> "Consultation":
    """Raises: NotFound, Refused once it was sent."""
    one = queries.get_visible(id, request.user)
    rules.check_can_write(one, request.user)
    return one
