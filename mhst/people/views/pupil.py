from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core import clock
from mhst.core.permissions import Permission
from mhst.people.actions import young_person as actions
from mhst.people.forms import young_person as forms
from mhst.people.queries import pupil as pupils
from mhst.people.queries import told
from mhst.people.queries import young_person as queries
from mhst.people.rules import offered
from mhst.people.rules.young_person import check_may_change
from mhst.people.views.saving import ask, done, saved, sent
from mhst.places.words import year_group_in_words


def index(request: SignedInRequest) -> HttpResponse:
    """Those whom the viewer may see, to be searched and narrowed."""
    request.user.require(Permission.PUPIL_VIEW)
    form = forms.Narrow(request.GET, viewer=request.user)
    found = queries.search(request.user, form.wanted(), day=clock.today(), page=request.GET.get("page", 1))
    return render(
        request,
        "people/pupil/list.html",
        {"form": form, "page": found, "narrowed": form.narrows(), "may_add": request.user.can(Permission.PUPIL_ADD)},
    )


def add(request: SignedInRequest) -> HttpResponse:
    """Name somebody, with the least that is needed."""
    request.user.require(Permission.PUPIL_ADD)
    form = forms.Add(sent(request), viewer=request.user)
    if not saved(request, form, actions.add):
        return ask(request, "people/pupil/add.html", form)
    year = form.result.year_group_on(clock.today())
    return done(
        request, f"{form.result.name} is added, in {year_group_in_words(year)}.", "people:pupil", form.result.pk
    )


def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What a school may know of one pupil. The page never sees more than the list in `queries.pupil`."""
    person = queries.get_visible(id, request.user)
    recording.seen(person, by=request.user, verb="pupil.show")
    pupil = pupils.shown(person, request.user, clock.today())
    return render(
        request,
        "people/pupil/show.html",
        {"pupil": pupil, "may": offered.for_young_person(person, request.user), "told": told.of(person)},
    )


def change(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Correct a name, a birth date or a year group."""
    person = queries.get_visible(id, request.user)
    check_may_change(person, by=request.user)
    name = person.name
    fields = ("given_name", "family_name", "preferred_name", "birth_date", "year_group_override")
    form = forms.Who(sent(request), initial={field: getattr(person, field) for field in fields})
    if saved(request, form, actions.change, young_person=person):
        return done(request, "Saved.", "people:pupil", person.pk)
    return ask(request, "people/pupil/change.html", form, id=person.pk, name=name)
