"""Group rooms for those who plan them: the list, a new one, changing it, cancelling it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.form_page import confirm_page, form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from realtime.actions import group_room as actions
from realtime.forms import group_room as forms
from realtime.queries import group_room as queries
from realtime.rules import group_room as rules

BOTH = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Rooms of today and to come; for counsellors the private talks that wait for one."""
    user = request.user
    may = (Permission.COUNSELLING_KEEP, Permission.CONVERSATION_MODERATE, Permission.CONVERSATION_COUNSEL)
    if not any(user.can(one) for one in may):
        user.require(Permission.CONVERSATION_MODERATE)
    context = {
        "rooms": queries.rooms(user), "teams": queries.teams(user), "asides": queries.asides(user),
        "may_look_back": any(user.can(one) for one in may[:2]),
    }  # fmt: skip
    return render(request, "realtime/group_room/index.html", context)


@require_GET
def earlier(request: SignedInRequest) -> HttpResponse:
    """Rooms that were over before today."""
    if not request.user.can(Permission.COUNSELLING_KEEP):
        request.user.require(Permission.CONVERSATION_MODERATE)
    context = {"page": queries.earlier(request.user, request.GET.get("page"))}
    return render(request, "realtime/group_room/earlier.html", context)


@BOTH
def new(request: SignedInRequest, team_id: UUID) -> HttpResponse:
    team = next((team for team in queries.teams(request.user) if team.pk == team_id), None)
    if team is None:
        raise NotFound
    form = forms.Plan(posted(request), moderators=queries.moderators(team))
    return form_page(
        request, form=form, act=lambda given: actions.plan(team=team, by=request.user, **form.planned()),
        done="The room is planned.", to=reverse("group-rooms"), template="realtime/group_room/form.html",
        context={"title": "Plan a group room", "caption": team.name},
    )  # fmt: skip


@BOTH
def change(request: SignedInRequest, id: UUID) -> HttpResponse:
    room = queries.get_visible(id, request.user)
    rules.check_can_keep(room.team, request.user)
    form = forms.Plan(posted(request), moderators=queries.moderators(room.team), initial=_initial(room))
    return form_page(
        request, form=form, act=lambda given: actions.change(room=room, by=request.user, **form.planned()),
        done="The room is changed.", to=reverse("group-rooms"), template="realtime/group_room/form.html",
        context={"title": "Change a group room", "caption": room.title},
    )  # fmt: skip


@BOTH
def cancel(request: SignedInRequest, id: UUID) -> HttpResponse:
    room = queries.get_visible(id, request.user)
    rules.check_can_keep(room.team, request.user)
    return confirm_page(
        request, act=lambda: actions.cancel(room=room, by=request.user), done="The room is cancelled.",
        to=reverse("group-rooms"), template="realtime/group_room/cancel.html", context={"room": room},
    )  # fmt: skip


def _initial(room: Any) -> dict[str, Any]:
    starts, ends = room.starts_at.astimezone(clock.LONDON), room.ends_at.astimezone(clock.LONDON)
    minutes = {"starts": clock.minute_of(starts.time()), "ends": clock.minute_of(ends.time())}
    about = {"title": room.title, "about": room.about, "band": room.band, "on": starts.date()}
    return about | minutes | {"host": str(room.host_id), "second_host": str(room.second_host_id or "")}
