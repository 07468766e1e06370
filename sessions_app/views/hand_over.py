"""Handing over: choose somebody for each, look at what collides, confirm. Nothing is done before the last."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.form_page import act_or_ask, form_page
from mhst.core.forms import posted
from mhst.people.queries import practitioner as practitioners
from sessions_app.actions import hand_over as actions
from sessions_app.forms.hand_over import Told, WhoTakesWhom
from sessions_app.forms.instead import WhatInstead
from sessions_app.queries import hand_over as queries
from sessions_app.queries import referral as referrals
from sessions_app.queries import referral_page as pages
from sessions_app.rules import hand_over as rules
from sessions_app.rules.weeks import added_instead


@require_http_methods(["GET", "POST"])
def caseload(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Everybody of one caseload, and the groups its practitioner holds."""
    practitioner = practitioners.get_visible(id, request.user)
    rules.check_can_hand_over(practitioner, request.user)
    what = queries.to_pass(practitioner, request.user)
    form = WhoTakesWhom(posted(request), what=what)
    return _steps(request, what, form, done=reverse("caseload", args=[practitioner.pk]))


@require_http_methods(["GET", "POST"])
def one(request: SignedInRequest, id: UUID) -> HttpResponse:
    """One young person, with their own course."""
    referral = referrals.get_visible(id, request.user)
    rules.check_can_hand_one_over(referral, request.user)
    assert referral.practitioner is not None
    what = queries.to_pass(referral.practitioner, request.user, only=referral)
    form = WhoTakesWhom(posted(request), what=what, is_one=True)
    return _steps(request, what, form, done=reverse("referral", args=[referral.pk]))


@require_http_methods(["GET", "POST"])
def told(request: SignedInRequest, id: UUID) -> HttpResponse:
    """The young person knows by now who comes next."""
    referral = referrals.get_visible(id, request.user)
    hand_over = pages.handed_over(referral)
    if hand_over is None:
        raise NotFound("Nobody was handed over here.")
    rules.check_can_say_told(hand_over, request.user)
    return form_page(
        request,
        form=Told(posted(request), initial={"on": clock.today()}),
        act=lambda given: actions.told(hand_over=hand_over, on=given["on"], by=request.user),
        done="That is written down.",
        to=reverse("referral", args=[referral.pk]),
        template="sessions_app/hand_over/told.html",
        context={"referral": referral, "hand_over": hand_over},
    )


def _steps(request: SignedInRequest, what: queries.ToPass, form: WhoTakesWhom, *, done: str) -> HttpResponse:
    recording.seen(what.referrals, by=request.user, verb="caseload.hand_over")
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        return _check(request, what, form, done)
    told = {"what": what, "form": form, "back": done}
    return render(request, "sessions_app/hand_over/choose.html", told, status=422 if form.errors else 200)


def _check(request: SignedInRequest, what: queries.ToPass, form: WhoTakesWhom, done: str) -> HttpResponse:
    found = queries.collisions(request.user, what, form.who_takes_which())
    answers = request.POST if "confirm" in request.POST else None
    choices = WhatInstead(
        answers, collisions=found.each, rooms=queries.rooms_of(found.each),
        added=added_instead(request.user, what.practitioner, found),
    )  # fmt: skip
    hand_over = partial(
        actions.hand_over, practitioner=what.practitioner, young_people=form.passed(), runs=form.runs(), by=request.user
    )
    status = act_or_ask(request, choices, lambda: hand_over(instead=choices.instead()))
    if status is None:
        messages.success(request, f"Handed over: {_count(form)}. Those who hold the sessions are told.")
        return redirect(done)
    runs = [(run, to) for run in what.others if (to := form.runs().get(run.series.pk))]
    told = {
        "what": what, "form": form, "choices": choices, "passed": form.passed(), "runs": runs, "found": found.each,
        "with_times": queries.WITH_TIMES, "back": done,
    }  # fmt: skip
    return render(request, "sessions_app/hand_over/check.html", told, status=status)


def _count(form: WhoTakesWhom) -> str:
    people, runs = len(form.passed()), len(form.runs())
    said = [f"{people} young {'person' if people == 1 else 'people'}"] if people else []
    said += [f"{runs} {'run' if runs == 1 else 'runs'}"] if runs else []
    return " and ".join(said)
