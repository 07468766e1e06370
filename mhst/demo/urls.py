"""One click to be somebody. Included by the demo settings alone."""

from django.urls import path

from mhst.demo import views

urlpatterns = [
    path("", views.personas, name="personas"),
    path("sign-in/", views.become, name="become"),
    path("queue/", views.send_one, name="send-one"),
]
