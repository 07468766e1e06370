"""Conversations as pages; connected pages come in by `routing`."""

from django.urls import path

from realtime.views import conversation, hours

urlpatterns = [
    path("conversations/<uuid:id>/", conversation.show, name="conversation"),
    path("conversations/<uuid:id>/leave/", conversation.leave, name="conversation-leave"),
    # opening hours and rota
    path("counselling/hours/", hours.index, name="counselling-services"),
    path("counselling/teams/<uuid:id>/", hours.about, name="counselling-about"),
    path("counselling/<uuid:id>/hours/", hours.show, name="counselling-hours"),
    path("counselling/<uuid:id>/hours/<int:weekday>/", hours.weekly, name="counselling-weekly"),
    path("counselling/<uuid:id>/dates/add/", hours.special_add, name="counselling-special-add"),
    path("counselling/<uuid:id>/dates/<uuid:special>/", hours.special, name="counselling-special"),
    path("counselling/<uuid:id>/dates/<uuid:special>/remove/", hours.special_remove, name="counselling-special-remove"),
    path("counselling/<uuid:id>/shifts/add/", hours.shift_add, name="counselling-shift-add"),
    path("counselling/<uuid:id>/shifts/<uuid:shift>/", hours.shift, name="counselling-shift"),
    path("counselling/<uuid:id>/shifts/<uuid:shift>/remove/", hours.shift_remove, name="counselling-shift-remove"),
]
