"""Referrals: the list, the page of one, what is decided, and how one moves, is reviewed and ends."""

from django.urls import path

from sessions_app.views import (
    closing,
    decision,
    indirect_activity,
    referral,
    referral_move,
    referral_sessions,
    review,
)

urlpatterns = [
    path("referrals/<uuid:id>/sessions/", referral_sessions.index, name="referral-sessions"),
    path("referrals/<uuid:id>/plan/", referral_sessions.plan, name="referral-plan"),
    path("referrals/<uuid:id>/go-on/", referral_sessions.go_on, name="referral-go-on"),
    path("referrals/", referral.index, name="referrals"),
    path("referrals/<uuid:id>/", referral.detail, name="referral"),
    path("referrals/<uuid:id>/request/", referral.asked, name="referral-request"),
    path("referrals/<uuid:id>/history/", referral.history, name="referral-history"),
    path("referrals/<uuid:id>/match/", referral_move.match, name="referral-match"),
    path("referrals/<uuid:id>/join/", referral_move.join, name="referral-join"),
    path("referrals/<uuid:id>/answer/", referral_move.answer, name="referral-answer"),
    path("referrals/<uuid:id>/pause/", referral_move.pause, name="referral-pause"),
    path("referrals/<uuid:id>/resume/", referral_move.resume, name="referral-resume"),
    path("referrals/<uuid:id>/transfer/", referral_move.transfer, name="referral-transfer"),
    path("referrals/<uuid:id>/step-up/", referral_move.step_up, name="referral-step-up"),
    path("referrals/<uuid:id>/reopen/", referral_move.reopen, name="referral-reopen"),
    path("referrals/<uuid:id>/what-for/", referral_move.what_for, name="referral-what-for"),
    path("referrals/<uuid:id>/decide/", decision.choose, name="referral-decide"),
    path("referrals/<uuid:id>/decide/<str:outcome>/", decision.decide, name="referral-decide-outcome"),
    path("referrals/<uuid:id>/close/", closing.close, name="referral-close"),
    path("referrals/<uuid:id>/close/letters/", closing.prepare, name="referral-close-letters"),
    path("referrals/<uuid:id>/followed-up/", closing.followed_up, name="followed-up"),
    path("referrals/follow-ups/", closing.follow_ups, name="follow-ups"),
    path("referrals/<uuid:id>/ask-for-support/", referral_move.become_request, name="referral-become-request"),
    path("referrals/<uuid:id>/review/", review.write, name="referral-review"),
    path("referrals/<uuid:id>/work-about-them/", indirect_activity.index, name="referral-indirect"),
    path(
        "referrals/<uuid:id>/work-about-them/<uuid:activity>/withdraw/",
        indirect_activity.withdraw,
        name="referral-indirect-withdraw",
    ),
]
