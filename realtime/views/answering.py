"""One thing that asks for an answer about somebody's words: opening it is written down, and so is the answer."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.forms import posted
from realtime.actions import marked as actions
from realtime.enums import FlagOutcome
from realtime.forms.flag import Answer
from realtime.queries import escalation, participant, phrase, unread
from realtime.queries.letter import LETTERS
from realtime.rules.escalation import may_raise
from realtime.rules.participant import may_look_in

if TYPE_CHECKING:
    from mhst.access.models import User
    from realtime.models import Marked, Participant


def answer_page(
    request: SignedInRequest, marked: "Marked", *, to: str, verb: str, template: str,
    context: Callable[[], dict[str, Any]],
) -> HttpResponse:  # fmt: skip
    """Shows the words of `context` with a form, and keeps what is answered; `to` names the page itself."""
    form = Answer(posted(request), initial={"outcome": marked.outcome})
    if request.method == "POST" and form.is_valid():
        outcome = FlagOutcome(form.cleaned_data["outcome"])
        actions.answer(marked=marked, outcome=outcome, by=request.user)
        messages.success(request, f"Your answer is kept: {outcome.label}.")
        return redirect(to, marked.pk)
    recording.seen(marked, by=request.user, verb=verb)
    told = {"form": form, "figures": phrase.figures(), **context()}
    return render(request, template, told, status=422 if form.errors else 200)


def way_to(user: "User", conversation: Any, about: "Participant") -> dict[str, Any]:
    """How whoever reads marked words goes on to the chat that they are in, and raises that `about` may be in danger;
    and how far what is done about that has come."""
    who = participant.of(user, [conversation.pk]).get(conversation.pk)
    page, concerns = reverse("conversation-danger", args=[conversation.pk]), escalation.standing_in(conversation.pk)
    is_seen_to = any(one.about_id == about.pk for one, _ in concerns)
    return {
        **way_in(user, conversation),
        "about": about,
        "concerns": concerns,
        "danger": f"{page}?about={about.pk}" if may_raise(who, conversation, user) and not is_seen_to else "",
        "lead": unread.lead_of(conversation.team, without=user.pk),
    }


def way_in(user: "User", conversation: Any) -> dict[str, Any]:
    """The chat itself, or the messages between visits, for who is in it and for who may look in."""
    who = participant.of(user, [conversation.pk]).get(conversation.pk)
    is_in = who is not None and not who.has_left
    return {
        "chat": conversation.pk, "is_in": is_in, "may_look_in": not is_in and may_look_in(conversation, user),
        "is_letters": conversation.kind == LETTERS,
    }  # fmt: skip
