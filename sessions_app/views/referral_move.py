"""What people do with a referral as a whole: say who it is about, answer, pause, go on, pass on, open again."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.form_page import confirm_page, form_page
from mhst.core.forms import PlainForm, posted
from sessions_app.actions import enquiry as enquiries
from sessions_app.actions import referral as actions
from sessions_app.actions import stepping_up
from sessions_app.actions import what_for as what_for_actions
from sessions_app.enums import LetterKind
from sessions_app.forms import referral as forms
from sessions_app.queries import duplicate, referral_list, same_request
from sessions_app.queries import letter as letters
from sessions_app.queries import referral as queries
from sessions_app.rules import enquiry as enquiry_rules
from sessions_app.rules import referral as rules
from sessions_app.rules import referral_moves as may
from sessions_app.rules.stepping_up import check_can_step_up
from sessions_app.rules.what_for import check_can_say

if TYPE_CHECKING:
    from sessions_app.models import Referral

Act = Callable[[dict[str, Any]], object]
BOTH = require_http_methods(["GET", "POST"])


@BOTH
def match(request: SignedInRequest, id: UUID) -> HttpResponse:
    """The same young person as one on record, or somebody new: a person decides."""
    referral = queries.get_visible(id, request.user)
    rules.check_can_match(referral, request.user)
    found = duplicate.alike(referral, request.user)
    same = same_request.same_as(referral, request.user)
    looked_at = [referral, *(one.person for one in found), *(one.referral for one in same)]
    recording.seen(looked_at, by=request.user, verb="referral.match")
    form = forms.Match(posted(request), found=found)

    def act(given: dict[str, Any]) -> object:
        person = form.found.get(given["who"])
        if person is None:
            return actions.take_on(referral=referral, by=request.user)
        return actions.match(referral=referral, young_person=person, by=request.user)

    return _page(request, referral, "match", form, act, "It is clear now who this is about.", found=found, same=same)


@BOTH
def join(request: SignedInRequest, id: UUID) -> HttpResponse:
    """A second request about somebody whose referral is open: read both together."""
    referral = queries.get_visible(id, request.user)
    other = may.other_to_join(referral, request.user)
    return confirm_page(
        request,
        act=lambda: actions.join(referral=referral, other=other, by=request.user),
        done="Both are read together now.",
        to=reverse("referral", args=[other.pk]),
        template="sessions_app/referral/join.html",
        context={"referral": referral, "other": other},
    )


@BOTH
def answer(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Advice to whoever asked, without any referral."""
    referral = queries.get_visible(id, request.user)
    enquiry_rules.check_can_answer(referral, request.user)
    recording.seen(referral, by=request.user, verb="enquiry.answer")

    def act(given: dict[str, Any]) -> object:
        return enquiries.answer(referral=referral, advice=given["advice"], by=request.user)

    return _page(request, referral, "answer", forms.Answer(posted(request)), act, "The advice is kept.")


@BOTH
def become_request(request: SignedInRequest, id: UUID) -> HttpResponse:
    """An enquiry that needs more than advice: who it is about is said, and then looked for on record."""
    referral = queries.get_visible(id, request.user)
    enquiry_rules.check_can_become_request(referral, request.user)
    recording.seen(referral, by=request.user, verb="enquiry.become_request")
    form = forms.BecomeRequest(posted(request))

    def act(given: dict[str, Any]) -> object:
        return enquiries.become_request(referral=referral, about=form.answers(), by=request.user)

    done = "It is a request for support now. Say next whether they are on record."
    return _page(request, referral, "become_request", form, act, done, to="referral-match")


@BOTH
def pause(request: SignedInRequest, id: UUID) -> HttpResponse:
    referral = _found(request, id, may.check_can_pause)

    def act(given: dict[str, Any]) -> object:
        return actions.pause(referral=referral, why=given["why"], by=request.user)

    ahead = referral_list.booked_ahead(referral)
    return _page(request, referral, "pause", forms.Why(posted(request)), act, "Paused.", ahead=ahead)


@BOTH
def resume(request: SignedInRequest, id: UUID) -> HttpResponse:
    referral = _found(request, id, may.check_can_resume)

    def act(given: dict[str, Any]) -> object:
        return actions.resume(referral=referral, why=given["why"], by=request.user)

    return _page(request, referral, "resume", forms.GoOn(posted(request)), act, "It goes on where it was paused.")


@BOTH
def transfer(request: SignedInRequest, id: UUID) -> HttpResponse:
    """To another team, at one of its schools. Afterwards this team has it no more."""
    referral = _found(request, id, may.check_can_transfer)
    form = forms.Transfer(posted(request), serving=queries.teams_to_pass_on_to(referral))

    def act(given: dict[str, Any]) -> object:
        return actions.transfer(referral=referral, **form.answers(), by=request.user)

    ahead = referral_list.booked_ahead(referral)
    return _page(
        request,
        referral,
        "transfer",
        form,
        act,
        "The other team has it now.",
        to="referrals",
        ahead=ahead,
        waits=referral_list.waits(referral),
    )


@BOTH
def step_up(request: SignedInRequest, id: UUID) -> HttpResponse:
    """To specialist help, from wherever the support stands: the letters are prepared, and written next."""
    referral = _found(request, id, check_can_step_up)
    recording.seen(referral, by=request.user, verb="referral.step_up")

    def act(given: dict[str, Any]) -> object:
        return stepping_up.step_up(referral=referral, **given, by=request.user)

    done = "Stepped up. Write the letters, look at them and send them."
    return _page(
        request, referral, "step_up", forms.StepUp(posted(request)), act, done, to="referral-letters",
        ahead=referral_list.booked_ahead(referral), waits=referral_list.waits(referral),
        readers=letters.readers_of(referral, LetterKind.STEP_UP),
    )  # fmt: skip


@BOTH
def reopen(request: SignedInRequest, id: UUID) -> HttpResponse:
    referral = _found(request, id, may.check_can_reopen)

    def act(given: dict[str, Any]) -> object:
        return actions.reopen(referral=referral, why=given["why"], by=request.user)

    return _page(request, referral, "reopen", forms.Why(posted(request)), act, "Open again: it is back in triage.")


@BOTH
def what_for(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What they came for, as figures call it."""
    referral = _found(request, id, check_can_say)
    recording.seen(referral, by=request.user, verb="referral.what_for")
    form = forms.WhatFor(posted(request), initial={"came_for": referral.reason})

    def act(given: dict[str, Any]) -> object:
        return what_for_actions.say(referral=referral, **given, by=request.user)

    return _page(request, referral, "what_for", form, act, "What they came for is kept.")


def _found(request: SignedInRequest, id: UUID, check: Callable[["Referral", Any], None]) -> "Referral":
    referral = queries.get_visible(id, request.user)
    check(referral, request.user)
    return referral


def _page(
    request: SignedInRequest, referral: "Referral", name: str, form: PlainForm, act: Act, done: str, *,
    to: str = "referral", **told: object,
) -> HttpResponse:  # fmt: skip
    return form_page(
        request,
        form=form,
        act=act,
        done=done,
        to=reverse(to, args=[] if to == "referrals" else [referral.pk]),
        template=f"sessions_app/referral/{name}.html",
        context={"referral": referral, "back": reverse("referral", args=[referral.pk]), **told},
    )
