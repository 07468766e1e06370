"""How families and young people can be reached, and messages that did not go out."""

from django.urls import path

from sessions_app.views import contact, message

urlpatterns = [
    path("contact/<uuid:id>/", contact.index, name="contact"),
    path("contact/<uuid:id>/add/", contact.add, name="contact-add"),
    path("contact/<uuid:id>/<uuid:preference>/change/", contact.change, name="contact-change"),
    path("contact/<uuid:id>/<uuid:preference>/end/", contact.end, name="contact-end"),
    path("messages/", message.index, name="messages"),
    path("messages/<uuid:id>/retry/", message.retry, name="message-retry"),
    path("messages/<uuid:id>/give-up/", message.give_up, name="message-give-up"),
]
