"""Letters, how they go, and reading one by its link."""

from django.urls import path

from sessions_app.views import dispatch, letter, letter_link

urlpatterns = [
    path("referrals/<uuid:id>/letters/", letter.of_referral, name="referral-letters"),
    path("letters/<uuid:id>/", letter.detail, name="letter"),
    path("letters/<uuid:id>/letter.pdf", letter.pdf, name="letter-pdf"),
    path("letters/<uuid:id>/issue/", letter.issue, name="letter-issue"),
    path("letters/<uuid:id>/discard/", letter.discard, name="letter-discard"),
    path("letters/", dispatch.index, name="letters-to-send"),
    path("letters/<uuid:id>/send/", dispatch.send, name="letter-send"),
    path("letters/<uuid:id>/went/", dispatch.by_hand, name="letter-went"),
    path("letters/<uuid:id>/went/<uuid:dispatch_id>/stop/", dispatch.stop, name="letter-stop"),
    path("letter/<str:token>/", letter_link.read, name="letter-link"),
    path("letter/<str:token>/letter.pdf", letter_link.pdf, name="letter-link-pdf"),
]
