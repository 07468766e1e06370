"""What young people wrote before they waited: what asks for somebody's answer, and one with its words."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from realtime.actions import escalation as escalations
from realtime.actions import letter as letters
from realtime.forms.desk import Danger
from realtime.queries import escalation, phrase
from realtime.queries import first_words as queries
from realtime.queries.unread import lead_of
from realtime.rules import first_words as rules
from realtime.views.answering import answer_page, way_to
from realtime.views.escalation import told


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
            **_way_to(request, words),
        },
    )  # fmt: skip


def _way_to(request: SignedInRequest, words: Any) -> dict[str, Any]:
    """To the chat that they have had since; else how far what is done about somebody in danger has come."""
    visit, talk = words.visit, words.visit.conversation
    if talk is not None:
        return way_to(request.user, talk, escalation.people_in(talk.pk)[0])
    concerns = queries.concerns_about(visit)
    offers = rules.can_raise(visit, request.user) and not concerns
    return {
        "about": visit.visitor.user, "concerns": concerns, "lead": lead_of(visit.service.team, without=request.user.pk),
        "danger": reverse("first-words-danger", args=[words.pk]) if offers else "",
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def danger(request: SignedInRequest, id: UUID) -> HttpResponse:
    """That whoever wrote them may be in danger, where they have no chat."""
    words = queries.get_visible(id, request.user)
    rules.check_can_raise(words.visit, request.user)
    if concerns := queries.concerns_about(words.visit):
        return redirect("counselling-escalation", concerns[0][0].pk)
    return form_page(
        request,
        form=Danger(posted(request)),
        act=lambda said: escalations.raise_before(first=words, by=request.user, **said),
        done=told,
        to=lambda raised: reverse("counselling-escalation", args=[raised.pk]),
        template="realtime/first_words/danger.html",
        context={"words": words},
    )


@require_POST
def write_first(request: SignedInRequest, id: UUID) -> HttpResponse:
    """On to the messages between visits with whoever wrote them and has gone."""
    words = queries.get_visible(id, request.user)
    return redirect("conversation", letters.write_first(visit=words.visit, by=request.user).pk)
