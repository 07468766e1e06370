"""Named contacts of schools and teams."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.core.form_page import confirm_page, form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from school_link.actions import contact as actions
from school_link.forms.contact import ContactForm
from school_link.queries import contact as queries
from school_link.rules import contact as rules

FIELDS = ("name", "about", "phone", "email", "reached", "cover")
FORM = "school_link/contact/form.html"


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Whom to ask, at every place the viewer reaches."""
    request.user.require(Permission.CONTACT_VIEW)
    return render(request, "school_link/contact/index.html", {"places": queries.places(request.user)})


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, kind: str, id: UUID) -> HttpResponse:
    place = queries.get_place(kind, id, request.user)
    rules.check_can_keep(place, request.user)
    return form_page(
        request,
        form=ContactForm(posted(request)),
        act=lambda said: actions.add(place=place, by=request.user, **said),
        done="Added. Others find them from now on.",
        to=reverse("link-contacts"),
        template=FORM,
        context={"caption": place, "title": "Add a named contact"},
    )


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, id: UUID) -> HttpResponse:
    contact = queries.get_visible(id, request.user)
    rules.check_can_keep(contact.place, request.user)
    return form_page(
        request,
        form=ContactForm(posted(request), initial={name: getattr(contact, name) for name in FIELDS}),
        act=lambda said: actions.change(contact=contact, by=request.user, **said),
        done="Saved, and checked for this term.",
        to=reverse("link-contacts"),
        template=FORM,
        context={"caption": contact.place, "title": f"Change {contact}"},
    )


@require_POST
def verify(request: SignedInRequest, id: UUID) -> HttpResponse:
    """One press: it is right as it stands."""
    contact = queries.get_visible(id, request.user)
    actions.verify(contact=contact, by=request.user)
    messages.success(request, f"{contact} is checked for this term.")
    return redirect("link-contacts")


@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, id: UUID) -> HttpResponse:
    contact = queries.get_visible(id, request.user)
    rules.check_can_keep(contact.place, request.user)
    return confirm_page(
        request,
        act=lambda: actions.end(contact=contact, by=request.user),
        done=f"{contact} is no longer shown.",
        to=reverse("link-contacts"),
        template="school_link/contact/end.html",
        context={"contact": contact},
    )
