"""Those who work at a partner and have an account: what was referred to them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.community.actions import answer as actions
from mhst.community.enums import ATTENDED, NeighbourState
from mhst.community.forms.answer import Answer
from mhst.community.queries import answer as queries
from mhst.community.views.answer import say, told
from mhst.core.forms import posted
from mhst.core.permissions import Permission


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    request.user.require(Permission.PARTNER_ANSWER)
    page = queries.inbox(request.user, page=request.GET.get("page", "1"))
    return render(request, "community/inbox/index.html", {"page": page})


@require_http_methods(["GET", "POST"])
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    """To answer first, and then to tell how it goes."""
    referral = queries.get_at_organisation(id, request.user)
    recording.seen(referral, by=request.user, verb="partner_inbox.detail")
    if referral.state == NeighbourState.SENT:
        form = Answer(posted(request))
        if request.method == "POST" and form.is_valid():
            say(referral, form, by=request.user)
            messages.success(request, "Thank you. Whoever asked has been told.")
            return redirect("partner-inbox")
        status = 422 if form.is_bound and form.errors else 200
        return render(request, "community/inbox/answer.html", told(referral) | {"form": form}, status=status)
    state = request.POST.get("state", "")
    if request.method == "POST" and state in ATTENDED:
        actions.tell_attendance(referral=referral, state=NeighbourState(state), by=request.user)
        messages.success(request, "Thank you. Whoever asked has been told.")
        return redirect("partner-inbox")
    return render(request, "community/inbox/attendance.html", told(referral) | {"attended": ATTENDED})
