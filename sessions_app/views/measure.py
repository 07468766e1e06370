"""Goals and questionnaires of one referral, on the practitioner's screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.actors import Actor
from mhst.core.errors import DomainError, NotFound
from mhst.core.form_page import confirm_page, form_page
from mhst.core.forms.plain import posted
from mhst.core.permissions import Permission
from mhst.settings.environment import environment
from sessions_app.actions import goal as goals
from sessions_app.actions import measure as actions
from sessions_app.forms.measure import AnswersForm, AskForm, CompareForm, GoalForm, ScoresForm
from sessions_app.instruments import find
from sessions_app.queries import contact
from sessions_app.queries import measure as queries
from sessions_app.queries import measure_page as pages
from sessions_app.queries import referral as referrals
from sessions_app.queries.measures_missed import missed_by
from sessions_app.rules.measure import check_can_fill_in, check_can_link, check_can_mark_read, check_open
from sessions_app.rules.referral import check_can_read, check_can_work
from sessions_app.rules.referral_parts import allows

if TYPE_CHECKING:
    from sessions_app.models import Measure, Referral

PAGE = "sessions_app/measure"
A_PAGE = 20


@require_GET
def index(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What is due, what is waiting, and what has changed since the start."""
    referral = _readable(request, id)
    recording.seen(referral, by=request.user, verb="measure.index")
    page = pages.page_of(referral)
    context = {
        "referral": referral,
        "page": page,
        "compare": CompareForm(initial={"compared_with": page.compared_with}),
        "may_work": allows(check_can_work, referral, request.user),
    }
    return render(request, f"{PAGE}/index.html", context)


@require_GET
def waiting(request: SignedInRequest) -> HttpResponse:
    """Across a caseload or a team: answers to read today, and what is overdue or missing. To some, only the packs."""
    if not queries.reads_any(request.user) and request.user.can(Permission.PACK_INSTALL):
        return redirect("packs")
    missing = missed_by(request.user)
    context = {
        "to_read": list(queries.to_read(request.user)[:A_PAGE]),
        "page": Paginator(queries.overdue(request.user), A_PAGE).get_page(request.GET.get("page")),
        "missing": missing[:A_PAGE],
        "more_missing": len(missing[A_PAGE:]),
        "may_install": request.user.can(Permission.PACK_INSTALL),
    }
    return render(request, f"{PAGE}/waiting.html", context)


def ask(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Ask for one questionnaire; the plan's own suggestions come filled in."""
    referral = _workable(request, id)
    form = AskForm(posted(request), initial={name: request.GET.get(name, "") for name in AskForm.base_fields})
    made: list[Measure] = []
    answer = form_page(
        request,
        form=form,
        act=lambda cleaned: made.append(actions.ask(referral=referral, by=request.user, **cleaned)),
        done="It is asked for. Choose how it is filled in.",
        to=reverse("referral-measures", args=[referral.pk]),
        template=f"{PAGE}/ask.html",
        context={"referral": referral},
    )
    return redirect("measure", made[0].pk) if made else answer


@require_GET
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    """One questionnaire: how to have it filled in, or what came back."""
    measure = _readable_measure(request, id)
    recording.seen(measure.referral, by=request.user, verb="measure.detail")
    context = {
        "referral": measure.referral,
        "measure": measure,
        "instrument": find(measure.instrument),
        "sheet": queries.sheet_of(measure),
        "answers": pages.answers_told(measure),
        "scores": pages.scores_told(measure),
        "to_read": pages.answers_to_read(measure) if measure.to_read else [],
        "to_talk_about": pages.to_talk_about(measure),
        "may_fill_in": _may(check_can_fill_in, measure, request),
        "may_link": _may(check_can_link, measure, request),
        "ways": contact.ways_to(measure.referral, measure.rater) if measure.is_open else [],
        "may_mark_read": _may(check_can_mark_read, measure, request),
    }
    return render(request, f"{PAGE}/detail.html", context)


@require_POST
@never_cache
def link(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Makes the link and shows it, in this answer only: it is in no address, no session and no cookie."""
    measure = _readable_measure(request, id)
    ways = contact.ways_to(measure.referral, measure.rater)
    if way := next((way for way in ways if str(way.pk) == request.POST.get("way")), None):
        actions.send_link(measure=measure, way=way, by=request.user)
        messages.success(request, "The link is on its way. It opens for seven days.")
        return redirect("measure", measure.pk)
    token = actions.make_link(measure=measure, by=request.user)
    address = f"{environment.base_url.rstrip('/')}{reverse('measure-link', args=[token])}"
    context = {
        "referral": measure.referral,
        "measure": measure,
        "instrument": find(measure.instrument),
        "address": address,
    }
    return render(request, f"{PAGE}/link.html", context)


def together(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Read out and answered together, all questions on one page."""
    measure = _fillable(request, id)
    sheet, instrument = queries.sheet_of(measure), find(measure.instrument)
    if sheet is None:
        raise NotFound("Its words are not installed here. Use the paper form and enter the scores.")
    form = AnswersForm(posted(request), instrument=instrument, sheet=sheet, questions=sheet.questions)
    return form_page(
        request,
        form=form,
        act=lambda cleaned: actions.answer_together(measure=measure, answers=form.given, by=request.user),
        done="The answers are kept and added up.",
        to=reverse("measure", args=[measure.pk]),
        template=f"{PAGE}/together.html",
        context={"referral": measure.referral, "measure": measure, "instrument": instrument, "sheet": sheet},
    )


def scores(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Copied from a paper form."""
    measure = _fillable(request, id)
    instrument = find(measure.instrument)
    names = queries.scales_of(measure)
    form = ScoresForm(posted(request), instrument=instrument, rater=measure.rater, names=names)
    return form_page(
        request,
        form=form,
        act=lambda cleaned: actions.enter_scores(
            measure=measure, scores=form.scores, on=cleaned["on"], by=request.user
        ),
        done="The scores are kept.",
        to=reverse("measure", args=[measure.pk]),
        template=f"{PAGE}/scores.html",
        context={"referral": measure.referral, "measure": measure, "instrument": instrument},
    )


def decline(request: SignedInRequest, id: UUID) -> HttpResponse:
    """They would rather not."""
    measure = _fillable(request, id)
    return confirm_page(
        request,
        act=lambda: actions.decline(measure=measure, by=request.user),
        done="It is noted that they chose not to fill it in.",
        to=reverse("referral-measures", args=[measure.referral_id]),
        template=f"{PAGE}/decline.html",
        context={"referral": measure.referral, "measure": measure, "instrument": find(measure.instrument)},
    )


@require_POST
def read(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Somebody has read the answers that called for it."""
    measure = _readable_measure(request, id)
    actions.mark_read(measure=measure, by=request.user)
    messages.success(request, "It is noted that you have read the answers.")
    return redirect("measure", measure.pk)


@require_POST
def compare(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Whose scores theirs are held against, as they say."""
    referral = _workable(request, id)
    form = CompareForm(request.POST)
    if form.is_valid():
        actions.compare(referral=referral, by=request.user, **form.cleaned_data)
        messages.success(request, "The comparison is as they chose.")
    return redirect("referral-measures", referral.pk)


def goal_add(request: SignedInRequest, id: UUID) -> HttpResponse:
    referral = _workable(request, id)
    return form_page(
        request,
        form=GoalForm(posted(request)),
        act=lambda cleaned: goals.set_goal(referral=referral, by=request.user, **cleaned),
        done="The goal is written down.",
        to=reverse("referral-measures", args=[referral.pk]),
        template=f"{PAGE}/goal.html",
        context={"referral": referral},
    )


def goal_drop(request: SignedInRequest, id: UUID, goal_id: UUID) -> HttpResponse:
    referral = _workable(request, id)
    goal = queries.get_goal(referral, goal_id)
    return confirm_page(
        request,
        act=lambda: goals.drop(goal=goal, by=request.user),
        done="The goal is no longer worked on. Its scores stay.",
        to=reverse("referral-measures", args=[referral.pk]),
        template=f"{PAGE}/goal_drop.html",
        context={"referral": referral, "goal": goal},
    )


def _readable(request: SignedInRequest, id: UUID) -> "Referral":
    referral = referrals.get_visible(id, request.user)
    check_can_read(referral, request.user)
    return referral


def _workable(request: SignedInRequest, id: UUID) -> "Referral":
    referral = referrals.get_visible(id, request.user)
    check_can_work(referral, request.user)
    return referral


def _readable_measure(request: SignedInRequest, id: UUID) -> "Measure":
    measure = queries.get_visible(id, request.user)
    check_can_read(measure.referral, request.user)
    return measure


def _may(check: Callable[["Measure", Actor], None], measure: "Measure", request: SignedInRequest) -> bool:
    try:
        check(measure, request.user)
    except DomainError:
        return False
    return True


def _fillable(request: SignedInRequest, id: UUID) -> "Measure":
    """What is sent is judged by the action: a second window is told why on its own page, and keeps what was entered."""
    measure = queries.get_visible(id, request.user)
    check_can_work(measure.referral, request.user)
    if request.method != "POST":
        check_open(measure)
    return measure
