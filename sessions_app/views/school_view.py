"""Where a school's requests stand, and the letters to it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.pdf import leading_back, pdf_response
from mhst.core.permissions import Permission
from sessions_app.documents.letter import letter_pdf
from sessions_app.queries import school_view as queries


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """A line for each request."""
    request.user.require(Permission.REQUEST_MAKE)
    page = queries.requests(request.user, request.GET.get("page", "1"))
    return render(request, "sessions_app/school_view/index.html", {"page": page})


@require_GET
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    """One of them: what happens now, the next visit, and what the school can do meanwhile."""
    return render(request, "sessions_app/school_view/detail.html", {"shown": queries.get_visible(id, request.user)})


@require_GET
def letter(request: SignedInRequest, id: UUID) -> HttpResponse:
    """A letter to the school, on paper. Each look is kept."""
    found = queries.get_letter(id, request.user)
    recording.seen(found, by=request.user, verb="school_view.letter")
    with leading_back(reverse("school-request", args=[found.referral.request_id])):
        return pdf_response("letter.pdf", letter_pdf(found))
