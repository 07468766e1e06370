"""Neighbouring services: referrals to partners, the partners' own links, and their list."""

from django.urls import path

from mhst.community.views import answer, carer, inbox, partner, referral

urlpatterns = [
    # referral
    path("neighbours/", referral.index, name="neighbours"),
    path("neighbours/new/", referral.new, name="neighbour-new"),
    path("neighbours/<uuid:id>/", referral.detail, name="neighbour"),
    path("neighbours/<uuid:id>/withdraw/", referral.withdraw, name="neighbour-withdraw"),
    path("neighbours/<uuid:id>/plan/", referral.plan, name="neighbour-plan"),
    path("neighbours/<uuid:id>/follow-up/", referral.follow_up, name="neighbour-follow-up"),
    path("neighbours/<uuid:id>/send-again/", referral.send_again, name="neighbour-send-again"),
    path("neighbours/<uuid:id>/take-over/", referral.take_over, name="neighbour-take-over"),
    # carer
    path("carers/", carer.index, name="carers"),
    path("carers/recognise/<uuid:id>/", carer.recognise, name="carer-recognise"),
    path("carers/recognise/parent/<uuid:id>/", carer.recognise_parent, name="carer-recognise-parent"),
    path("carers/<uuid:id>/", carer.detail, name="carer"),
    path("carers/<uuid:id>/who-knows/", carer.who_knows, name="carer-who-knows"),
    path("carers/<uuid:id>/end/", carer.end, name="carer-end"),
    # partner
    path("partners/", partner.index, name="partners"),
    path("partners/add/", partner.add, name="partner-add"),
    path("partners/<uuid:id>/change/", partner.change, name="partner-change"),
    path("partners/<uuid:id>/end/", partner.end, name="partner-end"),
    path("partners/<uuid:id>/bring-back/", partner.bring_back, name="partner-bring-back"),
    # what partners do: by a link, or signed in
    path("for-partners/<str:token>/", answer.answer, name="partner-answer"),
    path("for-partners/<str:token>/how-it-goes/", answer.attendance, name="partner-attendance"),
    path("partner-inbox/", inbox.index, name="partner-inbox"),
    path("partner-inbox/<uuid:id>/", inbox.detail, name="partner-inbox-referral"),
]
