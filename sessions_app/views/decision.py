"""Deciding together: first the outcome, then only what that outcome needs."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.errors import DomainError, NotFound
from mhst.core.forms import posted
from sessions_app.actions import decision as actions
from sessions_app.enums import LEADS_TO, TriageOutcome
from sessions_app.forms.asked import answered
from sessions_app.forms.decision import FORMS, Accept, Decide, NotAccept
from sessions_app.queries import decision as queries
from sessions_app.queries import referral as referrals
from sessions_app.queries import referral_page as pages
from sessions_app.rules import decision as rules
from sessions_app.rules import referral as referral_rules

if TYPE_CHECKING:
    from sessions_app.models import Referral


@dataclass(frozen=True)
class Choice:
    """An outcome with a sentence on what follows from it."""

    outcome: TriageOutcome
    follows: str


CHOICES = (
    Choice(TriageOutcome.ONE_TO_ONE, "They wait for a practitioner who sees them alone, or with a parent."),
    Choice(TriageOutcome.GROUP, "They wait for a place in a group."),
    Choice(TriageOutcome.ADVICE, "Whoever asked gets a letter with what to try first. Nobody is seen."),
    Choice(TriageOutcome.MORE_INFORMATION, "Whoever asked gets a letter with your question. It stays in triage."),
    Choice(TriageOutcome.NOT_ACCEPTED, "Other help fits better. Letters say what, to everybody concerned."),
    Choice(TriageOutcome.STEP_UP, "A referral letter to a specialist service is prepared."),
)


@require_GET
def choose(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What was asked, what was decided before, and the six outcomes."""
    referral = _load(request, id)
    context = {
        "choices": CHOICES,
        "before": queries.decisions_of(referral),
        "missing": referral_rules.missing(referral, LEADS_TO[TriageOutcome.ONE_TO_ONE]),
    }
    return _page(request, referral, "choose", context)


@require_http_methods(["GET", "POST"])
def decide(request: SignedInRequest, id: UUID, outcome: str) -> HttpResponse:
    """One outcome: who was there, why, and what it needs."""
    if outcome not in FORMS:
        raise NotFound
    referral = _load(request, id)
    form = _form(request, referral, outcome)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide(referral=referral, outcome=outcome, reasons=form.reasons(), by=request.user)
        except DomainError as refused:
            form.refuse(refused)
        else:
            return _done(request, referral, outcome)
    context = {"form": form, "outcome": TriageOutcome(outcome), "missing": _missing(referral, outcome)}
    return _page(request, referral, "decide", context, status=422 if form.errors else 200)


def _load(request: SignedInRequest, id: UUID) -> "Referral":
    referral = referrals.get_visible(id, request.user)
    rules.check_can_decide(referral, request.user)
    recording.seen(referral, by=request.user, verb="decision.choose")
    return referral


def _form(request: SignedInRequest, referral: "Referral", outcome: str) -> Decide:
    kind = FORMS[outcome]
    initial = {"present": [queries.own_id(referral, request.user)], "came_for": referral.reason}
    more: dict[str, Any] = {"initial": initial}
    if kind is Accept:
        more["programmes"] = queries.programmes_for(referral, outcome)
    if kind is NotAccept:
        more["signposts"] = queries.signposts()
    return kind(posted(request), people=queries.who_could_be_there(referral), **more)


def _missing(referral: "Referral", outcome: str) -> list[str]:
    to = LEADS_TO.get(TriageOutcome(outcome))
    return referral_rules.missing(referral, to) if to else []


def _done(request: SignedInRequest, referral: "Referral", outcome: str) -> HttpResponse:
    if outcome in rules.PATHWAYS:
        messages.success(request, "Decided. They wait for a practitioner now.")
        return redirect("referral", referral.pk)
    messages.success(request, "Decided. Look at the letters, and issue them.")
    return redirect("referral-letters", referral.pk)


def _page(
    request: SignedInRequest, referral: "Referral", name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    told = [(one, answered(one)) for one in pages.requests_of(referral)]
    return render(
        request, f"sessions_app/decision/{name}.html", {"referral": referral, "told": told, **context}, status=status
    )
