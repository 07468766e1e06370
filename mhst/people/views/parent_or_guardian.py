from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from mhst.access.requests import SignedInRequest
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.people.actions import parent_or_guardian as actions
from mhst.people.forms import parent_or_guardian as forms
from mhst.people.queries import parent_or_guardian as queries
from mhst.people.queries import young_person as young_people
from mhst.people.views.going_back import way_back
from mhst.people.views.saving import ask, done, saved, sent


def add(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Name somebody who may decide for a young person."""
    person = young_people.get_visible(id, request.user)
    request.user.require(Permission.CONSENT_RECORD, person)
    back = way_back(request, reverse("people:pupil", args=[person.pk]))
    form = forms.ParentForm(sent(request))
    if saved(request, form, actions.add, young_person=person):
        return done(request, f"{form.result} is added.", back)
    return ask(request, "people/parent_or_guardian/add.html", form, id=person.pk, name=person.name, back=back)


def change(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Correct who they are and whether they may decide."""
    parent = queries.get_visible(id, request.user)
    person = parent.young_person
    request.user.require(Permission.CONSENT_RECORD, person)
    responsible = "yes" if parent.has_parental_responsibility else "no"
    initial = {
        "name": parent.name, "relationship": parent.relationship, "has_parental_responsibility": responsible,
    }  # fmt: skip
    form = forms.ParentForm(sent(request), initial=initial)
    if saved(request, form, actions.change, parent=parent):
        return done(request, "Saved.", "people:pupil", person.pk)
    context = {"id": person.pk, "name": person.name, "parent": parent.pk, "parent_name": initial["name"]}
    return ask(request, "people/parent_or_guardian/change.html", form, **context)


def contact(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Whether, where and how they may be contacted."""
    parent = queries.get_visible(id, request.user)
    person = parent.young_person
    request.user.require(Permission.YOUNG_PERSON_EDIT, person)
    initial = {field: getattr(parent, field) or "" for field in forms.ContactForm.base_fields}
    form = forms.ContactForm(sent(request), initial=initial)
    if saved(request, form, actions.set_contact, parent=parent):
        return done(request, "Saved.", "people:young_person", person.pk)
    return ask(
        request, "people/parent_or_guardian/contact.html", form, id=person.pk, name=person.name, parent_name=parent.name
    )


@require_POST
def remove(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Somebody was named by mistake. One who has decided stays named, and the page says why."""
    parent = queries.get_visible(id, request.user)
    request.user.require(Permission.CONSENT_RECORD, parent.young_person)
    try:
        actions.remove(parent=parent, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, f"{parent} is removed.")
    return redirect("people:pupil", parent.young_person_id)
