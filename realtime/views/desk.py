"""The counsellor's desk: up to four chats before them, and whose turn it is."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access import sessions
from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.errors import Conflict, NotFound, Refused
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from realtime.actions import booking as booking_actions
from realtime.actions import hours as hours_actions
from realtime.actions import visit as visits
from realtime.forms.desk import Phrases
from realtime.queries import booking as bookings
from realtime.queries import desk as queries
from realtime.queries import first_words, rota, unread
from realtime.queries import shift as shifts
from realtime.queries import visit as visit_queries
from realtime.queries import waiting as waits
from realtime.views.panel import panel

DESK = "counselling-desk"


@require_GET
def show(request: SignedInRequest) -> HttpResponse:
    """All of the viewer's chats; each is opened, and that is written down. The address says which of them is before
    their eyes, and moves nothing: whom they are offered stands above."""
    request.user.require(Permission.CONVERSATION_COUNSEL)
    services = queries.services_of(request.user)
    offered = queries.offered_to(request.user)
    context = {
        "chats": _chats(request), "chosen": request.GET.get("chat", ""), "services": services, "offered": offered,
        "said": first_words.of_visit(offered) if offered else None,
        "waiting": _waiting(services), "booked": bookings.for_desk(request.user), "also": _also(request),
        "stopped": queries.stopped(request.user), "over": shifts.over_of(request.user),
    }  # fmt: skip
    return render(request, "realtime/desk/show.html", context)


@require_GET
@sessions.no_activity
def waiting(request: SignedInRequest) -> HttpResponse:
    """What an open desk asks for by itself: how many wait, and which chats are the viewer's. Opens none of them."""
    request.user.require(Permission.CONVERSATION_COUNSEL)
    context = {
        "waiting": _waiting(queries.services_of(request.user)), "mine": _mine(request),
        "booked": bookings.for_desk(request.user), "also": _also(request),
        "stopped": queries.stopped(request.user), "over": shifts.over_of(request.user),
    }  # fmt: skip
    return render(request, "realtime/desk/waiting.html", context)


@require_POST
def call_next(request: SignedInRequest, service: UUID) -> HttpResponse:
    found = next((one for one in queries.services_of(request.user) if one.pk == service), None)
    if found is None:
        raise NotFound
    try:
        if visits.call_next(service=found, by=request.user) is None:
            messages.info(request, "Nobody is waiting just now.")
    except Refused as refused:  # the chats that go on are not taken from before their eyes
        messages.error(request, refused.message)
    return redirect(_as_it_was(request))


@require_POST
def begin(request: SignedInRequest, visit: UUID) -> HttpResponse:
    try:
        conversation = visits.claim(visit=visit_queries.get_offered(request.user, visit), by=request.user)
    except (Refused, Conflict) as refused:
        messages.error(request, refused.message)
        return redirect(_as_it_was(request))
    return redirect(at(conversation.pk))


@require_POST
def cancel_booking(request: SignedInRequest, id: UUID) -> HttpResponse:
    """By the counsellor, or whoever leads; the young person reads that we cannot be there."""
    booking = bookings.get_cancellable(request.user, id)
    booking_actions.cancel(booking=booking, by=request.user)
    messages.success(request, "Cancelled. They see it when they come.")
    return redirect(_as_it_was(request) if booking.counsellor_id == request.user.pk else "counselling-board")


@require_GET
def before(request: SignedInRequest, visit: UUID) -> HttpResponse:
    """What was kept of earlier chats of the same young person, three at a time; opening it is written down for each."""
    held = queries.get_held(request.user, visit)
    found = queries.before(held, request.GET.get("page"))
    for one in found:
        recording.seen(one.conversation, by=request.user, verb="conversation.summary")
    return render(request, "realtime/desk/before.html", {"visit": held, "before": found})


@require_http_methods(["GET", "POST"])
def phrases(request: SignedInRequest, id: UUID) -> HttpResponse:
    service = rota.get_service(request.user, id)
    return form_page(
        request,
        form=Phrases(posted(request), initial={"phrases": service.phrases}),
        act=lambda said: hours_actions.keep_phrases(service=service, by=request.user, **said),
        done="Saved.",
        to=reverse("counselling-hours", args=[service.pk]),
        template="realtime/hours/form_page.html",
        context={"title": "What counsellors often say", "caption": service.team.name},
    )


def at(chat: UUID) -> str:
    """The desk with this chat before their eyes, and down where its newest words are."""
    return f"{reverse(DESK)}?{urlencode({'chat': chat})}#chat-with-{chat}"


def _as_it_was(request: SignedInRequest) -> str:
    """The desk from its top, with the chat that was before their eyes when they pressed the button."""
    chat = request.POST.get("chat")
    return f"{reverse(DESK)}?{urlencode({'chat': chat})}" if chat else reverse(DESK)


def _also(request: SignedInRequest) -> waits.Waiting:
    """What waits beside the chats."""
    return waits.of(request.user, Permission.CONVERSATION_COUNSEL)


def _waiting(services: list[Any]) -> int:
    return sum(visit_queries.waiting_in(service) for service in services)


def _chats(request: SignedInRequest) -> list[dict[str, Any]]:
    mine = queries.chats_of(request.user)
    ids = [who.conversation_id for who in mine]
    waiting, began, marked = unread.of(ids), queries.visits_of(ids), queries.marked_in(ids)
    for who in mine:
        recording.seen(who.conversation, by=request.user, verb="conversation.open")
    return [
        _one_of_several(panel(who, request.user))
        | {
            "unread": waiting.get(who.conversation_id),
            "marked": marked.get(who.conversation_id, []),
            "visit": began.get(who.conversation_id),
            "phrases": _phrases(began.get(who.conversation_id)),
        }
        for who in mine
    ]


def _mine(request: SignedInRequest) -> list[dict[str, Any]]:
    """Which chats are the viewer's, and the marks in them and before them that nobody has answered."""
    ids = [who.conversation_id for who in queries.chats_of(request.user)]
    marked = queries.marked_in(ids)
    return [{"id": id, "marked": marked.get(id, [])} for id in ids]


def _one_of_several(shown: dict[str, Any]) -> dict[str, Any]:
    return shown | {"talk": replace(shown["talk"], is_one_of_several=True)}


def _phrases(visit: Any) -> list[str]:
    return [line for line in visit.service.phrases.splitlines() if line.strip()] if visit else []
