"""Who a young person under a nickname is: kept from the chat, opened by two with a reason, and seen to have been."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from realtime.actions import identity as actions
from realtime.forms import identity as forms
from realtime.queries import identity as queries
from realtime.rules import identity as rules
from realtime.rules.retention import may_hold
from realtime.views.conversation import arrived, base_for

BOTH = require_http_methods(["GET", "POST"])


@BOTH
def keep(request: SignedInRequest, id: UUID) -> HttpResponse:
    who = arrived(request, id)
    person = queries.person_of(id)
    rules.check_can_keep(who, request.user, person)
    return form_page(
        request,
        form=forms.Keep(posted(request)),
        act=lambda said: actions.keep(conversation=id, by=request.user, **said),
        done="Kept apart. Two people and a reason open it.",
        to=reverse("conversation", args=[id]),
        template="realtime/identity/keep.html",
        context={"person": person, "base": base_for(who), "kept": queries.kept_of(person)},
    )


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Whose is kept; nicknames, and nothing of who they are."""
    request.user.require(Permission.IDENTITY_OPEN)
    context = {
        "page": queries.page_of(request.user, request.GET.get("page", 1)), "asked": queries.asked_of(request.user),
    }  # fmt: skip
    return render(request, "realtime/identity/index.html", context)


@BOTH
def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Who opened it, when and why; and the form to ask."""
    identity = queries.get_visible(request.user, id)
    pending, openings = queries.pending_of(identity), queries.openings_of(identity)
    context = {
        "identity": identity, "pending": pending, "openings": openings,
        "read_by": queries.open_to(identity, request.user),
        "is_own": pending is not None and pending.asked_by_id == request.user.pk,
        "may_hold": may_hold(identity.person.conversation, request.user),
    }  # fmt: skip
    return form_page(
        request,
        form=forms.Ask(posted(request)),
        act=lambda said: actions.ask(identity=identity, by=request.user, **said),
        done="Asked. It opens when somebody else agrees.",
        to=reverse("identity", args=[id]),
        template="realtime/identity/show.html",
        context=context,
    )


@require_POST
def agree(request: SignedInRequest, id: UUID) -> HttpResponse:
    opening = actions.agree(identity=queries.get_visible(request.user, id), by=request.user)
    messages.success(request, f"Open to you and {opening.asked_by.name} for half an hour.")
    return redirect("identity", id)


@require_POST
def decline(request: SignedInRequest, id: UUID) -> HttpResponse:
    actions.decline(identity=queries.get_visible(request.user, id), by=request.user)
    messages.success(request, "It stays shut.")
    return redirect("identity", id)


@require_GET
def read(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Who they are, for the two who opened it; each look is written down."""
    identity = queries.get_visible(request.user, id)
    opening = queries.open_to(identity, request.user)
    rules.check_can_read(identity, opening, request.user)
    recording.seen(identity, by=request.user, verb="identity.read")
    return render(request, "realtime/identity/read.html", {"identity": identity, "opening": opening})
