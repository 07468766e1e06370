"""The board from which a team decides together."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mhst.access.requests import SignedInRequest
from sessions_app.forms.triage import Narrow
from sessions_app.queries import triage as queries


@require_GET
def board(request: SignedInRequest) -> HttpResponse:
    """Who waits for a decision, and how long. The way it is narrowed lives in the address."""
    form = Narrow(request.GET, schools=queries.schools_on_board(request.user))
    wanted = form.wanted()
    found = queries.board(request.user, wanted, page=request.GET.get("page", "1"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {"board": found, "form": form, "wanted": wanted, "query": query.urlencode()}
    return render(request, "sessions_app/triage/board.html", context)
