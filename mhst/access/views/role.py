"""Giving a colleague a role, changing it, taking it back."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mhst.access.actions import membership as actions
from mhst.access.forms.colleague import ChangeForm, RoleForm
from mhst.access.queries import colleague as queries
from mhst.access.requests import SignedInRequest
from mhst.access.rules import membership as rules
from mhst.core.form_page import confirm_page, form_page
from mhst.core.permissions import Permission


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, id: UUID) -> HttpResponse:
    colleague = queries.get_visible(id, request.user)
    request.user.require(Permission.MEMBERSHIP_EDIT, colleague)
    form = RoleForm(request.POST or None, viewer=request.user)
    return form_page(
        request,
        form=form,
        act=lambda given: actions.add(user=colleague, by=request.user, **given),
        done=lambda role: f"{colleague.name} now has the role of {role.in_words}.",
        to=reverse("access:colleague", args=[id]),
        template="access/role/add.html",
        context={"colleague": colleague},
    )


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, id: UUID, role: UUID) -> HttpResponse:
    colleague = queries.get_visible(id, request.user)
    membership = queries.get_role(role, colleague, request.user)
    rules.check_may_change(request.user, membership)
    initial = {"role": membership.role, "ends_on": membership.ends_on}
    form = ChangeForm(request.POST or None, initial=initial, viewer=request.user, membership=membership)
    return form_page(
        request,
        form=form,
        act=lambda given: actions.change(membership=membership, by=request.user, **given),
        done=f"The role of {colleague.name} is changed.",
        to=reverse("access:colleague", args=[id]),
        template="access/role/change.html",
        context={"colleague": colleague, "role": membership},
    )


@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, id: UUID, role: UUID) -> HttpResponse:
    colleague = queries.get_visible(id, request.user)
    membership = queries.get_role(role, colleague, request.user)
    rules.check_may_change(request.user, membership)
    return confirm_page(
        request,
        act=lambda: actions.end(membership=membership, by=request.user),
        done=f"{colleague.name} no longer has the role of {membership.in_words}.",
        to=reverse("access:colleagues"),
        template="access/role/end.html",
        context={"colleague": colleague, "role": membership},
    )
