"""The advice beside the talk, one part by one person at a time; and its signing.

The page's own code asks for the same with `Accept: application/json`; without it, each is a form and a page.
"""

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.access.sessions import no_activity
from mhst.audit import recording
from mhst.core.errors import Conflict, DomainError, NotFound
from mhst.core.forms import posted
from mhst.core.middleware import wants_json
from mhst.core.pdf import leading_back, pdf_response
from school_link.actions import advice as actions
from school_link.documents.advice import advice_pdf
from school_link.enums import RESPONSIBILITY, AdviceKind
from school_link.forms import advice as forms
from school_link.queries import advice as queries
from school_link.queries import consultation as consultations
from school_link.queries import room as rooms
from school_link.rules import advice as rules

if TYPE_CHECKING:
    from school_link.models import Consultation

BOTH = require_http_methods(["GET", "POST"])


@no_activity
@require_GET
def panel(request: SignedInRequest, id: UUID) -> HttpResponse:
    """All parts as they stand, for the side of the room."""
    one = consultations.get_visible(id, request.user)
    speakers = (one.lead_id, one.holder_id)
    context = {"one": one, "advice": queries.advice_of(one), "writes": _writes(request, one), "speakers": speakers}
    return render(request, "school_link/advice/panel.html", context)


@no_activity  # asked again by the page: whoever writes is there by what they save
@require_POST
def take_up(request: SignedInRequest, id: UUID, kind: str) -> HttpResponse:
    """Write this part; asked again while the page is open."""
    one = _seen(request, id, kind)
    act = lambda: actions.take_up(consultation=one, kind=kind, by=request.user)  # noqa: E731
    if (answer := _answered(request, one, act)) is not None:
        return answer
    part = queries.part_of(one, kind)
    if wants_json(request):
        return JsonResponse({"words": part.words, "number": part.number})
    return redirect("consultation-part", one.pk, kind)


@require_POST
def let_go(request: SignedInRequest, id: UUID, kind: str) -> HttpResponse:
    one = _seen(request, id, kind)
    act = lambda: actions.let_go(consultation=one, kind=kind, by=request.user)  # noqa: E731
    if (answer := _answered(request, one, act)) is not None:
        return answer
    return JsonResponse({}) if wants_json(request) else redirect("consultation-room", one.pk)


@BOTH
def write(request: SignedInRequest, id: UUID, kind: str) -> HttpResponse:
    """One part on a page of its own; the page beside the talk saves here, too."""
    one = _seen(request, id, kind)
    rules.check_can_write(one, rooms.is_let_in(one, request.user))
    part = queries.part_of(one, kind)
    initial = {"words": part.words, "base": part.number, "mid": uuid.uuid4()}
    form = forms.WritePart(posted(request), label=part.kind.label, initial=initial)
    if request.method == "POST" and form.is_valid():
        act = lambda: actions.save(consultation=one, kind=kind, by=request.user, **form.cleaned_data)  # noqa: E731
        if (answer := _answered(request, one, act, form)) is not None:
            return answer
        if not form.errors:
            return JsonResponse({}) if wants_json(request) else redirect("consultation-room", one.pk)
    context = {"one": one, "part": queries.part_of(one, kind), "form": form}
    return render(request, "school_link/advice/write.html", context, status=409 if form.errors else 200)


@require_GET
def versions(request: SignedInRequest, id: UUID, kind: str) -> HttpResponse:
    """How one part came about."""
    one = _seen(request, id, kind)
    recording.seen(one, by=request.user, verb="consultation.versions")
    context = {"one": one, "kind": AdviceKind(kind), "versions": queries.versions_of(one, kind)}
    return render(request, "school_link/advice/versions.html", context)


@BOTH
def sign(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Read all of it on a page that does not move, and sign what was read."""
    one = consultations.get_visible(id, request.user)
    side = rules.check_signs(one, request.user)
    form = forms.Sign(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign(consultation=one, edition=form.cleaned_data["edition"], by=request.user)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, "Signed. Any change opens it again for both sides.")
            return redirect("consultation", one.pk)
    advice = queries.advice_of(consultations.get_visible(id, request.user))
    if form.is_bound and form.errors:
        form = _again(form, advice.edition)
    elif not form.is_bound:
        form = forms.Sign(initial={"edition": advice.edition})
    context = {
        "one": one, "advice": advice, "form": form, "mine": advice.signatures.get(side), "says": RESPONSIBILITY,
    }  # fmt: skip
    return render(request, "school_link/advice/sign.html", context, status=409 if form.is_bound else 200)


@require_GET
def pdf(request: SignedInRequest, id: UUID) -> HttpResponse:
    """The agreed advice on paper; before it is agreed there is none."""
    one = consultations.get_visible(id, request.user)
    if one.agreed_at is None:
        raise NotFound("There is no agreed advice yet.")
    if one.forgotten_at is not None:
        raise NotFound("The advice has had its time and is destroyed.")
    recording.seen(one, by=request.user, verb="consultation.pdf")
    with leading_back(reverse("consultation", args=[id])):
        return pdf_response("advice.pdf", advice_pdf(one, queries.advice_of(one)))


def _again(form: forms.Sign, edition: int) -> forms.Sign:
    """To be read once more, as it stands now."""
    again = forms.Sign({"edition": edition})
    again.full_clean()
    again.errors.clear()
    for errors in form.errors.values():
        for error in errors:
            again.add_error(None, error)
    return again


def _seen(request: SignedInRequest, id: UUID, kind: str) -> "Consultation":
    """Raises: NotFound."""
    if kind not in AdviceKind.values:
        raise NotFound
    return consultations.get_visible(id, request.user)


def _writes(request: SignedInRequest, one: "Consultation") -> bool:
    return one.state in {"taken", "agreed"} and rooms.is_let_in(one, request.user)


def _answered(
    request: SignedInRequest, one: "Consultation", act: Callable[[], object], form: forms.WritePart | None = None
) -> HttpResponse | None:
    """What is said where it was not done: to the page's own code with the words of now, else at the form."""
    try:
        act()
    except DomainError as refused:
        if wants_json(request):
            told = {"error": refused.message, "code": refused.code, **refused.details}
            return JsonResponse(told, status=refused.status)  # it has no form to show again
        if form is None:
            messages.error(request, refused.message)
            return redirect("consultation-room", one.pk)
        if isinstance(refused, Conflict) and "number" in refused.details:
            form.go_on_from(refused.details["number"])
        form.add_error("words" if "words" in form.fields else None, refused.message)
    return None
