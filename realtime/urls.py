"""Conversations as pages; connected pages come in by `routing`."""

from django.urls import path

from realtime.views import conversation

urlpatterns = [
    path("conversations/<uuid:id>/", conversation.show, name="conversation"),
    path("conversations/<uuid:id>/leave/", conversation.leave, name="conversation-leave"),
]
