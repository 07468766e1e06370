"""Pages for whoever administers the system: the organisations that employ people or pay for services."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission as P
from mhst.core.requests import ViewerRequest
from mhst.places.actions import organisation as actions
from mhst.places.forms.organisation import OrganisationForm
from mhst.places.queries import organisation as queries

A_PAGE = 25


@require_safe
def index(request: ViewerRequest) -> HttpResponse:
    request.user.require(P.ORGANISATION_KEEP)
    page = Paginator(queries.listed(request.user), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "places/organisation/index.html", {"page": page})


@require_http_methods(["GET", "POST"])
def add(request: ViewerRequest) -> HttpResponse:
    request.user.require(P.ORGANISATION_KEEP)
    return form_page(
        request,
        form=OrganisationForm(posted(request)),
        act=lambda given: actions.add(by=request.user, **given),
        done=lambda made: f"{made} is added.",
        to=reverse("organisations"),
        template="places/organisation/add.html",
        context={},
    )


@require_http_methods(["GET", "POST"])
def change(request: ViewerRequest, id: UUID) -> HttpResponse:
    found = queries.get_visible(id, request.user)
    initial = {"name": found.name, "kind": found.kind, "ods_code": found.ods_code}
    return form_page(
        request,
        form=OrganisationForm(posted(request), initial=initial),
        act=lambda given: actions.change(organisation=found, by=request.user, **given),
        done=lambda kept: f"{kept} is saved.",
        to=reverse("organisations"),
        template="places/organisation/change.html",
        context={"organisation": found},
    )
