"""Pages for whoever administers the system: the teams, who leads them and which schools they serve; and for whoever
runs a team: how it is reached.
"""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission as P
from mhst.core.requests import ViewerRequest
from mhst.places.actions import team as actions
from mhst.places.forms.team import TeamForm, TeamReachedForm
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


@require_safe
def own(request: ViewerRequest) -> HttpResponse:
    """The teams that the viewer runs; straight to the only one."""
    request.user.require(P.TEAM_REACHED)
    teams = queries.own(request.user)
    if len(teams) == 1:
        return redirect("team-reached", teams[0].pk)
    return render(request, "places/team/own.html", {"teams": teams})


@require_http_methods(["GET", "POST"])
def reached(request: ViewerRequest, id: UUID) -> HttpResponse:
    """Its phone number and email address, for whoever runs it."""
    found = queries.get_own(id, request.user)
    return form_page(
        request,
        form=TeamReachedForm(posted(request), initial={"phone": found.phone, "email": found.email}),
        act=lambda given: actions.set_reached(team=found, by=request.user, **given),
        done=f"How {found} is reached is saved.",
        to=reverse("home"),
        template="form_page.html",
        context={"title": "How the team is reached", "caption": found.name},
    )


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
