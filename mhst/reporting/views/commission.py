"""Pages for whoever administers the system: who pays for which team, and so reads its figures."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from mhst.access.requests import SignedInRequest
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from mhst.reporting.actions import commission as actions
from mhst.reporting.forms import CommissionForm, DaysForm
from mhst.reporting.queries import commission as queries

PAGE = 25


@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """All of them, also those that are over."""
    request.user.require(Permission.COMMISSION_KEEP)
    page = Paginator(queries.listed(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "reporting/commission/list.html", {"page": page})


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    request.user.require(Permission.COMMISSION_KEEP)
    organisations, teams = queries.who_may_pay(), queries.teams_counted()
    return form_page(
        request,
        form=CommissionForm(posted(request), organisations=organisations, teams=teams),
        act=lambda given: actions.begin(by=request.user, **given),
        done=lambda made: f"{made.organisation} reads what is published of {made.team}.",
        to=reverse("commissions"),
        template="reporting/commission/add.html",
        context={"is_possible": bool(organisations and teams)},
    )


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, id: UUID) -> HttpResponse:
    """The last day, when it is known; or a day that was typed wrong."""
    found = queries.get_visible(id, request.user)
    initial = {"starts_on": found.starts_on, "ends_on": found.ends_on}
    return form_page(
        request,
        form=DaysForm(posted(request), initial=initial),
        act=lambda given: actions.change(commission=found, by=request.user, **given),
        done=f"The days on which {found.organisation} pays for {found.team} are changed.",
        to=reverse("commissions"),
        template="reporting/commission/change.html",
        context={"commission": found},
    )
