"""How a team's work stands now. Real numbers: see `Permission.BOARD_VIEW`."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mhst.access.requests import SignedInRequest
from mhst.core import clock
from mhst.reporting.queries.board import board_of


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Of the viewer's teams."""
    return render(request, "reporting/board.html", {"board": board_of(request.user), "now": clock.now()})
