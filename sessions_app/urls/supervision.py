"""Supervision: what is due, and what was decided about whom."""

from django.urls import path

from sessions_app.views import supervision

urlpatterns = [
    path("supervision/", supervision.index, name="supervision"),
    path("supervision/practitioner/<uuid:id>/", supervision.practitioner, name="supervision-practitioner"),
    path("supervision/practitioner/<uuid:id>/begin/", supervision.begin, name="supervision-begin"),
    path("supervision/<uuid:id>/", supervision.record, name="supervision-record"),
    path("supervision/<uuid:id>/sign/", supervision.sign, name="supervision-sign"),
    path("referrals/<uuid:id>/supervision/", supervision.of_referral, name="referral-supervision"),
    path(
        "referrals/<uuid:id>/supervision/<uuid:decision_id>/done/", supervision.finish, name="referral-supervision-done"
    ),
]
