"""Of one referral: its sessions, the plan that was agreed, and the next step of the work."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core import clock
from mhst.core.errors import Conflict, DomainError, Refused
from mhst.core.forms import posted
from sessions_app.actions import care_plan
from sessions_app.actions import referral as actions
from sessions_app.enums import ReferralState
from sessions_app.forms.care_plan import Agree
from sessions_app.queries import progress
from sessions_app.queries import referral as referrals
from sessions_app.queries import referral_sessions as queries
from sessions_app.rules import referral as rules
from sessions_app.rules import referral_step
from sessions_app.rules.attendance import talk_about_coming


@require_GET
def index(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Every session, who came and what is written."""
    referral = referrals.get_visible(id, request.user)
    rules.check_can_read(referral, request.user)
    recording.seen(referral, by=request.user, verb="referral.sessions")
    came = progress.attendances_of(referral)
    context = {
        "referral": referral,
        "lines": queries.sessions_of(referral),
        "talk": talk_about_coming(referral.young_person, came) if referral.young_person else "",
    }
    return render(request, "sessions_app/referral/sessions.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What was agreed; a new plan is written beside the earlier ones."""
    referral = referrals.get_visible(id, request.user)
    rules.check_can_read(referral, request.user)
    recording.seen(referral, by=request.user, verb="referral.plan")
    form = Agree(posted(request), initial={"agreed_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            care_plan.agree(referral=referral, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "The plan is written down.")
            return redirect("referral-plan", referral.pk)
    context = {
        "referral": referral,
        "plans": queries.plans_of(referral),
        "form": form if referral_step.allows(rules.check_can_work, referral, request.user) else None,
    }
    return render(request, "sessions_app/referral/plan.html", context, status=422 if form.errors else 200)


@require_POST
def go_on(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Take the step that the page suggested."""
    referral = referrals.get_visible(id, request.user)
    rules.check_can_work(referral, request.user)
    to = request.POST.get("to", "")
    try:
        referral_step.check_is_step(to)
        actions.move(referral=referral, to=to, by=request.user)
    except DomainError as refused:
        if not isinstance(refused, Conflict) and refused.code not in {"state", "missing", "step"}:
            raise
        messages.warning(request, refused.message)
    else:
        messages.success(request, f"The referral stands at: {ReferralState(to).label}.")
    return redirect("referral", referral.pk)
