from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mhst.core import clock
from mhst.core.form_page import confirm_page, form_page
from mhst.core.permissions import Permission as P
from mhst.core.requests import ViewerRequest
from mhst.places.actions import school_day as actions
from mhst.places.forms.school_day import BellsForm, as_lines
from mhst.places.queries import bells
from mhst.places.queries import school as schools
from mhst.places.rules.calendar import check_may_edit


@require_GET
def index(request: ViewerRequest, id: UUID) -> HttpResponse:
    school = schools.get_visible(id, request.user)
    context = {
        "school": school,
        "versions": bells.versions_of(school),
        "may_edit": request.user.can(P.CALENDAR_EDIT, school),
    }
    return render(request, "places/school_day/index.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: ViewerRequest, id: UUID) -> HttpResponse:
    """New bells, starting from those that ring today."""
    school = schools.get_visible(id, request.user)
    check_may_edit(by=request.user, owner=school)
    present = as_lines(bells.periods_to_edit(school, clock.today()))
    return form_page(
        request,
        form=BellsForm(request.POST or None, initial={**present, "starts_on": clock.today()}),
        act=lambda given: actions.set_bells(
            school=school, starts_on=given["starts_on"], periods=given["periods"], by=request.user
        ),
        done="The bells are saved.",
        to=reverse("school-bells", args=[school.pk]),
        template="places/school_day/edit.html",
        context={"school": school},
    )


@require_http_methods(["GET", "POST"])
def remove(request: ViewerRequest, id: UUID, version: UUID) -> HttpResponse:
    school = schools.get_visible(id, request.user)
    found = bells.get_version(version, school)
    check_may_edit(by=request.user, owner=school)
    return confirm_page(
        request,
        act=lambda: actions.remove_bells(version=found, by=request.user),
        done="These bells are withdrawn.",
        to=reverse("school-bells", args=[school.pk]),
        template="places/school_day/remove.html",
        context={"school": school, "version": found},
    )
