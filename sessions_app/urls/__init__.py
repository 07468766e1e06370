"""The addresses of the work, a module for each noun."""

from django.urls import URLPattern

from sessions_app.urls import (
    ask,
    booking,
    caseload,
    concern,
    consent,
    home,
    letter,
    measure,
    message,
    programme,
    referral,
    request,
    school,
    series,
    session,
    supervision,
    timetable,
)

urlpatterns: list[URLPattern] = [
    *ask.urlpatterns,
    *booking.urlpatterns,
    *caseload.urlpatterns,
    *concern.urlpatterns,
    *consent.urlpatterns,
    *home.urlpatterns,
    *letter.urlpatterns,
    *measure.urlpatterns,
    *message.urlpatterns,
    *programme.urlpatterns,
    *referral.urlpatterns,
    *request.urlpatterns,
    *school.urlpatterns,
    *series.urlpatterns,
    *session.urlpatterns,
    *supervision.urlpatterns,
    *timetable.urlpatterns,
]
