"""Marked words: those that wait for an answer, and one with the words it is about."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access import sessions
from mhst.access.requests import SignedInRequest
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from realtime.queries import arrival, closing_words, phrase
from realtime.queries import flag as queries
from realtime.rules.flag import MAY
from realtime.rules.participant import check_is_here
from realtime.views.answering import answer_page, way_to
from realtime.views.opening import seen_once


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    if not any(request.user.can(permission) for permission in MAY):
        request.user.require(Permission.CONVERSATION_SUPERVISE)
    context = {
        "page": queries.waiting(request.user, request.GET.get("page", 1)), "figures": phrase.figures(),
        "beside": closing_words.waiting(request.user), "edits": request.user.can(Permission.PHRASE_EDIT),
    }  # fmt: skip
    return render(request, "realtime/flag/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    flag = queries.get_visible(id, request.user)
    return answer_page(
        request, flag, to="flag", verb="flag.open", template="realtime/flag/detail.html",
        context=lambda: {"one": queries.shown(flag), **way_to(request.user, flag.owner, flag.message.author)},
    )  # fmt: skip


@require_GET
@sessions.no_activity
def beside(request: SignedInRequest, id: UUID) -> HttpResponse:
    """All of one conversation, as a part of its page, for whoever of the staff is in it."""
    who = arrival.who_is(request.user, id)
    check_is_here(who, request.user)
    if not who.is_staff:
        raise Refused("That is for those who work here.", code="not-staff")
    seen_once(request, who.conversation)
    context = {
        "flags": queries.of_conversation(id),
        "closing": closing_words.of_conversation(id),
        "figures": phrase.figures(),
    }
    return render(request, "realtime/flag/parts/beside.html", context)
