"""What is due to be destroyed, and how long things are kept."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.core.errors import Conflict, NotFound, Refused
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from realtime.actions import retention as actions
from realtime.enums import KeptBecause, RetentionKind
from realtime.forms import retention as forms
from realtime.queries import retention as queries

if TYPE_CHECKING:
    from realtime.models import RetentionClass

BOTH = require_http_methods(["GET", "HEAD", "POST"])


@BOTH
def index(request: SignedInRequest) -> HttpResponse:
    request.user.require(Permission.CONVERSATION_ERASE)
    form = forms.Settle(request.POST)
    if request.method == "POST" and form.is_valid():
        _settle(request, form.cleaned_data["what"])
        return redirect("retention")
    context = {
        "page": queries.due(request.user, request.GET.get("page", 1)),
        "kept": queries.kept(request.user, request.GET.get("kept")),
        "destroyed": queries.destroyed(request.user, request.GET.get("destroyed")),
        "classes": queries.classes(), "reasons": KeptBecause.choices,
    }  # fmt: skip
    return render(request, "realtime/retention/index.html", context)


@BOTH
def days(request: SignedInRequest, id: UUID) -> HttpResponse:
    request.user.require(Permission.CONVERSATION_ERASE)
    kept = next((one for one in queries.classes() if one.pk == id), None)
    if kept is None:
        raise NotFound
    return form_page(
        request, form=_form(request, kept),
        act=lambda given: actions.keep_for(kept=kept, by=request.user, **given), done="Saved.", to=reverse("retention"),
        template="realtime/retention/days.html", context={"kept": kept},
    )  # fmt: skip


@require_GET
def find(request: SignedInRequest) -> HttpResponse:
    """For who has to keep something and is not in it: what there is, and no word of it."""
    request.user.require(Permission.CONVERSATION_ERASE)
    text = request.GET.get("name", "").strip()
    context = {
        "text": text, "page": queries.found(request.user, text, request.GET.get("page", 1)),
        "beyond": queries.found_beyond(request.user, text, request.GET.get("beyond", 1)),
    }  # fmt: skip
    return render(request, "realtime/retention/find.html", context)


@BOTH
def hold(request: SignedInRequest, id: UUID) -> HttpResponse:
    request.user.require(Permission.CONVERSATION_ERASE)
    conversation = queries.get_conversation(id, request.user)
    act = partial(actions.hold, conversation=conversation)
    return _held(request, act, queries.one_of(conversation, request.user))


@BOTH
def hold_beyond(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What has no room."""
    request.user.require(Permission.CONVERSATION_ERASE)
    known = queries.get_beyond(id, request.user)
    return _held(request, partial(actions.hold_beyond, id=id), queries.one_shown(known, request.user))


def _held(request: SignedInRequest, act: Callable[..., Any], one: Any) -> HttpResponse:
    return form_page(
        request,
        form=forms.Hold(posted(request)),
        act=lambda given: act(by=request.user, **given),
        done="It is kept until somebody says why it is kept no longer.",
        to=reverse("retention"),
        template="realtime/retention/hold.html",
        context={"one": one},
    )


@BOTH
def lift(request: SignedInRequest, id: UUID) -> HttpResponse:
    request.user.require(Permission.CONVERSATION_ERASE)
    held = queries.get_kept(id, request.user)
    return form_page(
        request,
        form=forms.Lift(posted(request)),
        act=lambda given: actions.lift(destruction=held, by=request.user, **given),
        done=lambda due: f"Lifted. {'It is destroyed when two people agree.' if due else 'It is not due yet.'}",
        to=reverse("retention"),
        template="realtime/retention/lift.html",
        context={"one": queries.one_shown(held, request.user)},
    )


def _form(request: SignedInRequest, kept: "RetentionClass") -> forms.Days:
    if kept.kind != RetentionKind.POST:
        return forms.Days(posted(request), initial={"days": kept.keep_days})
    now = {"days": kept.keep_days, "settled_by": kept.settled_by_id}
    return forms.DaysAndTeam(posted(request), initial=now, teams=queries.settling())


def _settle(request: SignedInRequest, what: str) -> None:
    """One by one: what is refused, or was settled by somebody else meanwhile, stops none of the others."""
    settled = destroyed = 0
    refused = []
    for one in queries.chosen(request.POST.getlist("one"), request.user):
        try:
            if what == forms.AGREE:
                destroyed += actions.agree(destruction=one, by=request.user)
            else:
                actions.keep(destruction=one, because=KeptBecause(what), by=request.user)
            settled += 1
        except (Refused, Conflict) as why:
            refused.append(why.message)
    for message in dict.fromkeys(refused):
        messages.error(request, message)
    if settled:
        messages.success(request, _done(what, settled, destroyed))


def _done(what: str, settled: int, destroyed: int) -> str:
    if what == forms.AGREE:
        return f"You agreed to {settled}; {destroyed} of them {'is' if destroyed == 1 else 'are'} destroyed now."
    return f"It is written down why {settled} {'is' if settled == 1 else 'are'} kept."
