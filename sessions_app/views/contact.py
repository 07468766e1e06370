"""How a young person and their family agreed to be written to: the team's pages, beside the record."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core import clock
from mhst.core.form_page import confirm_page, form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from mhst.people.queries import young_person as young_people
from sessions_app.actions import contact as actions
from sessions_app.enums import Channel
from sessions_app.forms import contact as forms
from sessions_app.queries import contact as queries
from sessions_app.rules import contact as rules


@require_GET
def index(request: SignedInRequest, id: UUID) -> HttpResponse:
    """The ways that hold, those that have ended, and what was sent; that it was opened is written down first."""
    person = young_people.get_visible(id, request.user, Permission.YOUNG_PERSON_VIEW)
    recording.seen(person, by=request.user, verb="contact.index")
    may_change = request.user.can(Permission.YOUNG_PERSON_EDIT, person)
    context = {"person": person, "page": queries.page_of(person), "may_change": may_change}
    return render(request, "sessions_app/contact/index.html", context)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Somebody agreed to be written to."""
    person = young_people.get_visible(id, request.user, Permission.YOUNG_PERSON_VIEW)
    rules.check_can_change(person, request.user)
    parents = list(person.parents_and_guardians.all())
    form = forms.Agree(posted(request), person=person, parents=parents, initial={"agreed_on": clock.today()})
    return form_page(
        request,
        form=form,
        act=lambda given: actions.agree(young_person=person, by=request.user, **form.answers()),
        done="That is written down. Nothing else is sent to anybody.",
        to=reverse("contact", args=[person.pk]),
        template="sessions_app/contact/add.html",
        context={"person": person},
    )


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, id: UUID, preference: UUID) -> HttpResponse:
    """Another address or purpose."""
    person = young_people.get_visible(id, request.user, Permission.YOUNG_PERSON_VIEW)
    rules.check_can_change(person, request.user)
    way = queries.get(preference, person)
    form = forms.Change(posted(request), fixed=Channel(way.channel), initial=forms.now(way))
    return form_page(
        request,
        form=form,
        act=lambda given: actions.change(preference=way, by=request.user, **form.answers()),
        done="That is changed. What was waiting for the old address is not sent.",
        to=reverse("contact", args=[person.pk]),
        template="sessions_app/contact/change.html",
        context={"person": person, "who": queries.who(way)},
    )


@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, id: UUID, preference: UUID) -> HttpResponse:
    """They want no more of it."""
    person = young_people.get_visible(id, request.user, Permission.YOUNG_PERSON_VIEW)
    rules.check_can_change(person, request.user)
    way = queries.get(preference, person)
    return confirm_page(
        request,
        act=lambda: actions.end(preference=way, by=request.user),
        done="That is ended. Nothing more is sent there.",
        to=reverse("contact", args=[person.pk]),
        template="sessions_app/contact/end.html",
        context={"person": person, "who": queries.who(way), "way": way},
    )
