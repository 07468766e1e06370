"""Teams that somebody has asked for, on the desk of those who support staff."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.community.staff_support.actions import team as actions
from mhst.community.staff_support.forms import desk as forms
from mhst.community.staff_support.queries import team as queries
from mhst.community.staff_support.views.desk import ask_whether_known
from mhst.core.form_page import confirm_page, form_page
from mhst.core.forms import posted

BOTH = require_http_methods(["GET", "POST"])


@BOTH
def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What happened, once they have said that they do not know who asks."""
    support = queries.get_visible(id, request.user)
    recording.seen(support, by=request.user, verb="staff_support.team")
    if not queries.is_checked(support, request.user):
        act = lambda knows: actions.say_whether_known(support=support, knows=knows, by=request.user)  # noqa: E731
        return ask_whether_known(request, act=act, name=support.name, place=support.where, is_team=True)
    is_mine = support.worker_id == request.user.pk
    context = {"support": support, "sessions": queries.held_with(support), "is_mine": is_mine}
    return render(request, "staff_support/desk/team.html", context)


@require_POST
def take(request: SignedInRequest, id: UUID) -> HttpResponse:
    actions.take(support=queries.get_checked(id, request.user), by=request.user)
    messages.success(request, "You support this team from now on.")
    return redirect("staff-support-team", id)


@BOTH
def give_back(request: SignedInRequest, id: UUID) -> HttpResponse:
    support = queries.get_checked(id, request.user)
    return confirm_page(
        request,
        act=lambda: actions.give_back(support=support, by=request.user),
        done="Given back. Somebody else can support them.",
        to=reverse("staff-support-desk"),
        template="staff_support/desk/give_back.html",
        context={"caption": support.where, "there": reverse("staff-support-team", args=[id]), "is_team": True},
    )


@BOTH
def hold(request: SignedInRequest, id: UUID) -> HttpResponse:
    support = queries.get_checked(id, request.user)
    return form_page(
        request,
        form=forms.Hold(posted(request)),
        act=lambda said: actions.hold(support=support, by=request.user, **said),
        done="Written down.",
        to=reverse("staff-support-team", args=[id]),
        template="staff_support/desk/form.html",
        context={"title": "A session was held", "caption": support.where},
    )


@require_POST
def close(request: SignedInRequest, id: UUID) -> HttpResponse:
    actions.close(support=queries.get_checked(id, request.user), by=request.user)
    messages.success(request, "Finished.")
    return redirect("staff-support-desk")
