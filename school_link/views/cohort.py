"""Cohorts of the link programme, and the pictures of what they see."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.pdf import leading_back, pdf_response
from mhst.core.permissions import Permission
from school_link import catalogue
from school_link.actions import cohort as actions
from school_link.documents.picture import picture, picture_pdf
from school_link.forms.cohort import CohortForm
from school_link.queries import cohort as queries
from school_link.rules import workshop as rules

BOTH = require_http_methods(["GET", "POST"])
FORM = "form_page.html"


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """The cohorts one may see, and where one may begin another."""
    request.user.require(Permission.LINK_VIEW)
    context = {"cohorts": queries.visible(request.user), "teams": queries.teams_to_host(request.user)}
    return render(request, "school_link/cohort/index.html", context)


@BOTH
def new(request: SignedInRequest, team: UUID) -> HttpResponse:
    leads = queries.get_team_to_host(team, request.user)
    initial = {"levels": "\n".join(catalogue.LEVELS)}
    return form_page(
        request,
        form=CohortForm(posted(request), schools=queries.schools_to_choose(leads), initial=initial),
        act=lambda said: actions.begin(team=leads, by=request.user, **said),
        done="The cohort is there. Plan its first workshop.",
        to=reverse("link-programme"),
        template=FORM,
        context={"caption": leads, "title": "Begin a cohort"},
    )


@BOTH
def change(request: SignedInRequest, id: UUID) -> HttpResponse:
    cohort = queries.get_visible(id, request.user)
    rules.check_can_host(cohort, request.user)
    now = {
        "name": cohort.name,
        "levels": "\n".join(cohort.levels),
        "schools": [str(s.pk) for s in cohort.schools.all()],
    }
    schools = sorted({*queries.schools_to_choose(cohort.team), *cohort.schools.all()}, key=lambda one: one.name)
    return form_page(
        request,
        form=CohortForm(posted(request), schools=schools, initial=now),
        act=lambda said: actions.change(cohort=cohort, by=request.user, **said),
        done="Saved.",
        to=reverse("link-cohort", args=[cohort.pk]),
        template=FORM,
        context={"caption": cohort, "title": "Change the cohort"},
    )


@require_GET
def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Its workshops, the area's picture, and the plan."""
    cohort = queries.get_visible(id, request.user)
    context = {
        "cohort": cohort,
        "picture": picture(cohort),
        "schools": queries.schools_shown(cohort, request.user),
        "may_host": request.user.can(Permission.LINK_HOST, cohort),
    }
    return render(request, "school_link/cohort/show.html", context)


@require_GET
def pdf(request: SignedInRequest, id: UUID) -> HttpResponse:
    cohort = queries.get_visible(id, request.user)
    with leading_back(reverse("link-cohort", args=[id])):
        return pdf_response(f"{cohort}.pdf", picture_pdf(picture(cohort)))


@require_GET
def school(request: SignedInRequest, id: UUID, school: UUID) -> HttpResponse:
    """How one school sees it, beside all of health."""
    cohort = queries.get_visible(id, request.user)
    found = queries.get_school_of(cohort, school, request.user)
    return render(request, "school_link/cohort/school.html", {"cohort": cohort, "picture": picture(cohort, found)})


@require_GET
def school_pdf(request: SignedInRequest, id: UUID, school: UUID) -> HttpResponse:
    cohort = queries.get_visible(id, request.user)
    found = queries.get_school_of(cohort, school, request.user)
    with leading_back(reverse("link-school", args=[id, school])):
        return pdf_response(f"{found}.pdf", picture_pdf(picture(cohort, found)))
