"""Pages for whoever looks after the people of a team: find, invite, help back in, close an account."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from mhst.access import rules
from mhst.access.actions import user as actions
from mhst.access.forms.colleague import FilterForm, InvitationForm
from mhst.access.queries import colleague as queries
from mhst.access.requests import SignedInRequest
from mhst.access.rules import membership as role_rules
from mhst.access.rules import user as user_rules
from mhst.core.errors import Refused
from mhst.core.form_page import confirm_page
from mhst.core.permissions import Permission

if TYPE_CHECKING:
    from mhst.access.models import User

PAGE = 25


@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """The colleagues one looks after."""
    request.user.require(Permission.MEMBERSHIP_VIEW)
    form = FilterForm(request.GET, viewer=request.user)
    found = queries.listed(request.user, form.wanted)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    may_invite = request.user.can(Permission.MEMBERSHIP_EDIT)
    return render(request, "access/colleague/list.html", {"filter": form, "page": page, "may_invite": may_invite})


@require_safe
def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    """One colleague: who they are, what they may do here, and what can be done about it."""
    colleague = queries.get_visible(id, request.user)
    roles = [
        (role, rules.may(role_rules.check_may_change, request.user, role)) for role in queries.roles_here(colleague)
    ]
    context = {
        "colleague": colleague,
        "roles": roles,
        "may_look_after": rules.may(user_rules.check_may_look_after, request.user, colleague),
        "may_be_invited": rules.may(user_rules.check_can_be_invited, colleague),
        "may_let_go": rules.may(user_rules.check_may_let_go, request.user, colleague),
    }
    return render(request, "access/colleague/show.html", context)


@require_http_methods(["GET", "POST"])
def invite(request: SignedInRequest) -> HttpResponse:
    """Add a colleague; somebody new gets a letter."""
    request.user.require(Permission.MEMBERSHIP_EDIT)
    form = InvitationForm(request.POST or None, viewer=request.user)
    if form.is_valid():
        try:
            colleague = actions.invite(**form.cleaned_data, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _invited(colleague))
            return redirect("access:colleague", colleague.pk)
    return render(request, "access/colleague/invite.html", {"form": form})


@require_http_methods(["GET", "POST"])
def invite_again(request: SignedInRequest, id: UUID) -> HttpResponse:
    colleague = queries.get_visible(id, request.user)
    user_rules.check_may_look_after(request.user, colleague)
    return _confirm(
        request,
        colleague,
        "invite_again",
        act=lambda: actions.invite_again(user=colleague, by=request.user),
        done=f"We have sent the invitation to {colleague.email} again.",
    )


@require_http_methods(["GET", "POST"])
def start_again(request: SignedInRequest, id: UUID) -> HttpResponse:
    """For a colleague who has lost their phone."""
    colleague = queries.get_visible(id, request.user)
    user_rules.check_may_look_after(request.user, colleague)
    return _confirm(
        request,
        colleague,
        "start_again",
        act=lambda: actions.start_again(user=colleague, by=request.user),
        done=f"{colleague.name} can start again with the link we sent to {colleague.email}.",
    )


@require_http_methods(["GET", "POST"])
def leave(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Close a leaver's account."""
    colleague = queries.get_visible(id, request.user)
    user_rules.check_may_let_go(request.user, colleague)
    return _confirm(
        request,
        colleague,
        "leave",
        act=lambda: actions.leave(user=colleague, by=request.user),
        done=f"The account of {colleague.name} is closed, and they are signed out everywhere.",
    )


def _confirm(
    request: SignedInRequest, colleague: "User", name: str, *, act: Callable[[], object], done: str
) -> HttpResponse:
    """A page of its own that asks first; afterwards back to the colleague."""
    return confirm_page(
        request,
        act=act,
        done=done,
        to=reverse("access:colleague", args=[colleague.pk]),
        template=f"access/colleague/{name}.html",
        context={"colleague": colleague},
    )


def _invited(colleague: object) -> str:
    if colleague.last_login is None:  # type: ignore[attr-defined]
        return f"{colleague.name} is added. We have sent an invitation to {colleague.email}."  # type: ignore[attr-defined]
    return f"{colleague.name} had an account already and has the new role now."  # type: ignore[attr-defined]
