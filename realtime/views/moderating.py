"""A moderator's evening: the posts that wait, the people, and the room itself."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access import sessions
from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core import clock
from mhst.core.form_page import confirm_page, form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from realtime.actions import group_room as actions
from realtime.actions import message as words
from realtime.enums import GroupRoomState, PostReason
from realtime.forms import group_room as forms
from realtime.forms.message import Write
from realtime.queries import conversation as conversations
from realtime.queries import group_room as queries
from realtime.queries import room_post as posts
from realtime.rules import group_room as rules
from realtime.rules.retention import may_hold
from realtime.views.conversation import sent
from realtime.views.opening import seen_once
from realtime.views.panel import panel

BOTH = require_http_methods(["GET", "HEAD", "POST"])


@BOTH
def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    """For who has come in, being on this page is being there: as long as somebody is, the room takes posts. Opening
    it brings nobody in."""
    room = queries.get_visible(id, request.user)
    rules.check_can_moderate(room, request.user)
    if room.state != GroupRoomState.OPEN or queries.moderates_in(room, request.user) is None:
        return _from_outside(request, room)
    actions.stay(room=room, by=request.user)
    return _post(request, room) if request.method == "POST" else _room(request, room)


def _post(request: SignedInRequest, room: Any) -> HttpResponse:
    """Words of the moderator's own, where there is no script."""
    who = conversations.who_is(request.user, room.conversation_id)
    form = Write(request.POST, named=str(room.conversation_id))
    if form.is_valid():
        answer = sent(request, who, form.cleaned_data)
        if not answer.code:
            return redirect("group-room", room.pk)
        form.refuse_with(answer.code)
    return _room(request, room, form=form)


@require_GET
def of_conversation(request: SignedInRequest, id: UUID) -> HttpResponse:
    """A room is read and moderated on its own page alone, by whatever way somebody comes to it."""
    who = conversations.who_is(request.user, id)
    return redirect("group-room" if who.is_staff else "talk-room", queries.room_of(id).pk)


def _from_outside(request: SignedInRequest, room: Any) -> HttpResponse:
    opens = rules.opens_from(room)
    context = {
        "room": room, "opens_from": opens if clock.now() < opens else None,
        "keeps": request.user.can(Permission.COUNSELLING_KEEP, room.team),
        "may_hold": may_hold(room.conversation, request.user),
    }  # fmt: skip
    return render(request, "realtime/group_room/waiting.html", context)


def _room(request: SignedInRequest, room: Any, typed: Any = None, form: Write | None = None) -> HttpResponse:
    """`typed` is a decision that was sent and is not right yet, `form` a post: what was written is kept."""
    recording.seen(room.conversation, by=request.user, verb="conversation.open")
    who = conversations.who_is(request.user, room.conversation_id)
    context = {
        **panel(who, request.user, form), **_now(request, room, who.id),
        "slow": forms.Slow(initial={"seconds": room.slow_seconds}), "typed": typed,
    }  # fmt: skip
    return render(request, "realtime/group_room/moderate.html", context, status=422 if typed or form else 200)


def _now(request: SignedInRequest, room: Any, moderator: UUID) -> dict[str, Any]:
    """What changes while the page is open."""
    return {
        "room": room, "held": posts.held(room, moderator, request.GET.get("held")), "people": queries.people(room),
        "posts": posts.shown(room), "standing": queries.standing(room), "reasons": PostReason.choices,
        "thanks": forms.THANKS,
    }  # fmt: skip


@require_GET
@sessions.no_activity
def held(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What changes, as a part of the page; asking for it is being there, until the session times out."""
    room = queries.get_visible(id, request.user)
    who = actions.stay(room=room, by=request.user)
    seen_once(request, room.conversation)
    return render(request, "realtime/group_room/parts/now.html", _now(request, room, who.pk))


@require_POST
def decide(request: SignedInRequest, id: UUID) -> HttpResponse:
    room = queries.get_visible(id, request.user)
    form = forms.Decide(request.POST)
    if form.is_valid():
        words.decide(conversation=room.conversation_id, by=request.user, **form.decided())
        return redirect("group-room", room.pk)
    messages.error(request, _said(form))
    if queries.moderates_in(room, request.user) is None:
        return redirect("group-room", room.pk)
    return _room(request, room, typed=request.POST)


def _said(form: Any) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


@require_POST
def slow_down(request: SignedInRequest, id: UUID) -> HttpResponse:
    room = queries.get_visible(id, request.user)
    form = forms.Slow(request.POST)
    if form.is_valid():
        actions.slow_down(room=room, seconds=form.cleaned_data["seconds"], by=request.user)
    else:
        messages.error(request, _said(form))
    return redirect("group-room", room.pk)


def _act(act: Callable[..., object], done: str, **more: object) -> Callable[..., HttpResponse]:
    """One press of a button about the room, or about one person in it."""

    @require_POST
    def view(request: SignedInRequest, id: UUID, person: UUID | None = None) -> HttpResponse:
        room = queries.get_visible(id, request.user)
        about = {} if person is None else {"participant": queries.person(room, person)}
        act(room=room, by=request.user, **about, **more)
        if done:
            messages.success(request, done)
        return redirect("group-room", room.pk)

    return view


begin = _act(actions.begin, "The room is open, and you are in it.")
freeze = _act(actions.freeze, "", is_frozen=True)  # the room's own page says so as long as it holds
thaw = _act(actions.freeze, "Posts are taken again.", is_frozen=False)
ask_aside = _act(actions.ask_aside, "Counsellors see that somebody waits for a private talk.")


@BOTH
def remove(request: SignedInRequest, id: UUID, person: UUID) -> HttpResponse:
    room = queries.get_visible(id, request.user)
    rules.check_can_moderate(room, request.user)
    who = queries.person(room, person)
    return confirm_page(
        request,
        act=lambda: actions.remove(room=room, participant=who, by=request.user),
        done="They have been asked to leave, and cannot come back into this room.",
        to=reverse("group-room", args=[id]),
        template="realtime/group_room/remove.html",
        context={"room": room, "person": who},
    )


@BOTH
def end(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Asks first, and what becomes of the posts that wait."""
    room = queries.get_visible(id, request.user)
    rules.check_can_moderate(room, request.user)
    if room.state != GroupRoomState.OPEN:
        return redirect("group-room", id)
    waiting = posts.waiting_in(room)
    return form_page(
        request,
        form=forms.EndRoom(posted(request), waiting=waiting),
        act=lambda given: actions.end(room=room, by=request.user, **given),
        done="The room is over.",
        to=reverse("group-room", args=[id]),
        template="realtime/group_room/end.html",
        context={"room": room, "waiting": waiting},
    )


@require_POST
def take_aside(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Go into a private talk as its counsellor."""
    aside = queries.get_aside(id, request.user)
    actions.take_aside(aside=aside, by=request.user)
    return redirect("conversation", aside.conversation_id)
