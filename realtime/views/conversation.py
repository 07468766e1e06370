"""A conversation on a page that works without anything but a form; connected pages go on from it."""

from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access import sessions
from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.errors import NotFound, Refused
from realtime.actions import lease
from realtime.actions import message as messages
from realtime.actions import pause as pauses
from realtime.actions import visit as visits
from realtime.actions.message import Answer, Outgoing
from realtime.enums import GONE, Part
from realtime.forms.message import TakeBack, Write
from realtime.protocol import REFUSALS
from realtime.queries import conversation as queries
from realtime.queries import ending
from realtime.queries.participant import Who
from realtime.rules import refuse
from realtime.rules.kind import page_of
from realtime.rules.participant import check_has_entered, check_is_here, stops_by_leaving
from realtime.views.panel import may, panel

#: Where somebody goes who has left.
BACK = {Part.WORKER: "counselling-desk", Part.OBSERVER: "counselling-board", Part.MODERATOR: "group-rooms"}


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    """The newest messages and the form; a message that is sent twice is kept once, as everywhere."""
    who = arrived(request, id)
    if page := page_of(who):
        return redirect(page, id)
    if request.method == "GET":  # no other page has the newest words on it
        lease.read_all(who=who, by=request.user)
    if request.method != "POST":
        return _page(request, who)
    form = Write(request.POST, audience=request.POST.get("audience", ""), named=str(id))
    if not form.is_valid():
        return _page(request, who, form, status=422)
    answer = sent(request, who, form.cleaned_data)
    if answer.code:
        form.refuse_with(answer.code)
        return _page(request, who, form, status=422)
    return back_to(id)


@require_GET
def everything(request: SignedInRequest, id: UUID) -> HttpResponse:
    """All messages, a page at a time: the page of the chat has the newest alone."""
    who = arrived(request, id)
    context = {"base": base_for(who), "id": id, "page": queries.page_of(who, request.GET.get("page"))}
    return render(request, "realtime/conversation/everything.html", context)


@require_GET
@sessions.no_activity
def deeds(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What staff can do in it now, for a page that is open. Nothing that was said, so no look is written down."""
    who = queries.who_is(request.user, id)
    check_is_here(who, request.user)
    if page_of(who):
        raise NotFound
    if not who.is_staff:
        refuse("not-staff")
    talk = {"who": who, "is_ending": ending.is_proposed(id)}
    return render(request, "realtime/conversation/now.html", {"talk": talk, **may(who, request.user)})


@require_POST
def withdraw(request: SignedInRequest, id: UUID) -> HttpResponse:
    """The button of a page without a script. A message that is not named well is none."""
    form = TakeBack(request.POST)
    if form.is_valid():
        try:
            messages.withdraw(conversation=id, mid=form.cleaned_data["mid"], by=request.user)
        except Refused as refused:
            notices.error(request, refused.message)
    return back_to(id)


@require_POST
def moment(request: SignedInRequest, id: UUID) -> HttpResponse:
    """The same, for taking a moment and being back."""
    do = pauses.take_moment if request.POST.get("on") == "yes" else pauses.come_back
    do(conversation=id, by=request.user)
    return back_to(id)


@require_POST
def leave(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Colleagues go back to their own page; a young person to what is possible next."""
    who = queries.who_is(request.user, id)
    if stops_by_leaving(who):
        return redirect("conversation-stop", id)
    if not who.is_open and not who.has_left:
        notices.info(request, REFUSALS["ended"])
        return back_to(id)
    visits.leave_talk(conversation=id, by=request.user)
    return redirect(BACK.get(Part(who.part), "talk"))


def arrived(request: SignedInRequest, id: UUID) -> Who:
    """As what somebody opens a conversation: who left the page is back, and a look by the staff is written down."""
    who = queries.who_is(request.user, id)
    check_is_here(who, request.user)
    check_has_entered(who, sessions.is_entered(request.session, id))
    if who.pause in GONE and who.is_open:
        pauses.come_back(conversation=id, by=request.user)
    if who.is_staff and request.method != "POST":
        recording.seen(who.conversation, by=request.user, verb="conversation.open")
    return who


def back_to(id: UUID) -> HttpResponse:
    return redirect(f"{reverse('conversation', args=[id])}#newest")


def sent(request: SignedInRequest, who: Who, given: dict[str, Any]) -> Answer:
    one = Outgoing(
        participant_id=who.id, conversation_id=who.conversation_id, user=request.user,
        session_key=request.session.session_key, **given,
    )  # fmt: skip
    return messages.send(messages=[one], by=request.user)[0]


def _page(request: SignedInRequest, who: Who, form: Write | None = None, status: int = 200) -> HttpResponse:
    context = {"base": base_for(who), **panel(who, request.user, form)}
    return render(request, "realtime/conversation/show.html", context, status=status)


def base_for(who: Who) -> str:
    return "base_staff.html" if who.is_staff else "realtime/base_vanishing.html"
