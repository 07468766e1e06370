"""School Link: schools and specialist help, in one place."""

from django.urls import path

from school_link.views import contact

KINDS = ("schools", "teams")

urlpatterns = [
    # contact
    path("link/contacts/", contact.index, name="link-contacts"),
    *(
        path(f"link/contacts/{kind}/<uuid:id>/add/", contact.add, {"kind": kind}, name=f"link-contact-add-{kind}")
        for kind in KINDS
    ),
    path("link/contacts/<uuid:id>/change/", contact.change, name="link-contact-change"),
    path("link/contacts/<uuid:id>/verify/", contact.verify, name="link-contact-verify"),
    path("link/contacts/<uuid:id>/end/", contact.end, name="link-contact-end"),
]
