"""Who works with whom: choosing somebody for those who wait, one caseload, and a team's."""

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core import clock
from mhst.core.form_page import act_or_ask
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from mhst.people.queries import practitioner as practitioners
from sessions_app.actions import allocation as actions
from sessions_app.forms.allocation import Allocate
from sessions_app.queries import caseload as queries
from sessions_app.queries import consent_end, referral_consent
from sessions_app.queries import referral as referrals
from sessions_app.queries.allocation import suggestions, usual_caseload
from sessions_app.queries.own import away_of, practitioner_of
from sessions_app.rules import allocation as rules
from sessions_app.rules.due import due

#: Days away are told of this long before they begin.
SOON = dt.timedelta(days=6)


@require_http_methods(["GET", "POST"])
def allocate(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Somebody for a young person who waits: everybody of the team with reasons, the best fit first."""
    referral = referrals.get_visible(id, request.user)
    rules.check_can_allocate(referral, request.user)
    recording.seen(referral, by=request.user, verb="referral.allocate")
    form = Allocate(posted(request), suggestions=suggestions(referral))
    status = act_or_ask(
        request, form, lambda: actions.allocate(referral=referral, by=request.user, **form.cleaned_data)
    )
    if status is None:
        messages.success(request, f"{form.cleaned_data['practitioner']} works with them from now on.")
        return redirect("referral", referral.pk)
    told = {"referral": referral, "form": form}
    return render(request, "sessions_app/allocation/allocate.html", told, status=status)


@require_GET
def own(request: SignedInRequest) -> HttpResponse:
    """One's own caseload; to those who have none but allocate, the team's."""
    mine = practitioner_of(request.user)
    if mine is None or not request.user.can(Permission.REFERRAL_WORK, mine):
        request.user.require(Permission.REFERRAL_ALLOCATE)
        return redirect("caseload-team")
    return caseload(request, mine.pk)


@require_GET
def caseload(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Everybody one practitioner works with: where they stand, when they are next seen, what is due."""
    practitioner = practitioners.get_visible(id, request.user)
    rules.check_can_see_caseload(practitioner, request.user)
    page = queries.caseload(practitioner, request.user, page=request.GET.get("page", "1"))
    recording.seen([case.referral for case in page], by=request.user, verb="caseload.list")
    blocked = referral_consent.blocked(case.referral for case in page)
    ends = consent_end.ending_in_words([case.referral for case in page], clock.today())
    told = {
        "practitioner": practitioner,
        "page": page,
        "cases": [
            (case, due(case, blocked.get(case.referral.pk, ""), ends.get(case.referral.pk, ""))) for case in page
        ],
        "usual": usual_caseload(practitioner.grade),
        "away": away_of(practitioner, clock.today(), clock.today() + SOON),
        "is_own": practitioner.user_id == request.user.pk,
        "may_hand_over": request.user.can(Permission.REFERRAL_ALLOCATE, practitioner),
    }
    return render(request, "sessions_app/allocation/caseload.html", told)


@require_GET
def team(request: SignedInRequest) -> HttpResponse:
    """How the work is shared out, who needs somebody else, and who waits for somebody."""
    request.user.require(Permission.REFERRAL_ALLOCATE)
    waiting = queries.waiting(request.user, page=request.GET.get("page", "1"))
    recording.seen(list(waiting), by=request.user, verb="caseload.team")
    told = {"loads": queries.loads(request.user), "page": waiting}
    return render(request, "sessions_app/allocation/team.html", told)
