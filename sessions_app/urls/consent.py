"""Consent: what is agreed, links to answer by, and answers on paper."""

from django.urls import path

from sessions_app.views import consent, consent_link, consent_paper, unmatched_consent

urlpatterns = [
    path("referrals/<uuid:id>/consent/", consent.detail, name="referral-consent"),
    path("referrals/<uuid:id>/consent/ask/<uuid:parent_id>/", consent.make_link, name="referral-consent-ask"),
    path("referrals/<uuid:id>/consent/stop/<uuid:link_id>/", consent.stop_link, name="referral-consent-stop"),
    path("referrals/<uuid:id>/consent/parent/", consent.name_parent, name="referral-consent-parent"),
    path("referrals/<uuid:id>/consent/go-on/", consent.go_on, name="referral-consent-go-on"),
    path("consent/", consent_paper.start, name="consent-paper"),
    path("consent/sent/", consent_paper.sent, name="consent-paper-sent"),
    path("consents/unmatched/", unmatched_consent.index, name="unmatched-consents"),
    path("consents/unmatched/set-aside/", unmatched_consent.aside, name="unmatched-consents-aside"),
    path("consents/unmatched/<uuid:id>/", unmatched_consent.detail, name="unmatched-consent"),
    path(
        "consents/unmatched/<uuid:id>/match/<uuid:young_person_id>/",
        unmatched_consent.match,
        name="unmatched-consent-match",
    ),
    path("consents/unmatched/<uuid:id>/set-aside/", unmatched_consent.set_aside, name="unmatched-consent-set-aside"),
    path("consent/<str:token>/", consent_link.start, name="consent-link"),
    path("consent/<str:token>/answer/", consent_link.answer, name="consent-link-answer"),
    path("consent/<str:token>/not-me/", consent_link.not_me, name="consent-link-not-me"),
    path("consent/<str:token>/done/", consent_link.done, name="consent-link-done"),
]
