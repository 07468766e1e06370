"""Requests for support, by those who have an account."""

from django.urls import path

from sessions_app.views import request

urlpatterns = [
    path("requests/", request.index, name="requests"),
    path("requests/new/", request.new, name="request-new"),
    path("requests/new/<uuid:id>/check/", request.check, name="request-check"),
    path("requests/new/<uuid:id>/discard/", request.discard, name="request-discard"),
    path("requests/new/<uuid:id>/<slug:slug>/", request.page, name="request-page"),
    path("requests/<uuid:id>/", request.detail, name="request"),
]
