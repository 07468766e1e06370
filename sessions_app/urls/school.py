"""What a school sees of its requests."""

from django.urls import path

from sessions_app.views import school_view

urlpatterns = [
    path("school/requests/", school_view.index, name="school-requests"),
    path("school/requests/<uuid:id>/", school_view.detail, name="school-request"),
    path("school/letters/<uuid:id>/letter.pdf", school_view.letter, name="school-letter"),
]
