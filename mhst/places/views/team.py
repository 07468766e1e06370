"""Pages for whoever administers the system: the teams, who leads them and which schools they serve."""

from typing import TYPE_CHECKING, Any
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
from mhst.places.actions import team as actions
from mhst.places.forms.team import TeamForm
from mhst.places.queries import cluster as clusters
from mhst.places.queries import organisation as organisations
from mhst.places.queries import team as queries

if TYPE_CHECKING:
    from mhst.places.models import Team

A_PAGE = 25


@require_safe
def index(request: ViewerRequest) -> HttpResponse:
    request.user.require(P.ORGANISATION_KEEP)
    page = Paginator(queries.listed(request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "is_possible": bool(page.object_list) or bool(organisations.to_choose(request.user))}
    return render(request, "places/team/index.html", context)


@require_safe
def detail(request: ViewerRequest, id: UUID) -> HttpResponse:
    found = queries.get_visible(id, request.user)
    page = Paginator(queries.schools_of(found), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "team": found, "employers": queries.employers_of(found), "clusters": clusters.of_team(found), "page": page,
    }  # fmt: skip
    return render(request, "places/team/detail.html", context)


@require_http_methods(["GET", "POST"])
def add(request: ViewerRequest) -> HttpResponse:
    request.user.require(P.ORGANISATION_KEEP)
    offered = organisations.to_choose(request.user)
    return form_page(
        request,
        form=TeamForm(posted(request), organisations=offered),
        act=lambda given: actions.add(by=request.user, **given),
        done=lambda made: f"{made} is added.",
        to=lambda made: reverse("team", args=[made.pk]),
        template="places/team/add.html",
        context={"back": reverse("teams"), "is_possible": bool(offered)},
    )


@require_http_methods(["GET", "POST"])
def change(request: ViewerRequest, id: UUID) -> HttpResponse:
    found = queries.get_visible(id, request.user)
    return form_page(
        request,
        form=TeamForm(
            posted(request), initial=_as_it_is(found), organisations=organisations.to_choose(request.user),
            stays=found.kind if queries.is_at_work(found) else "",
        ),
        act=lambda given: actions.change(team=found, by=request.user, **given),
        done=lambda kept: f"{kept} is saved.",
        to=reverse("team", args=[found.pk]),
        template="places/team/change.html",
        context={"team": found},
    )  # fmt: skip


def _as_it_is(team: "Team") -> dict[str, Any]:
    employers = [str(each.pk) for each in queries.employers_of(team)]
    plain = {"name": team.name, "kind": team.kind, "phone": team.phone, "email": team.email}
    return plain | {"led_by": str(team.led_by_id), "employers": employers}
