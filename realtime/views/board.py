"""The board of whoever leads the evening, and coming in from it to a chat for everybody to see."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from mhst.access import sessions
from mhst.access.requests import SignedInRequest
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from realtime.actions import conversation as conversations
from realtime.enums import Part
from realtime.queries import board as queries
from realtime.rules.participant import may_look_in


@require_GET
def show(request: SignedInRequest) -> HttpResponse:
    request.user.require(Permission.CONVERSATION_SUPERVISE)
    return render(request, "realtime/board/show.html", {"board": queries.board(request.user)})


@require_GET
@sessions.no_activity
def now(request: SignedInRequest) -> HttpResponse:
    """What an open board asks for by itself."""
    return show(request)


@require_POST
def join(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Look in where it is between one young person and us. To rooms and consultations there are doors of their own."""
    conversation = queries.get_visible(request.user, id)
    if not may_look_in(conversation, request.user):
        raise NotFound
    name = request.user.first_name or request.user.name
    conversations.join(conversation=conversation, user=request.user, part=Part.OBSERVER, name=name, by=request.user)
    return redirect("conversation", id)
