"""The team's own view: the record."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.audit.queries import views_of
from mhst.core import clock
from mhst.core.permissions import Permission
from mhst.people import nhs_numbers
from mhst.people.actions import young_person as actions
from mhst.people.forms import young_person as forms
from mhst.people.queries import beside, consent, meeting
from mhst.people.queries import young_person as queries
from mhst.people.rules import offered
from mhst.people.views.saving import ask, done, saved, sent

LOOKS_SHOWN = 20


def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Everything the team knows of one young person; that it was opened is written down first."""
    person = queries.get_visible(id, request.user, Permission.YOUNG_PERSON_VIEW)
    recording.seen(person, by=request.user, verb="young_person.show")
    may = offered.for_young_person(person, request.user)
    return render(
        request,
        "people/young_person/show.html",
        {
            "person": person,
            "year_group": person.year_group_on(clock.today()),
            "age": person.age_on(clock.today()),
            "nhs_number": person.nhs_number and nhs_numbers.spaced(person.nhs_number),
            "consent": consent.by_kind(person, clock.today()),
            "parents": person.parents_and_guardians.all(),
            "apart": [(pair, pair.other_than(person)) for pair in queries.kept_apart_from(person)],
            "enrolments": person.enrolments.select_related("school"),
            "meetings": meeting.of(person, request.user),
            "besides": beside.of(person, request.user),
            "looks": views_of(request.user, person).object_list[:LOOKS_SHOWN] if may.see_who_looked else None,
            "may": may,
        },
    )


def describe(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Write what only the team knows."""
    person = queries.get_visible(id, request.user, Permission.YOUNG_PERSON_VIEW)
    request.user.require(Permission.YOUNG_PERSON_EDIT, person)
    initial = {field: getattr(person, field) or "" for field in forms.Describe.base_fields}
    form = forms.Describe(sent(request), initial=initial)
    if saved(request, form, actions.describe, young_person=person):
        return done(request, "Saved.", "people:young_person", person.pk)
    return ask(request, "people/young_person/describe.html", form, person=person)


def move(request: SignedInRequest, id: UUID) -> HttpResponse:
    """They go to another school."""
    person = queries.get_visible(id, request.user, Permission.YOUNG_PERSON_VIEW)
    request.user.require(Permission.YOUNG_PERSON_EDIT, person)
    form = forms.Move(sent(request), viewer=request.user, person=person, initial={"on": clock.today()})
    if saved(request, form, actions.move_school, young_person=person):
        return done(request, f"{person.name} is now at {person.school}.", "people:young_person", person.pk)
    return ask(request, "people/young_person/move.html", form, person=person)


def keep_apart(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Place two people in no group together."""
    person = queries.get_visible(id, request.user, Permission.YOUNG_PERSON_VIEW)
    request.user.require(Permission.YOUNG_PERSON_EDIT, person)
    form = forms.KeepApart(sent(request), viewer=request.user, person=person)
    if saved(request, form, actions.keep_apart, one=person):
        return done(request, "They will be placed in no group together.", "people:young_person", person.pk)
    return ask(request, "people/young_person/keep_apart.html", form, person=person)


@require_POST
def stop_keeping_apart(request: SignedInRequest, id: UUID, pair: UUID) -> HttpResponse:
    """They may be in one group again."""
    person = queries.get_visible(id, request.user, Permission.YOUNG_PERSON_VIEW)
    actions.stop_keeping_apart(pair=queries.get_pair(pair, person), by=request.user)
    return done(request, "They may be in one group again.", "people:young_person", person.pk)
