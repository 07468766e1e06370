"""The library of advice: found by words and theme, offered by both sides, let out by a second reader."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.errors import Conflict, Refused
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from school_link.actions import library as actions
from school_link.forms import library as forms
from school_link.queries import consultation as consultations
from school_link.queries import library as queries
from school_link.rules import library as rules
from school_link.rules import naming

BOTH = require_http_methods(["GET", "POST"])


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """What was let out; and for specialists, what waits for a second reader."""
    if not request.user.can(Permission.CONSULTATION_ADVISE):
        request.user.require(Permission.CONSULTATION_WRITE)
    form = forms.Search(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = queries.found(request.user, asked.get("q", ""), asked.get("theme", ""), request.GET.get("page", 1))
    context = {"form": form, "page": page, "to_read": queries.to_read(request.user)}
    return render(request, "school_link/library/index.html", context)


@BOTH
def offer(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Agree to words for the library, for one's side. Where they look as if they name somebody, that is said once."""
    one = consultations.get_visible(id, request.user)
    rules.check_offers(one, request.user)
    excerpt = queries.excerpt_of(one)
    rules.check_is_open(excerpt)
    initial = {
        "words": excerpt.words if excerpt else queries.first_words(one), "version": excerpt.version if excerpt else 0,
    }  # fmt: skip
    form = forms.Offer(posted(request), initial=initial)
    found: list[naming.Found] = []
    if form.is_bound and form.is_valid():
        found = naming.found([form.cleaned_data["words"]], consultations.names_at(one.school))
        if not found or "as-it-is" in request.POST:
            try:
                actions.offer(consultation=one, by=request.user, **form.cleaned_data)
            except (Conflict, Refused) as refused:
                form.add_error("words", refused.message)
            else:
                messages.success(request, "Your side agrees. It is in the library once the other side and a reader do.")
                return redirect("consultation", one.pk)
    context = {"one": one, "form": form, "found": found, "excerpt": excerpt}
    return render(request, "school_link/library/offer.html", context, status=422 if form.is_bound else 200)


@BOTH
def take_out(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Either side takes it out again, with a reason."""
    one = consultations.get_visible(id, request.user)
    rules.check_takes_out(one, queries.excerpt_of(one), request.user)
    return form_page(
        request,
        form=forms.TakeOut(posted(request)),
        act=lambda said: actions.take_out(consultation=one, because=said["because"], by=request.user),
        done="It is out of the library. Nobody finds it any more.",
        to=reverse("consultation", args=[one.pk]),
        template="school_link/consultation/form_page.html",
        context={"one": one, "title": "Take it out of the library"},
    )


@BOTH
def read(request: SignedInRequest, id: UUID) -> HttpResponse:
    """The second reader lets it out or keeps it out."""
    request.user.require(Permission.CONSULTATION_ADVISE)
    excerpt = queries.get_to_read(request.user, id)
    if request.method == "POST":
        lets_out = "let-out" in request.POST
        actions.decide(excerpt=excerpt, lets_out=lets_out, by=request.user)
        messages.success(request, "It is in the library now." if lets_out else "Kept out of the library.")
        return redirect("consultation-library")
    recording.seen(excerpt, by=request.user, verb="library.read")
    found = naming.found([excerpt.words], consultations.names_at(excerpt.consultation.school))
    return render(request, "school_link/library/read.html", {"excerpt": excerpt, "found": found})
