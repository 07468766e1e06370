"""The link worker's list, and each young person on it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.community.prescribing.actions import referral as actions
from mhst.community.prescribing.queries import referral as queries
from mhst.community.prescribing.rules import referral as rules
from mhst.community.prescribing.words import CREDIT, QUESTIONS, YOUNGEST
from mhst.core import clock
from mhst.core.permissions import Permission


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Due, one's own, what waits, whom colleagues work with."""
    request.user.require(Permission.PRESCRIBING_WORK)
    context = {
        "due": queries.reviews_due(request.user),
        "mine": queries.caseload(request.user),
        "waiting": queries.waiting(request.user, request.GET.get("page", 1)),
        "others": queries.with_colleagues(request.user),
    }
    return render(request, "prescribing/index.html", context)


@require_GET
def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    """All of it, to whoever works with them; why they were referred, while nobody does."""
    referral = queries.get_visible(id, request.user)
    if referral.state != "waiting" and not rules.is_own(referral, request.user):
        return render(request, "prescribing/colleagues.html", {"referral": referral})
    rules.check_can_read(referral, request.user)
    recording.seen(referral, by=request.user, verb="prescribing.show")
    attempts, answers = queries.attempts_of(referral), queries.answers_of(referral)
    context = {
        "referral": referral,
        "is_own": rules.is_own(referral, request.user),
        "attempts": attempts,
        "asks_what_next": referral.is_open and rules.asks_what_next(referral, attempts),
        "steps": referral.steps.all(),
        "introductions": referral.introductions.all(),
        "reviews": referral.reviews.all(),
        "answers": answers,
        "charts": queries.charts_of(answers),
        "questions": [name for _, name, _ in QUESTIONS],
        "credit": CREDIT,
        "is_old_enough": referral.young_person.age_on(clock.today()) >= YOUNGEST,
        "was_asked_today": bool(answers) and answers[-1].on == clock.today(),
    }
    return render(request, "prescribing/show.html", context)


@require_POST
def take(request: SignedInRequest, id: UUID) -> HttpResponse:
    actions.take(referral=queries.get_visible(id, request.user), by=request.user)
    messages.success(request, "You work with them from now on.")
    return redirect("prescribing-show", id)


@require_POST
def agree_plan(request: SignedInRequest, id: UUID) -> HttpResponse:
    actions.agree_plan(referral=queries.get_visible(id, request.user), by=request.user)
    messages.success(request, "Agreed. It is looked at after three, six and twelve months.")
    return redirect("prescribing-show", id)
