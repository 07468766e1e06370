"""Points of a plan: written in a workshop, looked at again."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from school_link.actions import action_plan as actions
from school_link.forms.action_plan import PointForm, ReviewForm
from school_link.queries import action_plan as queries
from school_link.queries import workshop as workshops
from school_link.rules import action_plan as rules

BOTH = require_http_methods(["GET", "POST"])
FORM = "form_page.html"


@BOTH
def add(request: SignedInRequest, id: UUID) -> HttpResponse:
    workshop = workshops.get_visible(id, request.user)
    attendees = workshops.attendees_of(workshop)
    rules.check_can_write(workshop, attendees, request.user)
    return form_page(
        request,
        form=PointForm(posted(request), attendees=attendees),
        act=lambda given: actions.add(workshop=workshop, by=request.user, **given),
        done="It is in the plan.",
        to=reverse("link-cohort", args=[workshop.cohort_id]),
        template=FORM,
        context={"caption": workshop, "title": "Add to the plan"},
    )


@BOTH
def review(request: SignedInRequest, id: UUID) -> HttpResponse:
    point = queries.get_visible(id, request.user)
    rules.check_can_review(point, request.user)
    return form_page(
        request,
        form=ReviewForm(posted(request), initial={"state": point.state}),
        act=lambda given: actions.review(point=point, by=request.user, **given),
        done="Thank you. Everybody in the cohort sees how it stands.",
        to=f"{reverse('link-cohort', args=[point.workshop.cohort_id])}#plan",
        template=FORM,
        context={"caption": point.get_domain_display(), "title": "How does it stand?", "what": point.what},
    )
