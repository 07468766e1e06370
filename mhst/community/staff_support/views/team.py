"""Teams that somebody has asked for, on the desk of those who support staff."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.community.staff_support.actions import team as actions
from mhst.community.staff_support.forms import desk as forms
from mhst.community.staff_support.queries import team as queries
from mhst.core.form_page import form_page
from mhst.core.forms import posted


@require_GET
def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    support = queries.get_visible(id, request.user)
    recording.seen(support, by=request.user, verb="staff_support.team")
    context = {"support": support, "sessions": queries.held_with(support)}
    return render(request, "staff_support/desk/team.html", context)


@require_POST
def take(request: SignedInRequest, id: UUID) -> HttpResponse:
    actions.take(support=queries.get_visible(id, request.user), by=request.user)
    messages.success(request, "You support this team from now on.")
    return redirect("staff-support-team", id)


@require_http_methods(["GET", "POST"])
def hold(request: SignedInRequest, id: UUID) -> HttpResponse:
    support = queries.get_visible(id, request.user)
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
    actions.close(support=queries.get_visible(id, request.user), by=request.user)
    messages.success(request, "Finished.")
    return redirect("staff-support-desk")
