"""Concerns about somebody's safety."""

from django.urls import path

from sessions_app.views import concern, duty

urlpatterns = [
    path("concerns/", concern.index, name="concerns"),
    path("concerns/new/", concern.new, name="concern-new"),
    path("concerns/send/", concern.send, name="concern-send"),
    path("concerns/begun/<uuid:id>/discard/", concern.discard, name="concern-discard"),
    path("concerns/<uuid:id>/", concern.detail, name="concern"),
    path("concerns/<uuid:id>/add/", concern.add, name="concern-add"),
    path("concerns/<uuid:id>/close/", concern.close, name="concern-close"),
    path("concerns/<uuid:id>/steps/<uuid:step_id>/", concern.acknowledge, name="concern-acknowledge"),
    path("concerns/duty/<uuid:id>/", duty.turns, name="concern-duty"),
    path("concerns/duty/<uuid:id>/times/", duty.times, name="concern-duty-times"),
    path("concerns/duty/<uuid:id>/<uuid:turn_id>/remove/", duty.remove, name="concern-duty-remove"),
]
