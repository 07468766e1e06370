"""Timetables, on paper too, and the calendar that a phone reads."""

from django.urls import path

from sessions_app.views import feed, paper, timetable

urlpatterns = [
    path("timetable/", timetable.mine, name="timetable"),
    path("timetable/week.pdf", paper.mine, name="timetable-pdf"),
    path("timetable/team/", timetable.of_team, name="timetable-team"),
    path("timetable/practitioner/<uuid:id>/", timetable.of_practitioner, name="timetable-practitioner"),
    path("timetable/practitioner/<uuid:id>/week.pdf", paper.of_practitioner, name="timetable-practitioner-pdf"),
    path("timetable/school/<uuid:id>/", timetable.of_school, name="timetable-school"),
    path("timetable/school/<uuid:id>/week.pdf", paper.of_school, name="timetable-school-pdf"),
    path("timetable/school/<uuid:id>/slips.pdf", paper.slips, name="timetable-slips"),
    path("timetable/phone/", feed.manage, name="feed"),
    path("timetable/phone/new/", feed.create, name="feed-create"),
    path("timetable/phone/stop/", feed.revoke, name="feed-revoke"),
    path("calendar/<str:token>.ics", feed.calendar, name="calendar"),
]
