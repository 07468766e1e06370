"""Supervision: hours of the team or one's own, and the record of one."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core import clock
from mhst.core.errors import NotFound, Refused
from mhst.core.forms import posted
from mhst.core.middleware import wants_json
from mhst.core.permissions import Permission
from sessions_app.actions import supervision as actions
from sessions_app.forms import supervision as forms
from sessions_app.queries import referral as referrals
from sessions_app.queries import supervision as queries
from sessions_app.queries.own import practitioner_of
from sessions_app.queries.supervision_cases import cases
from sessions_app.queries.supervision_hours import hours_of
from sessions_app.rules import supervision as rules
from sessions_app.rules.referral import check_can_read

if TYPE_CHECKING:
    from sessions_app.models import Supervision


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """The team's practitioners with their hours, for those who give supervision; and one's own."""
    gives = request.user.can(Permission.SUPERVISION_GIVE)
    if not gives:
        request.user.require(Permission.SUPERVISION_VIEW)
    own = practitioner_of(request.user)
    team = queries.team_of(request.user) if gives else []
    hours = hours_of([*team, *([own] if own else [])])
    to_do = queries.decisions_to_do(request.user)
    recording.seen([each.referral for each in to_do], by=request.user, verb="supervision.to_do")
    context = {
        "gives": gives,
        "team": [(one, hours[one.pk]) for one in team],
        "own": own,
        "to_do": to_do,
        "today": clock.today(),
        "own_hours": hours[own.pk] if own else [],
        "page": queries.records_of(own, request.user, page=request.GET.get("page", 1)) if own else None,
    }
    return render(request, "sessions_app/supervision/index.html", context)


@require_GET
def practitioner(request: SignedInRequest, id: UUID) -> HttpResponse:
    found = queries.get_practitioner(id, request.user)
    context = {
        "practitioner": found,
        "hours": hours_of([found])[found.pk],
        "page": queries.records_of(found, request.user, page=request.GET.get("page", 1)),
        "may_give": rules.may(rules.check_can_give, found, request.user),
    }
    return render(request, "sessions_app/supervision/practitioner.html", context)


@require_POST
def begin(request: SignedInRequest, id: UUID) -> HttpResponse:
    form = forms.Begin(request.POST)
    found = queries.get_practitioner(id, request.user)
    if not form.is_valid():
        raise NotFound()
    supervision = actions.begin(practitioner=found, by=request.user, **form.cleaned_data)
    return redirect("supervision-record", supervision.pk)


@require_http_methods(["GET", "POST"])
def record(request: SignedInRequest, id: UUID) -> HttpResponse:
    supervision = queries.get_visible(id, request.user)
    if not rules.may(rules.check_can_write, supervision, request.user):
        if request.method == "POST":
            rules.check_can_write(supervision, request.user)
        return _read(request, supervision)
    return _write(request, supervision)


@require_POST
def sign(request: SignedInRequest, id: UUID) -> HttpResponse:
    supervision = queries.get_visible(id, request.user)
    try:
        actions.sign(supervision=supervision, by=request.user)
    except Refused as refused:
        if refused.lacks_permission:
            raise
        messages.warning(request, refused.message)
    else:
        messages.success(request, "You have signed this supervision.")
    return redirect("supervision-record", supervision.pk)


@require_GET
def of_referral(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What supervision decided about one young person."""
    referral = referrals.get_visible(id, request.user)
    check_can_read(referral, request.user)
    recording.seen(referral, by=request.user, verb="referral.supervision")
    context = {"referral": referral, "decisions": queries.decisions_about(referral)}
    return render(request, "sessions_app/referral/supervision.html", context)


@require_POST
def finish(request: SignedInRequest, id: UUID, decision_id: UUID) -> HttpResponse:
    referral = referrals.get_visible(id, request.user)
    check_can_read(referral, request.user)
    actions.finish(decision=queries.get_decision(decision_id, referral), by=request.user)
    messages.success(request, "It is done.")
    return redirect("referral-supervision", referral.pk)


def _write(request: SignedInRequest, supervision: "Supervision") -> HttpResponse:
    listed = cases(supervision, request.user) if supervision.is_case_management else []
    recording.seen([case.referral for case in listed], by=request.user, verb="supervision.record")
    form = forms.Written(
        posted(request), supervision=supervision, cases=listed, decided=queries.decided_in(supervision)
    )
    status = 200
    if request.method == "POST":
        actions.save(supervision=supervision, by=request.user, **form.kept())
        if wants_json(request) or "only_keep" in request.POST:
            return JsonResponse({"kept_at": f"{clock.now().astimezone(clock.LONDON):%H:%M}"})
        if form.is_valid():
            messages.success(request, "It is saved.")
            return redirect("supervision-record", supervision.pk)
        status = 422
    context = {"supervision": supervision, "form": form, "wrong": form.wrong}
    return render(request, "sessions_app/supervision/write.html", context, status=status)


def _read(request: SignedInRequest, supervision: "Supervision") -> HttpResponse:
    decisions = queries.decided_in(supervision).values()
    readable = [one for one in decisions if rules.may(check_can_read, one.referral, request.user)]
    recording.seen([one.referral for one in readable], by=request.user, verb="supervision.record")
    context = {
        "supervision": supervision,
        "decisions": readable,
        "hidden": len(decisions) - len(readable),
        "may_sign": rules.may(rules.check_can_sign, supervision, [], {}, request.user),
    }
    return render(request, "sessions_app/supervision/read.html", context)
