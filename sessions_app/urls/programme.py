"""What the team offers: the list, the page of one, and what changes it."""

from django.urls import path

from sessions_app.views import programme

urlpatterns = [
    path("programmes/", programme.index, name="programmes"),
    path("programmes/add/", programme.add, name="programme-add"),
    path("programmes/<uuid:id>/", programme.detail, name="programme"),
    path("programmes/<uuid:id>/change/", programme.change, name="programme-change"),
    path("programmes/<uuid:id>/retire/", programme.retire, name="programme-retire"),
    path("programmes/<uuid:id>/bring-back/", programme.bring_back, name="programme-bring-back"),
]
