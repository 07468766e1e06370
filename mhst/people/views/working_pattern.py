from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from mhst.access.requests import SignedInRequest
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.actions import working_pattern as actions
from mhst.people.forms import practitioner as forms
from mhst.people.queries import practitioner as queries
from mhst.people.views.saving import ask, done, saved, sent

#: By the part's name in addresses: what the page is called, its form and its action.
ADDING: dict[str, tuple[str, Any, Any]] = {
    "hours": ("Add working hours", forms.AddHours, actions.add_hours),
    "fixed": ("Add a time when they are not free", forms.AddFixedTime, actions.add_fixed_time),
    "school-day": ("Agree a day at a school", forms.AgreeSchoolDay, actions.agree_school_day),
}


def add(request: SignedInRequest, id: UUID, part: str) -> HttpResponse:
    """One stretch more in somebody's week."""
    practitioner = queries.get_visible(id, request.user)
    request.user.require(Permission.PRACTITIONER_EDIT, practitioner)
    if part not in ADDING:
        raise NotFound()
    title, kind, act = ADDING[part]
    form = kind(sent(request), practitioner=practitioner)
    if saved(request, form, act, practitioner=practitioner):
        return _done(request, "Added.", practitioner.pk)
    return ask(request, "people/working_pattern/add.html", form, practitioner=practitioner, title=title)


@require_POST
def remove(request: SignedInRequest, id: UUID, part: str, part_id: UUID) -> HttpResponse:
    """One stretch less."""
    practitioner = queries.get_visible(id, request.user)
    actions.remove(part=queries.get_part(practitioner, part, part_id), by=request.user)
    return _done(request, "Removed.", practitioner.pk)


def _done(request: SignedInRequest, sentence: str, practitioner: UUID) -> HttpResponse:
    """Back to the week, still to be changed."""
    return done(request, sentence, reverse("people:practitioner", args=[practitioner]) + "?change=week#week")
