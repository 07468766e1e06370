"""Sending an issued letter, saying that it went, stopping its link; and the list of those that still wait."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.errors import DomainError
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from sessions_app.actions import dispatch as actions
from sessions_app.forms.dispatch import ByHand
from sessions_app.queries import dispatch as queries
from sessions_app.queries import letter as letters
from sessions_app.rules import letter as letter_rules
from sessions_app.views import letter as letter_views

if TYPE_CHECKING:
    from sessions_app.models import Letter


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Drafts that wait, and letters that nobody has yet; those to another service first."""
    request.user.require(Permission.LETTER_WRITE)
    page = queries.to_send(request.user, request.GET.get("page", "1"))
    shown = [one.letter.referral for one in page]
    recording.seen(shown, by=request.user, verb="letter.to_send")
    return render(request, "sessions_app/letter/to_send.html", {"page": page})


@require_POST
def send(request: SignedInRequest, id: UUID) -> HttpResponse:
    letter = _load(request, id)
    try:
        sent = actions.send(letter=letter, by=request.user)
    except DomainError as refused:
        messages.warning(request, refused.message)
    else:
        messages.success(request, f"A link goes to {' and '.join(one.to for one in sent)}.")
    return redirect("letter", letter.pk)


@require_POST
def by_hand(request: SignedInRequest, id: UUID) -> HttpResponse:
    letter = _load(request, id)
    form = ByHand(posted(request), to=letter.to)
    if form.is_valid():
        try:
            actions.by_hand(letter=letter, by=request.user, **form.answers())
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, "Written down: it went.")
            return redirect("letter", letter.pk)
    return letter_views.issued(request, letter, form)


@require_POST
def stop(request: SignedInRequest, id: UUID, dispatch_id: UUID) -> HttpResponse:
    letter = _load(request, id)
    actions.stop(dispatch=queries.get_of(letter, dispatch_id), by=request.user)
    messages.success(request, "Stopped. Nobody can open the letter by that link now.")
    return redirect("letter", letter.pk)


def _load(request: SignedInRequest, id: UUID) -> "Letter":
    letter = letters.get_visible(id, request.user)
    letter_rules.check_can_prepare(letter.referral, request.user)
    return letter
