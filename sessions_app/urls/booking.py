"""Booking a group, a page for each step."""

from django.urls import path

from sessions_app.views import booking, offer

urlpatterns = [
    path("groups/book/", booking.start, name="booking-start"),
    path("groups/book/<uuid:id>/", booking.go_on, name="booking-draft"),
    path("groups/book/<uuid:id>/programme/", booking.programme, name="booking-programme"),
    path("groups/book/<uuid:id>/pupils/", booking.pupils, name="booking-pupils"),
    path("groups/book/<uuid:id>/times/", offer.times, name="booking-times"),
    path("groups/book/<uuid:id>/check/", offer.check, name="booking-check"),
    path("groups/book/<uuid:id>/choose/", offer.choose, name="booking-choose"),
    path("groups/book/<uuid:id>/discard/", booking.discard, name="booking-discard"),
]
