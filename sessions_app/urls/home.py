"""The first page of those who are signed in, and what they are told."""

from django.urls import path

from sessions_app.views import home, notice

urlpatterns = [
    path("home/", home.home, name="home"),
    path("notices/", notice.index, name="notices"),
    path("notices/read/", notice.read, name="notices-read"),
]
