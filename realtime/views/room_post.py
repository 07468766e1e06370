"""Posts of a group room page by page: for moderators, also when the room is over, and one's own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from realtime.actions import group_room as actions
from realtime.actions import message as words
from realtime.enums import GroupRoomState, PostReason
from realtime.forms import group_room as forms
from realtime.queries import group_room as rooms
from realtime.queries import room_post as queries
from realtime.rules import group_room as rules
from realtime.views.in_room import here_in, kindly


@require_GET
def index(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Of an open room, for who has come in; being on this page is being there. Of one that is over, to read what was
    written and what became of it."""
    room = rooms.get_visible(id, request.user)
    rules.check_can_moderate(room, request.user)
    if room.state == GroupRoomState.OPEN and rooms.moderates_in(room, request.user) is not None:
        actions.stay(room=room, by=request.user)
    elif room.state != GroupRoomState.ENDED:
        return redirect("group-room", id)
    return _index(request, room, request.GET.get("page"))


def _index(request: SignedInRequest, room: Any, number: Any, down: Any = None) -> HttpResponse:
    """`down` is a taking down that was sent and is not right yet."""
    recording.seen(room.conversation, by=request.user, verb="conversation.open")
    context = {
        "room": room, "page": queries.decided(room, number or 1), "reasons": PostReason.choices,
        "thanks": forms.THANKS, "down": down, "moderates": rooms.moderates_in(room, request.user) is not None,
    }  # fmt: skip
    return render(request, "realtime/group_room/posts.html", context, status=422 if down else 200)


@require_POST
def take_down(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Then back to where the post stood: the room, or a page of posts."""
    room = rooms.get_visible(id, request.user)
    form = forms.TakeDown(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        words.take_down(
            conversation=room.conversation_id, author=given["author"], mid=given["mid"], words=given["word"],
            reason=given["reason"], by=request.user,
        )  # fmt: skip
        messages.success(request, "It is taken down, and who wrote it reads your word.")
        page = given["page"]
        return redirect(f"{reverse('group-room-posts', args=[id])}?page={page}") if page else redirect("group-room", id)
    messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    if rooms.moderates_in(room, request.user) is None:
        return redirect("group-room", room.pk)
    return _index(request, room, request.POST.get("page"), down=request.POST)


@require_GET
@kindly
def mine(request: SignedInRequest, id: UUID) -> HttpResponse:
    """All that somebody has posted in a room, and what became of it."""
    room = rooms.room_for(id, rooms.visitor_of(request.user))
    here_in(request, room)
    context = {"room": room, "page": queries.all_mine(room, request.user, request.GET.get("page"))}
    return render(request, "realtime/group_room/mine.html", context)
