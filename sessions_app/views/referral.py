"""One referral: where it stands, and how it got there."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core import clock
from mhst.core.permissions import Permission
from sessions_app.forms.asked import answered
from sessions_app.forms.referral import Narrow
from sessions_app.queries import referral as queries
from sessions_app.queries import referral_consent, same_request
from sessions_app.queries import referral_list as lists
from sessions_app.queries import referral_page as pages
from sessions_app.rules.clock import clock_of
from sessions_app.rules.hand_over import may_say_told
from sessions_app.rules.referral import check_can_read, check_can_read_request
from sessions_app.rules.referral_parts import allows
from sessions_app.rules.what_for import check_can_say


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """The team's referrals, with the lights of each."""
    request.user.require(Permission.REFERRAL_VIEW)
    narrow = Narrow(
        request.GET,
        schools=lists.schools_with_referrals(request.user),
        practitioners=lists.practitioners_with_referrals(request.user),
    )
    page = lists.find(request.user, narrow.wanted(), page=request.GET.get("page", "1"))
    query = request.GET.copy()
    query.pop("page", None)
    since = clock.academic_year_starts(clock.today())
    return render(
        request,
        "sessions_app/referral/index.html",
        {
            "page": page,
            "rows": [(referral, clock_of(referral)) for referral in page],
            "form": narrow,
            "query": query.urlencode(),
            "since": since,
            "answered": lists.enquiries_answered(request.user, since, clock.today()),
        },
    )


@require_GET
def asked(request: SignedInRequest, id: UUID) -> HttpResponse:
    """The request in the words of whoever asked; and of those who asked again."""
    referral = queries.get_visible(id, request.user)
    check_can_read_request(referral, request.user)
    recording.seen(referral, by=request.user, verb="referral.asked")
    told = [(one, answered(one)) for one in pages.requests_of(referral)]
    return render(request, "sessions_app/referral/asked.html", {"referral": referral, "told": told})


@require_GET
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Where it stands, how long it has waited, and what could come next."""
    referral = queries.get_visible(id, request.user)
    same = same_request.same_as(referral, request.user)
    recording.seen([referral, *(one.referral for one in same)], by=request.user, verb="referral.detail")
    handed_over = pages.handed_over(referral) if allows(check_can_read, referral, request.user) else None
    return render(
        request,
        "sessions_app/referral/detail.html",
        {
            "referral": referral,
            "page": pages.overview(referral, request.user),
            "clock": clock_of(referral),
            "consent": referral_consent.summary(referral),
            "same": same,
            "shows_what_for": referral.young_person and allows(check_can_read_request, referral, request.user),
            "may_say_what_for": allows(check_can_say, referral, request.user),
            "handed_over": handed_over,
            "may_say_told": handed_over is not None and may_say_told(handed_over, request.user),
        },
    )


@require_GET
def history(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Every move: who, when, and to those who may read it, why."""
    referral = queries.get_visible(id, request.user)
    with_why = allows(check_can_read_request, referral, request.user)
    if with_why:
        recording.seen(referral, by=request.user, verb="referral.history")
    with_notes = allows(check_can_read, referral, request.user)
    steps = pages.history(referral, with_why=with_why, with_notes=with_notes)
    return render(
        request,
        "sessions_app/referral/history.html",
        {"referral": referral, "steps": steps, "with_why": with_why},
    )
