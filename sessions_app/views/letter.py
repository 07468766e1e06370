"""Letters of a referral: the list, the words of one, the paper, and sending it on its way."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.errors import DomainError
from mhst.core.forms import posted
from mhst.core.pdf import leading_back, pdf_response
from sessions_app.actions import letter as actions
from sessions_app.documents.letter import left_open, letter_pdf, paragraphs
from sessions_app.enums import LetterState, LetterTo
from sessions_app.forms import letter as forms
from sessions_app.forms.dispatch import ByHand
from sessions_app.queries import dispatch as dispatches
from sessions_app.queries import letter as queries
from sessions_app.queries import referral as referrals
from sessions_app.rules import letter as rules
from sessions_app.rules.referral_parts import allows

if TYPE_CHECKING:
    from sessions_app.models import Letter


@require_http_methods(["GET", "POST"])
def of_referral(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Those there are, and one more to prepare."""
    referral = referrals.get_visible(id, request.user)
    rules.check_can_read(referral, request.user)
    recording.seen(referral, by=request.user, verb="letter.of_referral")
    form = forms.Prepare(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            letter = actions.prepare(referral=referral, by=request.user, **form.cleaned_data)
        except DomainError as refused:
            form.refuse(refused)
        else:
            return redirect("letter", letter.pk)
    context = {
        "referral": referral,
        "letters": queries.of_referral(referral),
        "form": form if allows(rules.check_can_prepare, referral, request.user) else None,
    }
    return render(request, "sessions_app/letter/of_referral.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    """A draft to write on, or an issued letter to read."""
    letter = _load(request, id)
    if request.method == "POST":
        rules.check_can_write(letter, request.user)
    if letter.state == LetterState.ISSUED or not allows(rules.check_can_prepare, letter.referral, request.user):
        return issued(request, letter)
    form = forms.Write(posted(request), initial={"addressee": letter.addressee, "body": letter.body})
    if request.method == "POST" and form.is_valid():
        try:
            actions.write(letter=letter, by=request.user, **form.cleaned_data)
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, "Saved. Look at it as PDF before you issue it.")
            return redirect("letter", letter.pk)
    return _draft(request, letter, form, forms.Issue(to=letter.to))


@require_GET
def pdf(request: SignedInRequest, id: UUID) -> HttpResponse:
    """As its reader will see it. Looking at a draft is what lets it be issued."""
    letter = _load(request, id)
    with leading_back(reverse("letter", args=[id])):
        answer = pdf_response("letter.pdf", letter_pdf(letter))
    if letter.state == LetterState.DRAFT and allows(rules.check_can_prepare, letter.referral, request.user):
        actions.look(letter=letter, by=request.user)
    return answer


@require_POST
def issue(request: SignedInRequest, id: UUID) -> HttpResponse:
    letter = _load(request, id)
    form = forms.Issue(posted(request), to=letter.to)
    try:
        form.is_valid()
        actions.issue(letter=letter, agreed=form.cleaned_data.get("agreed", False), by=request.user)
    except DomainError as refused:
        form.refuse(refused)
        write = forms.Write(initial={"addressee": letter.addressee, "body": letter.body})
        return _draft(request, letter, write, form)
    went = dispatches.of(letter)
    if went:
        messages.success(request, f"Issued. It goes to {' and '.join(one.dispatch.to for one in went)}.")
    else:
        messages.success(request, "Issued. Print it, and say below how it went.")
    return redirect("letter", letter.pk)


@require_POST
def discard(request: SignedInRequest, id: UUID) -> HttpResponse:
    letter = _load(request, id)
    actions.discard(letter=letter, by=request.user)
    messages.success(request, "The draft is deleted.")
    return redirect("referral-letters", letter.referral_id)


def issued(request: SignedInRequest, letter: "Letter", form: ByHand | None = None) -> HttpResponse:
    """The words as they stay, how they went, and ways for them to go."""
    may_send = letter.state == LetterState.ISSUED and allows(rules.check_can_prepare, letter.referral, request.user)
    context = {
        "letter": letter,
        "referral": letter.referral,
        "paragraphs": paragraphs(letter.body),
        "went": dispatches.of(letter),
        "may_send": may_send,
        "ways": dispatches.ways_for(letter) if may_send else [],
        "form": (form or ByHand(to=letter.to)) if may_send else None,
    }
    return render(request, "sessions_app/letter/read.html", context, status=422 if form and form.errors else 200)


def _load(request: SignedInRequest, id: UUID) -> "Letter":
    letter = queries.get_visible(id, request.user)
    rules.check_can_read(letter.referral, request.user)
    recording.seen(letter.referral, by=request.user, verb="letter.detail")
    return letter


def _draft(request: SignedInRequest, letter: "Letter", form: forms.Write, issue: forms.Issue) -> HttpResponse:
    agreed = queries.school_agreed(letter.referral) if letter.to == LetterTo.SCHOOL else None
    context = {
        "letter": letter, "referral": letter.referral, "form": form, "issue": issue, "agreed": agreed,
        "ways": dispatches.ways_for(letter), "on_page": dispatches.reads_on_page(letter),
        "open": left_open(letter.body),
    }  # fmt: skip
    status = 422 if form.errors or issue.errors else 200
    return render(request, "sessions_app/letter/write.html", context, status=status)
