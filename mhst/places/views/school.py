from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mhst.core.form_page import form_page
from mhst.core.permissions import Permission as P
from mhst.core.requests import ViewerRequest
from mhst.places.actions import school as actions
from mhst.places.forms.school import JourneyForm, SchoolForm, SchoolsFilter
from mhst.places.queries import school as schools
from mhst.places.queries.journeys import journeys_from
from mhst.places.queries.school_page import school_page
from mhst.places.words import school_year_in_words

A_PAGE = 20


@require_GET
def index(request: ViewerRequest) -> HttpResponse:
    narrow = SchoolsFilter(
        request.GET, teams=schools.teams_to_filter(request.user), clusters=schools.clusters_to_filter(request.user)
    )
    wanted = narrow.wanted()
    page = Paginator(schools.list_visible(request.user, wanted), A_PAGE).get_page(request.GET.get("page"))
    year = schools.year_to_warn_of()
    context = {
        "page": page,
        "filter": narrow,
        "is_narrowed": wanted != schools.Wanted(),
        "without_dates": schools.without_dates(page.object_list, year),
        "year": school_year_in_words(year),
        "may_add": request.user.can(P.SCHOOL_EDIT),
    }
    return render(request, "places/school/index.html", context)


@require_GET
def detail(request: ViewerRequest, id: UUID) -> HttpResponse:
    school = schools.get_visible(id, request.user)
    return render(request, "places/school/detail.html", {"page": school_page(school, request.user), "school": school})


@require_http_methods(["GET", "POST"])
def edit(request: ViewerRequest, id: UUID) -> HttpResponse:
    school = schools.get_visible(id, request.user)
    request.user.require(P.SCHOOL_EDIT, school)
    return form_page(
        request,
        form=SchoolForm(
            request.POST or None, initial={"sign_in_minutes": school.sign_in_minutes, "ods_code": school.ods_code}
        ),
        act=lambda given: actions.edit(school=school, by=request.user, **given),
        done=f"{school} is saved.",
        to=reverse("school", args=[school.pk]),
        template="places/school/edit.html",
        context={"school": school},
    )


@require_GET
def travel(request: ViewerRequest, id: UUID) -> HttpResponse:
    school = schools.get_visible(id, request.user)
    context = {
        "school": school,
        "journeys": journeys_from(school, request.user),
        "may_edit": request.user.can(P.SCHOOL_EDIT, school),
    }
    return render(request, "places/travel/index.html", context)


@require_http_methods(["GET", "POST"])
def journey(request: ViewerRequest, id: UUID, to: UUID) -> HttpResponse:
    school, other = schools.get_visible(id, request.user), schools.get_visible(to, request.user)
    request.user.require(P.SCHOOL_EDIT, school)
    request.user.require(P.SCHOOL_EDIT, other)
    found = next((j for j in journeys_from(school, request.user) if j.to == other), None)
    entered = found.minutes if found and not found.is_estimate else None
    return form_page(
        request,
        form=JourneyForm(request.POST or None, initial={"minutes": entered}),
        act=lambda given: actions.set_travel(origin=school, destination=other, by=request.user, **given),
        done=f"The journey from {school} to {other} is saved.",
        to=reverse("school-travel", args=[school.pk]),
        template="places/travel/edit.html",
        context={"school": school, "other": other},
    )
