"""Opening hours, special dates and the rota, for whoever keeps them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.core.errors import NotFound
from mhst.core.form_page import confirm_page, form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from realtime.actions import hours as actions
from realtime.forms import hours as forms
from realtime.queries import booking as bookings
from realtime.queries import hours
from realtime.queries import rota as queries
from realtime.queries import visit as visits
from realtime.rules import hours as rules

BOTH = require_http_methods(["GET", "POST"])
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TIMES = ("opens", "accept_until", "closes")


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """The services that the viewer keeps; straight to the only one."""
    request.user.require(Permission.COUNSELLING_KEEP)
    teams = queries.teams(request.user)
    begun = [team for team in teams if hasattr(team, "counselling")]
    if len(teams) == 1 and begun:
        return redirect("counselling-hours", begun[0].counselling.pk)
    return render(request, "realtime/hours/index.html", {"teams": teams})


@BOTH
def about(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Whom a team's service is for; this begins it."""
    team = queries.get_team(request.user, id)
    service = queries.service_of(team)
    initial: dict[str, Any] = {"areas": [str(area.pk) for area in queries.areas_of(service)]}
    if service:
        initial |= {"youngest": service.youngest, "oldest": service.oldest}
    return form_page(
        request,
        form=forms.About(posted(request), councils=queries.councils(), initial=initial),
        act=lambda said: actions.describe(team=team, by=request.user, **said),
        done="Saved.",
        to=reverse("counselling-services"),
        template="realtime/hours/form_page.html",
        context={"title": "Whom the service is for", "caption": team.name},
    )


@require_GET
def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    service = queries.get_service(request.user, id)
    rota = queries.rota_of(service)
    return render(request, "realtime/hours/show.html", {"rota": rota, "week": zip(WEEKDAYS, rota.week, strict=True)})


@BOTH
def weekly(request: SignedInRequest, id: UUID, weekday: int) -> HttpResponse:
    service = queries.get_service(request.user, id)
    if weekday >= len(WEEKDAYS):
        raise NotFound
    row = queries.weekly(service, weekday)
    return _form_page(
        request,
        service,
        form=forms.Times(posted(request), initial={name: getattr(row, name, None) for name in TIMES}),
        act=lambda said: actions.set_weekly(service=service, weekday=weekday, by=request.user, **said),
        title=f"Hours on {WEEKDAYS[weekday]}s",
        what="Leave all three empty when the service is closed on this day.",
    )


@BOTH
def special_add(request: SignedInRequest, id: UUID) -> HttpResponse:
    service = queries.get_service(request.user, id)
    return _form_page(
        request,
        service,
        form=forms.Special(posted(request)),
        act=lambda said: actions.set_special(service=service, by=request.user, **said),
        title="Other hours on one date",
        what="Leave the three times empty when the service is closed on this date.",
    )


@BOTH
def special(request: SignedInRequest, id: UUID, special: UUID) -> HttpResponse:
    service = queries.get_service(request.user, id)
    row = queries.get_special(service, special)
    return _form_page(
        request,
        service,
        form=forms.Times(posted(request), initial={name: getattr(row, name) for name in TIMES}),
        act=lambda said: actions.set_special(service=service, on=row.on, by=request.user, **said),
        title=f"Hours on {row.on:%A} {row.on.day} {row.on:%B %Y}",
        what="Leave the three times empty when the service is closed on this date.",
    )


@BOTH
def special_remove(request: SignedInRequest, id: UUID, special: UUID) -> HttpResponse:
    service = queries.get_service(request.user, id)
    row = queries.get_special(service, special)
    return form_page(
        request,
        form=forms.Anyway(posted(request)),
        act=lambda said: actions.remove_special(special=row, by=request.user, **said),
        done="The usual hours hold again.",
        to=reverse("counselling-hours", args=[service.pk]),
        template="realtime/hours/remove.html",
        context={"service": service, "special": row},
    )


@BOTH
def shift_add(request: SignedInRequest, id: UUID) -> HttpResponse:
    service = queries.get_service(request.user, id)
    return _form_page(
        request,
        service,
        form=forms.ShiftForm(posted(request), counsellors=queries.counsellors(service)),
        act=lambda said: actions.add_shift(service=service, by=request.user, **said),
        title="Put somebody on the rota",
    )


@BOTH
def shift(request: SignedInRequest, id: UUID, shift: UUID) -> HttpResponse:
    service = queries.get_service(request.user, id)
    row = queries.get_shift(service, shift)
    initial = {name: getattr(row, name) for name in ("on", "starts", "ends", "most")}
    if row.is_staffed:
        initial["counsellor"] = str(row.counsellor_id)
    return _form_page(
        request,
        service,
        form=forms.ChangedShift(posted(request), counsellors=queries.counsellors(service), initial=initial),
        act=lambda said: actions.change_shift(shift=row, by=request.user, **said),
        title=f"Shift of {row.counsellor.name}",
        what="" if row.is_staffed else rules.does_not_work_then(row.counsellor),
    )


@BOTH
def shift_remove(request: SignedInRequest, id: UUID, shift: UUID) -> HttpResponse:
    service = queries.get_service(request.user, id)
    row = queries.get_shift(service, shift)
    return confirm_page(
        request,
        act=lambda: actions.remove_shift(shift=row, by=request.user),
        done="Off the rota.",
        to=reverse("counselling-hours", args=[service.pk]),
        template="realtime/hours/remove.html",
        context={
            "service": service,
            "shift": row,
            "booked": bookings.on_shift(row),
            "closing": rules.closing(visits.here_now(service)) if hours.closes_without(row) else [],
        },
    )


def _form_page(
    request: SignedInRequest, service: Any, *, form: Any, act: Any, title: str, what: str = ""
) -> HttpResponse:
    return form_page(
        request,
        form=form,
        act=act,
        done="Saved. It holds from now on.",
        to=reverse("counselling-hours", args=[service.pk]),
        template="realtime/hours/form_page.html",
        context={"title": title, "what": what, "caption": service.team.name},
    )
