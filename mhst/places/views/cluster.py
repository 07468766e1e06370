"""Pages for whoever administers the system: the clusters of a team."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mhst.core.form_page import confirm_page, form_page
from mhst.core.forms import posted
from mhst.core.requests import ViewerRequest
from mhst.places.actions import cluster as actions
from mhst.places.forms.team import ClusterForm
from mhst.places.queries import cluster as queries
from mhst.places.queries import team as teams


@require_http_methods(["GET", "POST"])
def add(request: ViewerRequest, id: UUID) -> HttpResponse:
    team = teams.get_visible(id, request.user)
    return form_page(
        request,
        form=ClusterForm(posted(request)),
        act=lambda given: actions.add(team=team, by=request.user, **given),
        done=lambda made: f"{made} is added.",
        to=_to_clusters(id),
        template="places/cluster/add.html",
        context={"team": team},
    )


@require_http_methods(["GET", "POST"])
def rename(request: ViewerRequest, id: UUID, cluster: UUID) -> HttpResponse:
    team = teams.get_visible(id, request.user)
    found = queries.get_of_team(cluster, team)
    return form_page(
        request,
        form=ClusterForm(posted(request), initial={"name": found.name}),
        act=lambda given: actions.rename(cluster=found, by=request.user, **given),
        done=lambda kept: f"It is called {kept} now.",
        to=_to_clusters(id),
        template="places/cluster/rename.html",
        context={"team": team, "cluster": found},
    )


@require_http_methods(["GET", "POST"])
def remove(request: ViewerRequest, id: UUID, cluster: UUID) -> HttpResponse:
    team = teams.get_visible(id, request.user)
    found = queries.get_of_team(cluster, team)
    return confirm_page(
        request,
        act=lambda: actions.remove(cluster=found, by=request.user),
        done=f"{found} is removed.",
        to=_to_clusters(id),
        template="places/cluster/remove.html",
        context={"team": team, "cluster": found},
    )


def _to_clusters(team: UUID) -> str:
    return f"{reverse('team', args=[team])}#clusters"
