"""What young people wrote before they waited: what asks for somebody's answer, and one with its words."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.core.permissions import Permission
from realtime.actions import letter as letters
from realtime.queries import escalation, phrase
from realtime.queries import first_words as queries
from realtime.rules import first_words as rules
from realtime.views.answering import answer_page, way_to


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    request.user.require(Permission.CONVERSATION_SUPERVISE)
    context = {"page": queries.waiting(request.user, request.GET.get("page", 1)), "figures": phrase.figures()}
    return render(request, "realtime/first_words/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Each opening of it is written down."""
    words = queries.get_visible(id, request.user)
    return answer_page(
        request, words, to="first-words-one", verb="visit.words", template="realtime/first_words/detail.html",
        context=lambda: {
            "one": queries.shown(words.visit, words),
            "may_write": rules.can_write_first(words.visit, request.user),
            "may_raise": request.user.can(Permission.CONVERSATION_SUPERVISE, words.visit),
            **_way_to(request, words.visit),
        },
    )  # fmt: skip


def _way_to(request: SignedInRequest, visit: Any) -> dict[str, Any]:
    """To the chat that they have had since."""
    talk = visit.conversation
    return way_to(request.user, talk, escalation.people_in(talk.pk)[0]) if talk is not None else {}


@require_POST
def write_first(request: SignedInRequest, id: UUID) -> HttpResponse:
    """On to the messages between visits with whoever wrote them and has gone."""
    words = queries.get_visible(id, request.user)
    return redirect("conversation", letters.write_first(visit=words.visit, by=request.user).pk)
