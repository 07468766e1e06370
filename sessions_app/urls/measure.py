"""Goals and questionnaires."""

from django.urls import path

from sessions_app.views import measure, measure_link, pack

urlpatterns = [
    path("referrals/<uuid:id>/measures/", measure.index, name="referral-measures"),
    path("referrals/<uuid:id>/measures/ask/", measure.ask, name="measure-ask"),
    path("referrals/<uuid:id>/measures/compare/", measure.compare, name="measure-compare"),
    path("referrals/<uuid:id>/goals/add/", measure.goal_add, name="goal-add"),
    path("referrals/<uuid:id>/goals/<uuid:goal_id>/drop/", measure.goal_drop, name="goal-drop"),
    path("questionnaires/", measure.waiting, name="measures"),
    path("questionnaires/<uuid:id>/", measure.detail, name="measure"),
    path("questionnaires/<uuid:id>/link/", measure.link, name="measure-make-link"),
    path("questionnaires/<uuid:id>/together/", measure.together, name="measure-together"),
    path("questionnaires/<uuid:id>/scores/", measure.scores, name="measure-scores"),
    path("questionnaires/<uuid:id>/decline/", measure.decline, name="measure-decline"),
    path("questionnaires/<uuid:id>/read/", measure.read, name="measure-read"),
    path("questionnaires/packs/", pack.index, name="packs"),
    path("questionnaires/packs/install/", pack.install, name="pack-install"),
    path("questionnaires/packs/<uuid:id>/withdraw/", pack.withdraw, name="pack-withdraw"),
    path("measures/<str:token>/", measure_link.fill_in, name="measure-link"),
]
