from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mhst.core import clock
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission as P
from mhst.core.requests import ViewerRequest
from mhst.places import affected
from mhst.places.actions import team_school as actions
from mhst.places.forms.school import FindSchoolForm, InClusterForm, ServeForm, StopForm
from mhst.places.queries import school as schools
from mhst.places.queries import team_school

A_PAGE = 20


@require_GET
def find(request: ViewerRequest) -> HttpResponse:
    """Looks for a school, anywhere in the register, to add to a team."""
    request.user.require(P.SCHOOL_EDIT)
    form = FindSchoolForm(request.GET or None)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    page = Paginator(schools.to_serve(text), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "places/team_school/find.html", {"form": form, "text": text, "page": page})


@require_http_methods(["GET", "POST"])
def serve(request: ViewerRequest, id: UUID) -> HttpResponse:
    request.user.require(P.SCHOOL_EDIT)
    school = schools.get_to_serve(id)
    teams = list(schools.teams_within(request.user, P.SCHOOL_EDIT))
    return form_page(
        request,
        form=ServeForm(
            request.POST or None,
            teams=teams,
            clusters=team_school.clusters_of(teams),
            initial={"starts_on": clock.today()},
        ),
        act=lambda given: actions.serve(school=school, by=request.user, **given),
        done=f"{school} is added.",
        to=reverse("school", args=[school.pk]),
        template="places/team_school/serve.html",
        context={"school": school, "is_possible": bool(teams), "may_add_team": request.user.can(P.ORGANISATION_KEEP)},
    )


@require_http_methods(["GET", "POST"])
def put_in_cluster(request: ViewerRequest, id: UUID, served: UUID) -> HttpResponse:
    """Works the school with others of the team's patch, or with none."""
    school = schools.get_visible(id, request.user)
    found = team_school.get_of_school(served, school)
    request.user.require(P.SCHOOL_EDIT, found.team)
    clusters = team_school.clusters_of([found.team])
    return form_page(
        request,
        form=InClusterForm(posted(request), clusters=clusters, initial={"cluster": str(found.cluster_id or "")}),
        act=lambda given: actions.put_in_cluster(served=found, by=request.user, **given),
        done=f"The cluster of {school} is saved.",
        to=reverse("school", args=[school.pk]),
        template="places/team_school/cluster.html",
        context={"school": school, "served": found, "is_possible": bool(clusters)},
    )


@require_http_methods(["GET", "POST"])
def stop(request: ViewerRequest, id: UUID, served: UUID) -> HttpResponse:
    school = schools.get_visible(id, request.user)
    found = team_school.get_of_school(served, school)
    request.user.require(P.SCHOOL_EDIT, found.team)
    return form_page(
        request,
        form=StopForm(request.POST or None),
        act=lambda given: actions.stop(served=found, by=request.user, **given),
        done=f"Noted when {found.team} stops serving {school}.",
        to=reverse("schools"),
        template="places/team_school/stop.html",
        context={
            "school": school,
            "served": found,
            "sessions": affected.sessions_at(school.pk, clock.today()),
            "cancel": reverse("school", args=[school.pk]),
        },
    )
