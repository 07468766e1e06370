"""Somebody in a chat may be in danger: raised from the chat, and done step by step."""

from typing import Any
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
from realtime.actions import letter as letters
from realtime.forms.desk import Danger, StepDone
from realtime.queries import desk, first_words
from realtime.queries import escalation as queries
from realtime.queries import participant as people_in
from realtime.rules import escalation as rules
from realtime.rules.retention import may_hold
from realtime.views.answering import way_in
from realtime.views.conversation import arrived

BOTH = require_http_methods(["GET", "POST"])


@BOTH
def raise_it(request: SignedInRequest, id: UUID) -> HttpResponse:
    talk, who = desk.to_lead(request.user, id), people_in.of(request.user, [id]).get(id)
    is_in = who is not None and not who.has_left
    rules.check_can_raise(arrived(request, id) if is_in else who, talk, request.user)
    people, known = queries.people_in(id), queries.open_in(id)
    if known and len(people) < 2:
        return redirect("counselling-escalation", known[0].pk)
    return form_page(
        request,
        form=Danger(posted(request), people=people, initial={"about": request.GET.get("about")}),
        act=lambda said: actions.raise_it(conversation=id, by=request.user, **said),
        done=told,
        to=lambda raised: reverse("counselling-escalation", args=[raised.pk]),
        template="realtime/escalation/raise.html",
        context={"id": id, "known": known, "is_group": len(people) > 1, "talk": talk, "is_in": is_in},
    )


def told(raised: Any) -> str:
    lead = raised.lead.name if raised.lead else "Nobody"
    return f"{lead} has been told{f' about {raised.about.name}' if raised.about else ''}."


@BOTH
def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    escalation = queries.get_visible(request.user, id)
    recording.seen(escalation.conversation, by=request.user, verb="conversation.escalation")
    due = queries.next_of(escalation)
    form = StepDone(posted(request), initial={"kind": due.kind if due else ""})

    def do(said: dict[str, Any]) -> None:
        form.put(kind=due.kind if due else "")  # pressed again, it is of the step that stands there
        actions.do_step(escalation=escalation, by=request.user, **said)

    return form_page(
        request,
        form=form,
        act=do,
        done="Written down.",
        to=reverse("counselling-escalation", args=[id]),
        template="realtime/escalation/show.html",
        context={
            "escalation": escalation,
            "steps": queries.steps_of(escalation),
            "due": due,
            "may_close": rules.may_close(escalation, request.user),
            "may_write": rules.may_write(escalation, queries.visitor_of(escalation), request.user),
            "written_before": first_words.kept_with(escalation, request.user),
            "may_hold": may_hold(escalation.conversation, request.user),
            **way_in(request.user, escalation.conversation),
        },
    )


@require_POST
def write(request: SignedInRequest, id: UUID) -> HttpResponse:
    """On to the messages between visits with whom it is about."""
    escalation = queries.get_visible(request.user, id)
    return redirect("conversation", letters.write_after(escalation=escalation, by=request.user).pk)


@require_POST
def on_it(request: SignedInRequest, id: UUID) -> HttpResponse:
    actions.say_on_it(escalation=queries.get_visible(request.user, id), by=request.user)
    return redirect("counselling-escalation", id)


@require_POST
def close(request: SignedInRequest, id: UUID) -> HttpResponse:
    actions.close(escalation=queries.get_visible(request.user, id), by=request.user)
    return redirect("counselling-escalation", id)
