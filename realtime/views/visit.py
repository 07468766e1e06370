"""Waiting to talk: into the queue, the waiting room, out of it."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.core.errors import Refused
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from realtime.actions import booking as booking_actions
from realtime.actions import letter as letters
from realtime.actions import visit as actions
from realtime.enums import VisitState
from realtime.forms import visit as forms
from realtime.queries import booking as bookings
from realtime.queries import earlier as earlier_queries
from realtime.queries import hours, waits
from realtime.queries import letter as letter_queries
from realtime.queries import slot as slots
from realtime.queries import visit as queries
from realtime.queries.visitor import of
from realtime.rules import visit as rules

if TYPE_CHECKING:
    from realtime.models import Visitor

View = Callable[[SignedInRequest, "Visitor"], HttpResponse]
BOTH = require_http_methods(["GET", "POST"])


def _for_visitors(view: View) -> Callable[[SignedInRequest], HttpResponse]:
    """Only for those who have come in; others are shown the door."""

    @wraps(view)
    def opened(request: SignedInRequest) -> HttpResponse:
        visitor = of(request.user)
        return redirect("talk") if visitor is None else view(request, visitor)

    return never_cache(opened)


def coming_in(visitor: "Visitor") -> dict[str, Any]:
    """Whether they can come in now, also for the chat that they have booked, and how that one stands."""
    booked, opening = bookings.shown_to(visitor), hours.opening(visitor.service)
    return {
        "opening": opening,
        "may_come": rules.may_join(opening, is_booked=bookings.is_due(booked)),
        "booked": booked,
        "is_shut": booked is not None and not bookings.is_open_then(booked),
        "is_left": booked is not None and not bookings.is_staffed(booked),
    }


@BOTH
@_for_visitors
def begin(request: SignedInRequest, visitor: "Visitor") -> HttpResponse:
    """What somebody may say first; then they wait."""
    if queries.open_of(visitor) is not None or _has_place_again(queries.newest_of(visitor)):
        return redirect("talk-waiting")
    last = queries.last_chat_of(visitor)
    form = forms.Begin(posted(request), knows_somebody=last is not None and last.would_again)
    if request.method == "POST" and form.is_valid():
        try:
            actions.join(visitor=visitor, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("talk-waiting")
    shown = coming_in(visitor)
    last_place = queries.waiting_in(visitor.service) + 1
    context = {
        "form": form,
        **shown,
        "may_not_reach": waits.may_not_be_reached(visitor.service, last_place) if shown["may_come"] else None,
    }
    return render(request, "realtime/talk/begin.html", context, status=422 if form.errors else 200)


@require_GET
@_for_visitors
def waiting(request: SignedInRequest, visitor: "Visitor") -> HttpResponse:
    """Where they stand; being here keeps their place. Leads into the chat when it begins."""
    visit = queries.newest_of(visitor)
    if visit is None or visit.state in {VisitState.LEFT, VisitState.CLOSED}:
        return redirect("talk")
    if visit.state == VisitState.CLAIMED:
        return redirect("conversation", visit.conversation_id)
    if _has_place_again(visit):
        actions.wait_again(visit=visit, by=request.user)
        visit.refresh_from_db()
    opening = hours.opening(visit.service)
    context: dict[str, Any] = {"visit": visit, "opening": opening, **_come_for(visit)}
    is_shut = visit.state == VisitState.WAITING and not opening.is_open  # whatever the sweep has come to
    if is_shut or visit.state in {VisitState.LAPSED, VisitState.NOT_REACHED}:
        context["keeps_place"] = is_shut or rules.may_wait_again(visit)
        return render(request, "realtime/talk/not_reached.html", context)
    place, has_risen = actions.keep_place(visit=visit, by=request.user)
    context |= {
        "place": place,
        "has_risen": has_risen,
        "range": waits.range_of(visit),
        "may_not_reach": waits.may_not_be_reached(visit.service, place),
    }
    return render(request, "realtime/talk/waiting.html", context)


def _has_place_again(visit: Any) -> bool:
    """Whether a closing put them out that did not last."""
    return visit is not None and rules.may_wait_again(visit) and hours.opening(visit.service).is_open


def _come_for(visit: Any) -> dict[str, Any]:
    """The chat that they have come for; or whose it was, if that counsellor is not there for it."""
    booked = bookings.come_for(visit)
    if booked is None or bookings.is_staffed(booked):
        return {"booked": booked}
    return {"left_by": booked.counsellor}


@require_POST
@_for_visitors
def leave(request: SignedInRequest, visitor: "Visitor") -> HttpResponse:
    """Out of the queue; on to a message instead, where that button was pressed."""
    visit = queries.open_of(visitor)
    if visit is not None and visit.state != VisitState.CLAIMED:
        actions.leave(visit=visit, by=request.user)
    return redirect("talk-message" if "message" in request.POST else "talk")


@BOTH
@_for_visitors
def message(request: SignedInRequest, visitor: "Visitor") -> HttpResponse:
    """Leave a message; where one goes back and forth already, that is where it goes on."""
    known = letter_queries.begun_of(visitor)
    if known is not None and request.method != "POST":
        return redirect("conversation", known)
    form = forms.Letter(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            conversation = letters.leave_message(
                visitor=visitor, session_key=request.session.session_key, by=request.user, **form.cleaned_data
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("conversation", conversation.pk)
    context = {"form": form, "opening": hours.opening(visitor.service)}
    return render(request, "realtime/talk/message.html", context, status=422 if form.errors else 200)


@require_GET
@_for_visitors
def earlier(request: SignedInRequest, visitor: "Visitor") -> HttpResponse:
    """Their own, to come back to."""
    context = {"page": earlier_queries.of(request.user, visitor, request.GET.get("page"))}
    return render(request, "realtime/talk/earlier.html", context)


@BOTH
@_for_visitors
def book(request: SignedInRequest, visitor: "Visitor") -> HttpResponse:
    """A chat at a time that is free, also while we are closed."""
    return form_page(
        request,
        form=forms.Book(posted(request), times=[slot.at for slot in slots.of_service(visitor.service)]),
        act=lambda said: booking_actions.book(visitor=visitor, at=said["at"], by=request.user),
        done=_("It is booked. A place is kept for you."),
        to=reverse("talk"),
        template="realtime/talk/book.html",
        context={"booked": bookings.standing_of(visitor)},
    )


@require_POST
@_for_visitors
def cancel_booking(request: SignedInRequest, visitor: "Visitor") -> HttpResponse:
    """The young person cancels the chat they have agreed."""
    booking = bookings.standing_of(visitor)
    if booking is not None:
        booking_actions.cancel(booking=booking, by=request.user)
        messages.success(request, _("It is cancelled. You can come whenever you like."))
    return redirect("talk")
