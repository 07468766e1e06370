"""A group room as young people see it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access import sessions
from mhst.access.requests import SignedInRequest
from mhst.core.errors import Refused
from realtime.actions import group_room as actions
from realtime.actions import pause as pauses
from realtime.forms.message import Write
from realtime.queries import conversation as conversations
from realtime.queries import group_room as queries
from realtime.queries import room_post as posts
from realtime.queries.participant import Who
from realtime.rules import group_room as rules
from realtime.rules.participant import check_is_here
from realtime.views.conversation import sent
from realtime.views.panel import empty, panel

View = Callable[[SignedInRequest, UUID], HttpResponse]


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Rooms of their age."""
    visitor = queries.visitor_of(request.user)
    return render(request, "realtime/group_room/rooms.html", {"rooms": queries.rooms_for(visitor)})


def kindly(view: View) -> View:
    """Who was asked to leave reads that, and where they can talk all the same, whatever they open of the room."""

    @wraps(view)
    def opened(request: SignedInRequest, id: UUID) -> HttpResponse:
        try:
            return view(request, id)
        except Refused as refused:
            if refused.code != "removed":
                raise
            return render(request, "realtime/group_room/removed.html", {"why": refused.message}, status=403)

    return opened


@require_POST
@kindly
def come_in(request: SignedInRequest, id: UUID) -> HttpResponse:
    visitor = queries.visitor_of(request.user)
    actions.come_in(room=queries.room_for(id, visitor), visitor=visitor, by=request.user)
    return redirect("talk-room", id)


@require_http_methods(["GET", "HEAD", "POST"])
@kindly
def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What is shown, what became of one's own posts, and the form."""
    room = queries.room_for(id, queries.visitor_of(request.user))
    who = here_in(request, room)
    if who.pause and who.is_open:
        pauses.come_back(conversation=who.conversation_id, by=request.user)
    form = Write(request.POST, named=str(who.conversation_id)) if request.method == "POST" else empty(who)
    if form.is_bound and form.is_valid():
        answer = sent(request, who, form.cleaned_data)
        if not answer.code:
            return redirect("talk-room", id)
        form.refuse_with(answer.code)
    return _page(request, room, who, form)


@require_GET
@sessions.no_activity
@kindly
def part(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What changes while the page is open: whether posts are taken, and what became of one's own."""
    room = queries.room_for(id, queries.visitor_of(request.user))
    here_in(request, room)
    return render(request, "realtime/group_room/parts/mine_now.html", _mine(request, room))


def here_in(request: SignedInRequest, room: Any) -> Who:
    """Raises: Refused; who was asked to leave is told that, and where they can talk all the same."""
    rules.check_was_not_removed(queries.was_removed(room, request.user))
    who = conversations.who_is(request.user, room.conversation_id)
    check_is_here(who, request.user)
    return who


def _page(request: SignedInRequest, room: Any, who: Who, form: Write) -> HttpResponse:
    context = {**panel(who, request.user, form), **_mine(request, room)}
    status = 422 if form.errors else 200
    return render(request, "realtime/group_room/show.html", context, status=status)


def _mine(request: SignedInRequest, room: Any) -> dict[str, object]:
    user = request.user
    return {
        "room": room, "standing": queries.standing(room), "mine": posts.mine(room, user),
        "aside": queries.aside_for(room, user), "count_mine": posts.count_mine(room, user),
    }  # fmt: skip
