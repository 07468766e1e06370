from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from mhst.access.requests import SignedInRequest
from mhst.core.permissions import Permission
from mhst.people.actions import practitioner as actions
from mhst.people.enums import Skill
from mhst.people.forms import practitioner as forms
from mhst.people.queries import practitioner as queries
from mhst.people.rules import offered
from mhst.people.views.saving import ask, done, saved, sent


def index(request: SignedInRequest) -> HttpResponse:
    """The practitioners of the viewer's teams."""
    request.user.require(Permission.PRACTITIONER_VIEW)
    text = request.GET.get("name", "").strip()
    return render(
        request,
        "people/practitioner/list.html",
        {
            "page": queries.search(request.user, text, page=request.GET.get("page", 1)),
            "text": text,
            "skills": Skill,
            "may_add": request.user.can(Permission.PRACTITIONER_EDIT),
        },
    )


def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Who they are, their ordinary week, and when they are away."""
    practitioner = queries.get_visible(id, request.user)
    may = offered.for_practitioner(practitioner, request.user)
    return render(
        request,
        "people/practitioner/show.html",
        {
            "practitioner": practitioner,
            "week": queries.week_of(practitioner),
            "absences": queries.absences_of(practitioner),
            "skills": Skill,
            "may": may,
            "editing": may.edit and request.GET.get("change") == "week",
        },
    )


def add(request: SignedInRequest) -> HttpResponse:
    """A colleague begins to hold sessions."""
    request.user.require(Permission.PRACTITIONER_EDIT)
    form = forms.Add(sent(request), viewer=request.user)
    if saved(request, form, actions.add):
        sentence = f"{form.result} is added. Say now when they work."
        return done(request, sentence, "people:practitioner", form.result.pk)
    return ask(request, "people/practitioner/add.html", form)


def change(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Grade, skills, and whether they work at present."""
    practitioner = queries.get_visible(id, request.user)
    request.user.require(Permission.PRACTITIONER_EDIT, practitioner)
    initial = {field: getattr(practitioner, field) for field in ("grade", "skills", "qualified_on", "is_working")}
    form = forms.Change(sent(request), initial=initial)
    if saved(request, form, actions.change, practitioner=practitioner):
        return done(request, "Saved.", "people:practitioner", practitioner.pk)
    return ask(request, "people/practitioner/change.html", form, practitioner=practitioner)
