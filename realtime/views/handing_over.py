"""A chat goes on with somebody else, and whoever had it says goodbye."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.core.errors import NotFound
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from realtime.actions import visit as visits
from realtime.forms.desk import HandOver
from realtime.queries import desk as queries
from realtime.rules import ending as rules
from realtime.views.conversation import arrived


@require_http_methods(["GET", "POST"])
def hand_over(request: SignedInRequest, id: UUID) -> HttpResponse:
    who = arrived(request, id)
    rules.check_can_propose(who, request.user)
    visit = queries.visit_of(id)
    if visit is None:
        raise NotFound
    colleagues = queries.to_hand_to(request.user, who.team_id)
    return form_page(
        request,
        form=HandOver(posted(request), colleagues=colleagues, initial={"epoch": who.epoch}),
        act=lambda said: visits.hand_over(visit=visit, by=request.user, **said),
        done="Handed over. You can still say goodbye; leave when you have.",
        to=reverse("counselling-desk"),
        template="realtime/conversation/hand_over.html",
        context={"colleagues": colleagues, "nickname": visit.visitor.user.name},
    )
