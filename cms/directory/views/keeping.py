"""For those who keep the directory: what partners wrote, who has not confirmed, and their links."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.directory.actions import edit_link as links
from cms.directory.actions import proposal as actions
from cms.directory.actions import suggestion as suggestions
from cms.directory.forms.entry import DeclineForm, PublishForm, SendBackForm, initial_of
from cms.directory.queries import edit_link as link_queries
from cms.directory.queries import keeping as queries
from cms.directory.rules import proposal as rules
from mhst.access.requests import SignedInRequest
from mhst.core.errors import Conflict
from mhst.core.form_page import form_page
from mhst.core.forms import posted

if TYPE_CHECKING:
    from django.http import QueryDict

    from cms.directory.models import Proposal


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    context = {
        "waiting": queries.waiting(request.user),
        "suggested": queries.suggested(request.user, number=request.GET.get("suggested")),
        "page": queries.providers(request.user, number=request.GET.get("page")),
    }
    return render(request, "directory/keep/index.html", context)


@require_http_methods(["GET", "POST"])
def suggestion(request: SignedInRequest, id: int) -> HttpResponse:
    """What somebody without an account wrote. It is shown in the editor, or declined here with a reason."""
    found = queries.get_suggested(id, request.user)
    return form_page(
        request,
        form=DeclineForm(posted(request)),
        act=lambda said: suggestions.decline(service=found, by=request.user, **said),
        done=lambda went: f"Declined. {_told_why(found.suggested_by, went)}".strip(),
        to=reverse("directory-keep"),
        template="directory/keep/suggestion.html",
        context={"service": found},
    )


@require_GET
def provider(request: SignedInRequest, id: int) -> HttpResponse:
    return _provider(request, id)


@require_POST
def make_link(request: SignedInRequest, id: int) -> HttpResponse:
    """Shown once, on this page: it is kept nowhere."""
    found = queries.get_provider(id, request.user)
    return _provider(request, id, address=links.make(provider=found, by=request.user))


@require_POST
def send_link(request: SignedInRequest, id: int) -> HttpResponse:
    found = queries.get_provider(id, request.user)
    if links.send(provider=found, by=request.user):
        messages.success(request, f"A new link is on its way to {found.contact_email}.")
    else:
        messages.warning(request, f"{found.contact_email} could not be written to. A link that they have still works.")
    return redirect("directory-provider", id)


@require_POST
def stop_link(request: SignedInRequest, id: int) -> HttpResponse:
    found = queries.get_provider(id, request.user)
    links.stop(provider=found, by=request.user)
    messages.success(request, "The link is stopped. Nobody can write by it any more.")
    return redirect("directory-provider", id)


@require_http_methods(["GET", "POST"])
def proposal(request: SignedInRequest, id: UUID) -> HttpResponse:
    """As it is and as they would have it, side by side; the form publishes it, changed or not."""
    found = queries.get_proposal(id, request.user)
    form = _publish_form(found, posted(request))
    return form_page(
        request,
        form=form,
        act=lambda said: actions.accept(proposal=found, version=said["version"], values=form.entry(), by=request.user),
        done=lambda made: f"{made.service} is public: {made.get_state_display().lower()}. {_told(made)}",
        to=reverse("directory-keep"),
        template="directory/keep/proposal.html",
        context=_to_decide(found),
        overtaken=lambda conflict: _newer(request, conflict, id, form.entry()),
    )


@require_http_methods(["GET", "POST"])
def send_back(request: SignedInRequest, id: UUID) -> HttpResponse:
    found = queries.get_proposal(id, request.user)
    form = SendBackForm(posted(request), initial={"version": request.GET.get("read", rules.version_of(found))})
    return form_page(
        request,
        form=form,
        act=lambda said: actions.send_back(proposal=found, by=request.user, **said),
        done=lambda made: f"Sent back. {_told_back(made)}",
        to=reverse("directory-keep"),
        template="directory/keep/send_back.html",
        context={"proposal": found},
        overtaken=lambda conflict: _newer(request, conflict, id, {}, words=form.cleaned_data["words"]),
    )


def _told_why(address: str, went: bool) -> str:
    if went:
        return "Whoever suggested it is told why."
    return f"{address} could not be told: write to them yourself if you can." if address else ""


def _told(found: "Proposal") -> str:
    to = found.service.provider
    if not to.contact_email:
        return "There is no email address of theirs, so nobody was told: they see it by their link."
    if to.unreached_at:
        return f"{to.contact_email} could not be told: they see it by their link."
    return "The partner is told."


def _told_back(found: "Proposal") -> str:
    to = found.service.provider
    if not to.contact_email:
        return (
            "There is no email address of theirs, so nothing was sent: they see your words when they open their link."
        )
    if to.unreached_at:
        return f"{to.contact_email} could not be told: they see your words when they open the link they have."
    return "The partner has your words and a new link."


def _publish_form(found: "Proposal", said: "QueryDict | None" = None) -> PublishForm:
    version = {"version": rules.version_of(found)}
    return PublishForm(said, initial=initial_of(found.service, found.after) | version)


def _to_decide(found: "Proposal") -> dict[str, Any]:
    return {"proposal": found, "rows": queries.side_by_side(found), "version": rules.version_of(found)}


def _newer(
    request: SignedInRequest, conflict: Conflict, id: UUID, typed: dict[str, Any], *, words: str = ""
) -> HttpResponse:
    """What stands by now, to be decided about again, with what the editor had typed beside it."""
    found = queries.get_proposal(id, request.user)
    had = queries.differing(found, typed) if typed else [("To the partner", words)]
    context = {
        "form": _publish_form(found),
        "conflict": conflict.message,
        "had": had,
        "back": reverse("directory-keep"),
    }
    return render(request, "directory/keep/proposal.html", _to_decide(found) | context, status=conflict.status)


def _provider(request: SignedInRequest, id: int, *, address: str = "") -> HttpResponse:
    found = queries.get_provider(id, request.user)
    context = {
        "provider": found, "services": list(found.services.all()), "links": link_queries.live_of(found),
        "address": address,
    }  # fmt: skip
    return render(request, "directory/keep/provider.html", context)
