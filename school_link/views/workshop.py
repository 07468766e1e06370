"""Workshops: planned, held, looked at by everybody in them at once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.access.sessions import no_activity
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from school_link.actions import rating as ratings
from school_link.actions import workshop as actions
from school_link.documents.gap import gap
from school_link.forms.rating import Agree, Rate, said
from school_link.forms.workshop import Invite, WorkshopForm
from school_link.queries import cohort as cohorts
from school_link.queries import rating as rating_queries
from school_link.queries import workshop as queries
from school_link.rules import workshop as rules

BOTH = require_http_methods(["GET", "POST"])
FORM = "form_page.html"


@BOTH
def new(request: SignedInRequest, id: UUID) -> HttpResponse:
    """The cohort's next: the first, the second, or a look back."""
    cohort = cohorts.get_visible(id, request.user)
    rules.check_can_host(cohort, request.user)
    return form_page(
        request,
        form=WorkshopForm(posted(request)),
        act=lambda given: actions.plan(cohort=cohort, by=request.user, **given),
        done="Planned. Say who takes part.",
        to=reverse("link-cohort", args=[cohort.pk]),
        template=FORM,
        context={"caption": cohort, "title": "Plan the next workshop"},
    )


@require_GET
def of(request: SignedInRequest, conversation: UUID) -> HttpResponse:
    """From the address of its conversation to its page."""
    return redirect("link-workshop", queries.get_of(conversation, request.user).pk)


@BOTH
def change(request: SignedInRequest, id: UUID) -> HttpResponse:
    workshop = queries.get_visible(id, request.user)
    rules.check_can_host(workshop.cohort, request.user)
    return form_page(
        request,
        form=WorkshopForm(posted(request), initial={"held_on": workshop.held_on, "place": workshop.place}),
        act=lambda given: actions.change(workshop=workshop, by=request.user, **given),
        done="Saved.",
        to=_at(id),
        template=FORM,
        context={"caption": workshop.cohort, "title": f"Change {workshop}"},
    )


@BOTH
def invite(request: SignedInRequest, id: UUID) -> HttpResponse:
    workshop = queries.get_visible(id, request.user)
    rules.check_can_host(workshop.cohort, request.user)
    invited = {one.user_id for one in queries.attendees_of(workshop)}
    candidates = [one for one in cohorts.candidates(workshop.cohort) if one.user.pk not in invited]
    return form_page(
        request,
        form=Invite(posted(request), candidates=candidates),
        act=lambda given: actions.invite(
            workshop=workshop, guests=[actions.Guest(one.user, one.place) for one in given["people"]], by=request.user
        ),
        done="They are in the workshop.",
        to=_at(id),
        template=FORM,
        context={"caption": workshop, "title": "Who takes part"},
    )


@BOTH
def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What is on every screen; one's own ratings are sent from here."""
    workshop = queries.get_visible(id, request.user)
    form = Rate(
        posted(request), levels=workshop.cohort.levels, initial=said(rating_queries.own(workshop, request.user))
    )
    if request.method == "POST" and form.is_valid():
        ratings.rate(workshop=workshop, ratings=form.ratings(), by=request.user)
        messages.success(request, "Your ratings are kept. Nobody else sees them until all are shown.")
        return redirect(_at(id))
    return render(request, "school_link/workshop/show.html", _context(request, workshop, form), status=_status(form))


@no_activity
@require_GET
def now(request: SignedInRequest, id: UUID) -> HttpResponse:
    """The parts of that page that change while it is open."""
    workshop = queries.get_visible(id, request.user)
    form = Rate(levels=workshop.cohort.levels, initial=said(rating_queries.own(workshop, request.user)))
    return render(request, "school_link/workshop/parts.html", _context(request, workshop, form))


@require_POST
def step(request: SignedInRequest, id: UUID, step: str) -> HttpResponse:
    """One press of the host: begin, reveal or close."""
    workshop = queries.get_visible(id, request.user)
    do: dict[str, Callable[..., None]] = {"begin": actions.begin, "reveal": actions.reveal, "close": actions.close}
    do[step](workshop=workshop, by=request.user)
    return redirect(_at(id))


@require_POST
def attend(request: SignedInRequest, id: UUID, attendee: UUID) -> HttpResponse:
    """Somebody came, or did not."""
    workshop = queries.get_visible(id, request.user)
    found = queries.get_attendee(workshop, attendee)
    actions.attend(attendee=found, came=request.POST.get("came") != "no", by=request.user)
    return redirect(_at(id))


@BOTH
def agree(request: SignedInRequest, id: UUID, domain: str) -> HttpResponse:
    """What all agree on about one domain."""
    workshop = queries.get_visible(id, request.user)
    rules.check_can_host(workshop.cohort, request.user)
    about = rating_queries.domain_named(domain)
    now = rating_queries.agreed_of(workshop, about)
    return form_page(
        request,
        form=Agree(
            posted(request), levels=workshop.cohort.levels,
            initial={"level": now.level, "reasons": now.reasons} if now else {},
        ),
        act=lambda given: ratings.agree(workshop=workshop, domain=about, by=request.user, **given),
        done=f"Agreed: {about.label.lower()}.",
        to=_at(id),
        template=FORM,
        context={"caption": workshop, "title": f"Agree on: {about.label.lower()}"},
    )  # fmt: skip


def _context(request: SignedInRequest, workshop: Any, form: Rate) -> dict[str, Any]:
    room = queries.room(workshop, request.user)
    title = f"{workshop.cohort}, {workshop}"
    drawn = gap("gap", title, room.seen, workshop.cohort.highest) if room.seen else None
    return {"room": room, "form": form, "gap": drawn, "levels": workshop.cohort.levels}


def _at(id: UUID) -> str:
    return reverse("link-workshop", args=[id])


def _status(form: Rate) -> int:
    return 422 if form.is_bound and form.errors else 200
