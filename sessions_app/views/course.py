"""Booking 1:1 sessions for one young person: all of them proposed as a whole, looked through, then booked."""

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.errors import DomainError
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from sessions_app.actions import absent
from sessions_app.actions import course as actions
from sessions_app.enums import WhenShut
from sessions_app.forms.course import InFreedTime, WhichGroup, WhichTimes
from sessions_app.forms.programme import WhichProgramme
from sessions_app.queries import course as queries
from sessions_app.queries import joining
from sessions_app.queries import offer as offers
from sessions_app.queries import referral as referrals
from sessions_app.queries import session as sessions
from sessions_app.queries.days import first_day, notice_for
from sessions_app.queries.group_run import runs_for
from sessions_app.queries.offer_page import shown
from sessions_app.rules import course as rules
from sessions_app.rules.absent import check_can_begin
from sessions_app.rules.group_run import why_not

if TYPE_CHECKING:
    from sessions_app.models import Referral, SupportSession

#: Between the first session, in time that was left free, and the second.
WEEK = dt.timedelta(weeks=1)


@require_http_methods(["GET", "POST"])
def book(request: SignedInRequest, id: UUID) -> HttpResponse:
    """The address says what is wanted, so that every step can be gone back to; the last one books."""
    referral = referrals.get_visible(id, request.user)
    rules.check_can_book(referral, request.user)
    recording.seen(referral, by=request.user, verb="referral.book")
    assert referral.young_person is not None
    freed = _freed(request, referral)
    earliest = first_day(referral.young_person.school)
    if freed:
        earliest = max(earliest, freed.date + WEEK)
    programmes = queries.programmes_for(referral, earliest)
    against = {str(one.pk): why for one in programmes if (why := queries.why_not_held(referral, one))}
    asked = WhichProgramme(
        request.GET if "programme" in request.GET or "earliest_on_0" in request.GET else None,
        programmes=programmes, why_not=against, has_first=freed is not None,
        initial={
            "programme": str(programmes[0].pk) if len(against) < len(programmes) else "", "earliest_on": earliest,
            "when_shut": WhenShut.MOVE,
        },
    )  # fmt: skip
    told = {
        "referral": referral,
        "asked": asked,
        "programmes": programmes,
        "is_any_held": len(against) < len(programmes),
        "freed": freed,
    }
    if not (asked.is_bound and asked.is_valid()):
        return render(request, "sessions_app/course/ask.html", told)
    wanted = queries.wanted(referral, **asked.cleaned_data)
    found = offers.offers_in_turn(request.user, wanted)
    form = WhichTimes(posted(request), offers=found)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        offer = form.cleaned_data["offer"]
        if "confirm" in request.POST:
            try:
                act = partial(absent.begin, freed=freed) if freed else actions.book
                act(
                    referral=referral, programme=wanted.programme, offer=offer, when_shut=wanted.when_shut,
                    by=request.user,
                )  # fmt: skip
            except DomainError as refused:
                form.refuse(refused)
                status = refused.status_on_form
            else:
                messages.success(request, f"{wanted.programme} is booked. The practitioner and the school are told.")
                return redirect("referral", referral.pk)
        else:
            [one] = shown(request.user, wanted.school, [offer], freed=freed)
            days = [slot.date for slot in one.slots if slot.number]
            told |= {"shown": one, "lapsing": joining.lapsing(list(wanted.pupils), days), "wanted": wanted}
            return render(request, "sessions_app/course/check.html", told)
    listed = shown(request.user, wanted.school, found, freed=freed)
    told |= {"form": form, "offers": listed, "wanted": wanted, "notice": notice_for(wanted.school)}
    return render(request, "sessions_app/course/times.html", told, status=status)


def _freed(request: SignedInRequest, referral: "Referral") -> "SupportSession | None":
    """The time of today in which they begin, when one came here from it. Raises: Refused when it is not free now."""
    asked = InFreedTime(request.GET)
    if not (asked.is_valid() and asked.cleaned_data["freed"]):
        return None
    freed = sessions.get_visible(asked.cleaned_data["freed"], request.user)
    check_can_begin(freed, referral, request.user)
    return freed


@require_http_methods(["GET", "POST"])
def group(request: SignedInRequest, id: UUID) -> HttpResponse:
    """A place in a group that is booked, or on its waiting list."""
    referral = referrals.get_visible(id, request.user)
    rules.check_can_join_group(referral, request.user)
    assert referral.young_person is not None
    recording.seen(referral, by=request.user, verb="referral.group")
    runs = [(run, why_not(run.series, referral.young_person)) for run in runs_for(referral)]
    where = {True: "is on the waiting list and moves up by themselves", False: "has a place"}
    return form_page(
        request,
        form=WhichGroup(posted(request), runs=runs),
        act=lambda given: actions.join_group(referral=referral, by=request.user, **given),
        done=lambda answer: f"{referral.young_person} {where[answer.is_waiting]}.",
        to=reverse("referral", args=[referral.pk]),
        template="sessions_app/course/group.html",
        context={"referral": referral, "runs": runs, "open": [run for run, against in runs if not against]},
    )
