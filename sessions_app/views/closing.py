"""Closing as a guided page, and the list of those to ask how they are."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core import clock
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from sessions_app.actions import closing as actions
from sessions_app.forms import closing as forms
from sessions_app.queries import closing as queries
from sessions_app.queries import concern, referral_list
from sessions_app.queries import referral as referrals
from sessions_app.rules import closing as rules
from sessions_app.rules import referral_moves as may

if TYPE_CHECKING:
    from sessions_app.models import Referral


@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Measures, letters, why, and when to ask again: in this order, on one page."""
    referral = _load(request, id)
    closing = queries.closing_of(referral)
    form = forms.Close(posted(request), closing=closing)

    def act(given: dict[str, Any]) -> object:
        return actions.close(referral=referral, ending=form.ending(), by=request.user)

    return form_page(
        request,
        form=form,
        act=act,
        done="Closed. The letters are issued." if closing.letters else "Closed.",
        to=reverse("referral", args=[referral.pk]),
        template="sessions_app/closing/close.html",
        context={
            "referral": referral,
            "closing": closing,
            "ahead": referral_list.booked_ahead(referral),
            "waits": referral_list.waits(referral),
            "concern_is_open": concern.is_one_open(referral.young_person, request.user),
        },
    )


@require_POST
def prepare(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Drafts of the closing letters."""
    referral = _load(request, id)
    made = actions.prepare_letters(referral=referral, by=request.user)
    messages.success(
        request, f"{len(made)} letter{'' if len(made) == 1 else 's'} prepared. Write them, and look at each."
    )
    return redirect("referral-close", referral.pk)


@require_GET
def follow_ups(request: SignedInRequest) -> HttpResponse:
    """Whom to ask how they are."""
    request.user.require(Permission.REFERRAL_WORK)
    page = queries.follow_ups(request.user, request.GET.get("page", "1"))
    return render(request, "sessions_app/closing/follow_ups.html", {"page": page, "today": clock.today()})


@require_http_methods(["GET", "POST"])
def followed_up(request: SignedInRequest, id: UUID) -> HttpResponse:
    referral = referrals.get_visible(id, request.user)
    rules.check_can_follow_up(referral, request.user)

    def act(given: dict[str, Any]) -> object:
        return actions.followed_up(referral=referral, again_on=given["again_on"], by=request.user)

    return form_page(
        request,
        form=forms.FollowedUp(posted(request)),
        act=act,
        done="Kept. They are asked again on the day you chose." if request.POST.get("again_on_0") else "Kept.",
        to=reverse("follow-ups"),
        template="sessions_app/closing/followed_up.html",
        context={"referral": referral},
    )


def _load(request: SignedInRequest, id: UUID) -> "Referral":
    referral = referrals.get_visible(id, request.user)
    may.check_can_close(referral, request.user)
    recording.seen(referral, by=request.user, verb="closing.close")
    return referral
