"""Who waits, who works with whom, the courses they begin, and handing them over."""

from django.urls import path

from sessions_app.views import allocation, course, hand_over, triage

urlpatterns = [
    path("triage/", triage.board, name="triage"),
    path("referrals/<uuid:id>/allocate/", allocation.allocate, name="referral-allocate"),
    path("referrals/<uuid:id>/group/", course.group, name="referral-group"),
    path("referrals/<uuid:id>/book/", course.book, name="referral-book"),
    path("referrals/<uuid:id>/hand-over/", hand_over.one, name="referral-hand-over"),
    path("referrals/<uuid:id>/told/", hand_over.told, name="referral-told"),
    path("caseload/<uuid:id>/hand-over/", hand_over.caseload, name="caseload-hand-over"),
    path("caseload/", allocation.own, name="caseload-own"),
    path("caseload/team/", allocation.team, name="caseload-team"),
    path("caseload/<uuid:id>/", allocation.caseload, name="caseload"),
]
