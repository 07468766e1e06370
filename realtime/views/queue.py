"""The queue as whoever supervises sees it: who waits, in which order, and moving somebody up with a reason."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from mhst.settings.environment import environment
from realtime.actions import letter as letter_actions
from realtime.actions import visit as actions
from realtime.forms import visit as forms
from realtime.queries import letter as letter_queries
from realtime.queries import visit as queries
from realtime.rules.visit import check_may_raise


@require_GET
def show(request: SignedInRequest) -> HttpResponse:
    """Everybody who waits for a service that the viewer supervises; nicknames, and nothing of what they wrote."""
    request.user.require(Permission.CONVERSATION_SUPERVISE)
    return render(request, "realtime/queue/show.html", {"line": queries.lines_of(request.user)})


@require_http_methods(["GET", "POST"])
def move_up(request: SignedInRequest, id: UUID) -> HttpResponse:
    """A human's decision, with a reason."""
    visit = queries.get_waiting(request.user, id)
    check_may_raise(visit, 1, request.user)
    return form_page(
        request,
        form=forms.Raise(posted(request)),
        act=lambda said: actions.raise_up(visit=visit, by=request.user, **said),
        done="Moved up. The reason is kept.",
        to=reverse("counselling-queue"),
        template="realtime/queue/move_up.html",
        context={"visit": visit},
    )


@require_GET
def letters(request: SignedInRequest) -> HttpResponse:
    """Messages that young people left, those that wait for an answer first."""
    request.user.require(Permission.CONVERSATION_COUNSEL)
    left = letter_queries.left(request.user, request.GET.get("page"))
    context = {"left": left, "quiet_days": environment.letters_quiet_days}
    return render(request, "realtime/queue/letters.html", context)


@require_POST
def answer(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Come in to read and answer; the young person sees that somebody has."""
    conversation = letter_queries.get_left(request.user, id)
    letter_actions.answer(conversation=conversation, by=request.user)
    return redirect("conversation", conversation.pk)
