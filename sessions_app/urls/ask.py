"""Asking for support without an account."""

from django.urls import path

from sessions_app.views import ask

urlpatterns = [
    path("ask/", ask.start, name="ask"),
    path("ask/code/", ask.code, name="ask-code"),
    path("ask/go-on/", ask.go_on, name="ask-go-on"),
    path("ask/go-on/<str:code>/", ask.go_on, name="ask-link"),
    path("ask/sent/", ask.sent, name="ask-sent"),
    path("ask/<slug:slug>/", ask.page, name="ask-page"),
]
