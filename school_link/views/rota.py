"""Whom a desk is for, its days, and who is on its rota."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.core.form_page import confirm_page, form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from school_link.actions import desk as actions
from school_link.forms import desk as forms
from school_link.queries import desk as queries
from school_link.queries import waiting

BOTH = require_http_methods(["GET", "POST"])


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """The specialist teams whose desk the viewer keeps; straight to the only one that has begun."""
    request.user.require(Permission.CONSULTATION_KEEP)
    teams = queries.teams(request.user)
    if len(teams) == 1 and hasattr(teams[0], "consultation_desk"):
        return redirect("consultation-rota", teams[0].consultation_desk.pk)
    return render(request, "school_link/rota/index.html", {"teams": teams})


@BOTH
def about(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Whom the desk is for, and within how many days it answers; this begins it."""
    team = queries.get_team(request.user, id)
    desk = queries.of_team(team)
    initial = {
        "areas": [str(area.pk) for area in queries.areas_of(desk)], "routine_days": desk.routine_days if desk else 5,
    }  # fmt: skip
    return form_page(
        request,
        form=forms.About(posted(request), councils=queries.councils(), initial=initial),
        act=lambda said: actions.describe(team=team, by=request.user, **said),
        done="Saved.",
        to=reverse("consultation-rotas"),
        template="school_link/rota/form_page.html",
        context={"title": "Whom the desk is for", "caption": team.name},
    )


@require_GET
def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    desk = queries.get_kept(request.user, id)
    context = {
        "desk": desk, "duties": queries.duties(desk), "cover": queries.cover_of(desk),
        "areas": queries.areas_of(desk), "held_up": waiting.held_up(desk),
    }  # fmt: skip
    return render(request, "school_link/rota/show.html", context)


@BOTH
def add(request: SignedInRequest, id: UUID) -> HttpResponse:
    desk = queries.get_kept(request.user, id)
    return form_page(
        request,
        form=forms.OnRota(posted(request), specialists=queries.specialists(desk.team)),
        act=lambda said: actions.put_on_rota(desk=desk, by=request.user, **said),
        done="On the rota.",
        to=reverse("consultation-rota", args=[desk.pk]),
        template="school_link/rota/form_page.html",
        context={"title": "Put somebody on the rota", "caption": desk.team.name},
    )


@BOTH
def remove(request: SignedInRequest, id: UUID, duty: UUID) -> HttpResponse:
    desk = queries.get_kept(request.user, id)
    row = queries.get_duty(desk, duty)
    return confirm_page(
        request,
        act=lambda: actions.take_off_rota(duty=row, by=request.user),
        done="Taken off the rota.",
        to=reverse("consultation-rota", args=[desk.pk]),
        template="school_link/rota/remove.html",
        context={"duty": row},
    )
