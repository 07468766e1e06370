"""After chats: those that were cut short, and those that young people want deleted, each with what is done about it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from realtime.actions import afterwards as actions
from realtime.forms import afterwards as forms
from realtime.queries import afterwards as queries
from realtime.queries import participant as people
from realtime.queries.retention import listed

BOTH = require_http_methods(["GET", "POST"])


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    if not request.user.can(Permission.CONVERSATION_ERASE):
        request.user.require(Permission.CONVERSATION_SUPERVISE)
    context = {
        "cut_short": queries.cut_short(request.user, request.GET.get("page")),
        "deletions": queries.deletions(request.user, request.GET.get("deletions")),
        "may_erase": request.user.can(Permission.CONVERSATION_ERASE),
    }  # fmt: skip
    return render(request, "realtime/afterwards/index.html", context)


@BOTH
def follow_up(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What they said of it; opening it is written down."""
    feedback = queries.get_cut_short(request.user, id)
    recording.seen(feedback.conversation, by=request.user, verb="conversation.feedback")
    return form_page(
        request,
        form=forms.FollowUp(posted(request)),
        act=lambda given: actions.follow_up(feedback=feedback, by=request.user, **given),
        done="Written down.",
        to=reverse("after-chats"),
        template="realtime/afterwards/follow_up.html",
        context={
            "feedback": feedback, "said": queries.said(feedback), "person": people.names_in(feedback.conversation_id),
        },
    )  # fmt: skip


@BOTH
def deletion(request: SignedInRequest, id: UUID) -> HttpResponse:
    conversation = queries.get_asked(request.user, id)
    form = forms.Decide(posted(request))
    return form_page(
        request,
        form=form,
        act=lambda given: actions.decide_deletion(conversation=conversation, by=request.user, **form.decided()),
        done="Decided. The young person reads it beside the chat.",
        to=reverse("after-chats"),
        template="realtime/afterwards/deletion.html",
        context={
            "conversation": conversation,
            "person": people.names_in(conversation.pk),
            "known": listed(conversation.pk),
        },
    )
