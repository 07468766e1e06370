"""Somebody in a chat may be in danger: raised from the chat, and done step by step."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from realtime.actions import escalation as actions
from realtime.forms.desk import Danger, StepDone
from realtime.queries import escalation as queries
from realtime.rules import escalation as rules
from realtime.views.conversation import arrived

BOTH = require_http_methods(["GET", "POST"])


@BOTH
def raise_it(request: SignedInRequest, id: UUID) -> HttpResponse:
    who = arrived(request, id)
    rules.check_can_raise(who, request.user)
    if queries.is_open(id) and (known := queries.newest_of(id)) is not None:
        return redirect("counselling-escalation", known.pk)
    return form_page(
        request,
        form=Danger(posted(request)),
        act=lambda said: actions.raise_it(conversation=id, by=request.user, **said),
        done=lambda raised: f"{raised.lead.name if raised.lead else 'Nobody'} has been told.",
        to=reverse("conversation-danger", args=[id]),  # which leads on to the checklist
        template="realtime/escalation/raise.html",
        context={"id": id},
    )


@BOTH
def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    escalation = queries.get_visible(request.user, id)
    recording.seen(escalation.conversation, by=request.user, verb="conversation.escalation")
    due = queries.next_of(escalation)
    return form_page(
        request,
        form=StepDone(posted(request), initial={"kind": due.kind if due else ""}),
        act=lambda said: actions.do_step(escalation=escalation, by=request.user, **said),
        done="Written down.",
        to=reverse("counselling-escalation", args=[id]),
        template="realtime/escalation/show.html",
        context={"escalation": escalation, "steps": queries.steps_of(escalation), "due": due},
    )


@require_POST
def on_it(request: SignedInRequest, id: UUID) -> HttpResponse:
    actions.say_on_it(escalation=queries.get_visible(request.user, id), by=request.user)
    return redirect("counselling-escalation", id)


@require_POST
def close(request: SignedInRequest, id: UUID) -> HttpResponse:
    actions.close(escalation=queries.get_visible(request.user, id), by=request.user)
    return redirect("counselling-escalation", id)
