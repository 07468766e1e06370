"""Somebody reads a letter on their phone. The page's title tells nothing, and nothing is kept by the browser."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mhst.core.actors import Machine
from mhst.core.forms import posted
from mhst.core.pdf import leading_back, pdf_response
from sessions_app.actions import dispatch as actions
from sessions_app.documents.letter import letter_pdf, paragraphs
from sessions_app.forms.consent_link import BirthDate
from sessions_app.queries import dispatch as queries
from sessions_app.views.phone_link import PhoneLink, not_the_birth_date

if TYPE_CHECKING:
    from sessions_app.models import Dispatch

PHONE = Machine("letter link")
LINK = PhoneLink(
    "letter-link", "sessions_app/letter_link", queries.by_token, lambda dispatch: dispatch.letter.referral.team
)


@require_http_methods(["GET", "POST"])
@LINK.opened
def read(request: HttpRequest, dispatch: "Dispatch", token: str) -> HttpResponse:
    """First the birth date, with nobody named; then the letter."""
    if request.method == "GET" and LINK.is_confirmed(request, dispatch):
        letter = dispatch.letter
        context = {"letter": letter, "paragraphs": paragraphs(letter.body), "token": token, "link": dispatch}
        return render(request, "sessions_app/letter_link/read.html", context)
    form = BirthDate(posted(request))
    if request.method == "POST" and form.is_valid():
        if actions.open_link(dispatch=dispatch, birth_date=form.cleaned_data["birth_date"], by=PHONE):
            return LINK.keep(redirect("letter-link", token), token, dispatch)
        dispatch = queries.by_token(token)
        if not dispatch.is_live:
            return LINK.closed(request, dispatch.standing, link=dispatch)
        form.add_error("birth_date", not_the_birth_date(dispatch))
    context = {"form": form, "link": dispatch, **LINK.whom_to_ring(dispatch)}
    return render(request, "sessions_app/letter_link/start.html", context, status=422 if form.errors else 200)


@require_GET
@LINK.opened
def pdf(request: HttpRequest, dispatch: "Dispatch", token: str) -> HttpResponse:
    """The same on paper."""
    if not LINK.is_confirmed(request, dispatch):
        return redirect("letter-link", token)
    with leading_back(reverse("letter-link", args=[token])):
        return pdf_response("letter.pdf", letter_pdf(dispatch.letter))
