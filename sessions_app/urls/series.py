"""Groups and courses: the list, the page of one, and what changes one as a whole."""

from django.urls import path

from sessions_app.views import series

urlpatterns = [
    path("groups/", series.index, name="series-list"),
    path("groups/<uuid:id>/", series.detail, name="series"),
    path("groups/<uuid:id>/cancel/", series.cancel, name="series-cancel"),
    path("groups/<uuid:id>/pause/", series.pause, name="series-pause"),
    path("groups/<uuid:id>/resume/", series.resume, name="series-resume"),
    path("groups/<uuid:id>/add/", series.add_pupil, name="series-add-pupil"),
    path("groups/<uuid:id>/release/<uuid:young_person_id>/", series.release, name="series-release"),
]
