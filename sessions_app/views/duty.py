"""A team's duty list, and the times in which its concerns are answered."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.core.errors import Refused
from mhst.core.forms import posted
from sessions_app.actions import duty as actions
from sessions_app.forms import duty as forms
from sessions_app.queries import duty as queries

if TYPE_CHECKING:
    from mhst.places.models import Team


@require_http_methods(["GET", "POST"])
def turns(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Who is on duty when; a POST puts somebody down."""
    team = queries.get_team(id, request.user)
    form = forms.Turn(posted(request), colleagues=queries.colleagues(team))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_turn(team=team, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "On the list.")
            return redirect("concern-duty", team.pk)
    return _page(request, team, turn=form)


@require_POST
def times(request: SignedInRequest, id: UUID) -> HttpResponse:
    team = queries.get_team(id, request.user)
    form = forms.Times(posted(request), usual=queries.usual_minutes())
    if form.is_valid():
        try:
            actions.set_times(team=team, minutes=form.cleaned_data, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "Saved. It holds from the next concern on.")
            return redirect("concern-duty", team.pk)
    return _page(request, team, times=form)


@require_POST
def remove(request: SignedInRequest, id: UUID, turn_id: UUID) -> HttpResponse:
    team = queries.get_team(id, request.user)
    actions.remove_turn(turn=queries.get_turn(team, turn_id), by=request.user)
    messages.success(request, "Taken off the list.")
    return redirect("concern-duty", team.pk)


def _page(
    request: SignedInRequest, team: "Team", turn: forms.Turn | None = None, times: forms.Times | None = None
) -> HttpResponse:
    page = queries.page_of(team)
    own = {name: getattr(page.times, name, None) for name in page.usual}
    context = {
        "team": team,
        "page": page,
        "turn": turn or forms.Turn(colleagues=queries.colleagues(team)),
        "times": times or forms.Times(usual=page.usual, initial=own),
    }
    wrong = (turn is not None and turn.errors) or (times is not None and times.errors)
    return render(request, "sessions_app/concern/duty.html", context, status=422 if wrong else 200)
