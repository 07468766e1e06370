"""The forms of a link worker's page, each for their own caseload."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.community.prescribing.actions import referral as actions
from mhst.community.prescribing.actions import work
from mhst.community.prescribing.enums import StepState
from mhst.community.prescribing.forms import referral as forms
from mhst.community.prescribing.queries import referral as queries
from mhst.community.prescribing.rules import referral as rules
from mhst.community.prescribing.words import CREDIT, INTRODUCTION
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.form_page import form_page
from mhst.core.forms import PlainForm, posted

BOTH = require_http_methods(["GET", "POST"])
Act = Callable[..., Any]


@BOTH
def attempt(request: SignedInRequest, id: UUID) -> HttpResponse:
    now = {"day": clock.today()}
    return _form(request, id, forms.Try(posted(request), initial=now), work.attempt, "A try to reach them")


@BOTH
def say_next(request: SignedInRequest, id: UUID) -> HttpResponse:
    return _form(request, id, forms.SayNext(posted(request)), actions.say_next, "Three tries reached nobody")


@BOTH
def matters(request: SignedInRequest, id: UUID) -> HttpResponse:
    now = {"matters": _own(request, id).matters}
    form = forms.Matters(posted(request), initial=now)
    return _form(request, id, form, actions.say_what_matters, "What matters to me")


@BOTH
def add_step(request: SignedInRequest, id: UUID) -> HttpResponse:
    return _form(request, id, forms.AddStep(posted(request)), work.add_step, "A step of the plan")


@require_POST
def move_step(request: SignedInRequest, id: UUID, step: UUID, state: str) -> HttpResponse:
    if state not in StepState.values:
        raise NotFound
    work.move_step(referral=_own(request, id), step=step, state=StepState(state), by=request.user)
    return redirect("prescribing-show", id)


@BOTH
def introduce(request: SignedInRequest, id: UUID) -> HttpResponse:
    form = forms.Introduce(posted(request), initial={"on": clock.today()})
    return _form(request, id, form, work.introduce, "Introduce them to a service")


@BOTH
def what_came(request: SignedInRequest, id: UUID, introduction: UUID) -> HttpResponse:
    found = queries.part(_own(request, id), "introductions", introduction)
    form = forms.WhatCame(posted(request), initial={"came_of": found.came_of, "words": found.words})
    act = lambda **said: work.say_what_came(introduction=introduction, **said)  # noqa: E731
    return _form(request, id, form, act, f"What came of {found.service}")


@BOTH
def review(request: SignedInRequest, id: UUID, review: UUID) -> HttpResponse:
    found = queries.part(_own(request, id), "reviews", review)
    form = forms.ReviewIt(posted(request), initial={"held_on": clock.today()})
    act = lambda **said: work.review(review=review, **said)  # noqa: E731
    return _form(request, id, form, act, f"After {found.month} months")


@BOTH
def wellbeing(request: SignedInRequest, id: UUID) -> HttpResponse:
    referral = _own(request, id)
    if request.method == "GET":
        rules.check_still_agreed(referral)
        age = referral.young_person.age_on(clock.today())
        rules.check_can_ask_wellbeing(age, queries.was_asked_today(referral))
    return _form(
        request, id, forms.Wellbeing(posted(request)), work.ask_wellbeing, "Four questions", INTRODUCTION, CREDIT
    )


@BOTH
def close(request: SignedInRequest, id: UUID) -> HttpResponse:
    return _form(request, id, forms.Close(posted(request)), actions.close, "Finish")


def _own(request: SignedInRequest, id: UUID) -> Any:
    """Raises: NotFound for another team's, Refused for a colleague's."""
    referral = queries.get_visible(id, request.user)
    rules.check_can_work(referral, request.user)
    return referral


def _form(
    request: SignedInRequest, id: UUID, form: PlainForm, act: Act, title: str, before: str = "", after: str = ""
) -> HttpResponse:
    referral = _own(request, id)
    return form_page(
        request,
        form=form,
        act=lambda said: act(referral=referral, by=request.user, **said),
        done="Saved.",
        to=reverse("prescribing-show", args=[id]),
        template="prescribing/form.html",
        context={"title": title, "caption": referral.young_person.name, "before": before, "after": after},
    )
