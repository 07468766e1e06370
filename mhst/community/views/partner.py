"""The list of partner organisations, and those who keep it."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.directory.queries import provider as providers
from mhst.access.requests import SignedInRequest
from mhst.community.actions import partner as actions
from mhst.community.forms.partner import FIELDS, PartnerForm
from mhst.community.queries import partner as queries
from mhst.community.rules import partner as rules
from mhst.core.form_page import confirm_page, form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission

if TYPE_CHECKING:
    from mhst.community.models import Partner

FORM = "community/partner/form.html"
MOST_DIGITS = 9


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    if not queries.may_see(request.user):
        request.user.require(Permission.NEIGHBOUR_REFER)
    context = {"partners": queries.all_of(request.user), "may_keep": request.user.can(Permission.PARTNER_KEEP)}
    return render(request, "community/partner/index.html", context)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    rules.check_can_keep(request.user)
    return form_page(
        request,
        form=PartnerForm(posted(request), initial=_begun(request), providers=providers.to_choose()),
        act=lambda said: actions.add(by=request.user, **said),
        done="Added. Colleagues can ask them from now on.",
        to=reverse("partners"),
        template=FORM,
        context={"title": "Add a partner"},
    )


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, id: UUID) -> HttpResponse:
    partner = queries.get_visible(id, request.user)
    rules.check_can_keep(request.user)
    return form_page(
        request,
        form=PartnerForm(posted(request), initial=_as_it_is(partner), providers=providers.to_choose()),
        act=lambda said: actions.change(partner=partner, by=request.user, **said),
        done="Saved.",
        to=reverse("partners"),
        template=FORM,
        context={"title": f"Change {partner}", "partner": partner},
    )


@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, id: UUID) -> HttpResponse:
    partner = queries.get_visible(id, request.user)
    rules.check_can_keep(request.user)
    return confirm_page(
        request,
        act=lambda: actions.end(partner=partner, by=request.user),
        done=f"Nobody new is referred to {partner}.",
        to=reverse("partners"),
        template="community/partner/end.html",
        context={"partner": partner},
    )


@require_POST
def bring_back(request: SignedInRequest, id: UUID) -> HttpResponse:
    partner = queries.get_visible(id, request.user)
    actions.bring_back(partner=partner, by=request.user)
    messages.success(request, f"{partner} can be asked again.")
    return redirect("partners")


def _as_it_is(partner: "Partner") -> dict[str, Any]:
    return {name: getattr(partner, name) for name in FIELDS} | {"provider": partner.provider_id}


def _begun(request: SignedInRequest) -> dict[str, Any]:
    """`?provider=` begins with what the directory says of somebody."""
    given = request.GET.get("provider", "")
    if not given.isdecimal() or len(given) > MOST_DIGITS:
        return {}
    entry = providers.first_of(int(given))
    return {
        "name": entry.provider.name, "about": entry.summary, "email": entry.email, "phone": entry.phone,
        "provider": entry.provider_id,
    }  # fmt: skip
