"""Of one referral: work about the young person without them there."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core import clock
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from sessions_app.actions import indirect_activity as actions
from sessions_app.forms import indirect_activity as forms
from sessions_app.queries import indirect_activity as queries
from sessions_app.queries import referral as referrals
from sessions_app.rules import indirect_activity as rules
from sessions_app.rules.referral_parts import allows


@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What was done so far, and a form for what was done since."""
    referral = referrals.get_visible(id, request.user)
    rules.check_can_see(referral, request.user)
    recording.seen(referral, by=request.user, verb="referral.indirect")
    context = {
        "referral": referral,
        "activities": [(one, rules.may_withdraw(one, request.user)) for one in queries.activities_of(referral)],
    }
    if not allows(rules.check_can_write, referral, request.user):
        return render(request, "sessions_app/referral/indirect.html", context)
    return form_page(
        request,
        form=forms.Write(posted(request), initial={"done_on": clock.today()}),
        act=lambda given: actions.write(referral=referral, by=request.user, **given),
        done="That is written down.",
        to=reverse("referral-indirect", args=[referral.pk]),
        template="sessions_app/referral/indirect.html",
        context=context,
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: SignedInRequest, id: UUID, activity: UUID) -> HttpResponse:
    """It was written down wrongly."""
    referral = referrals.get_visible(id, request.user)
    rules.check_can_see(referral, request.user)
    found = queries.get(activity, referral)
    rules.check_can_withdraw(found, request.user)
    return form_page(
        request,
        form=forms.Withdraw(posted(request)),
        act=lambda given: actions.withdraw(activity=found, why=given["why"], by=request.user),
        done="That is withdrawn. It counts no more.",
        to=reverse("referral-indirect", args=[referral.pk]),
        template="sessions_app/referral/indirect_withdraw.html",
        context={"referral": referral, "activity": found},
    )
