"""Consultations between schools and specialists."""

from django.urls import path

from school_link.views import advice, after, ask, consultation, desk, library, room, rota

urlpatterns = [
    # asking
    path("consultations/", consultation.index, name="consultations"),
    path("consultations/new/", ask.new, name="consultation-new"),
    path("consultations/<uuid:id>/write/", ask.write, name="consultation-write"),
    path("consultations/<uuid:id>/save/", ask.save, name="consultation-save"),
    path("consultations/<uuid:id>/standing/", ask.standing, name="consultation-standing"),
    path("consultations/<uuid:id>/check/", ask.check, name="consultation-check"),
    path("consultations/<uuid:id>/discard/", ask.discard, name="consultation-discard"),
    path("consultations/<uuid:id>/", consultation.show, name="consultation"),
    path("consultations/<uuid:id>/stand-in/", consultation.stand_in, name="consultation-stand-in"),
    path("consultations/<uuid:id>/withdraw/", consultation.withdraw, name="consultation-withdraw"),
    path("consultations/<uuid:id>/questions/<uuid:question>/", consultation.answer, name="consultation-answer"),
    # the specialists' desk and its rota
    path("consultations/desk/", desk.show, name="consultation-desk"),
    path("consultations/desk/waiting/", desk.waiting, name="consultation-desk-waiting"),
    path("consultations/desk/over/", desk.over, name="consultation-desk-over"),
    path("consultations/<uuid:id>/take/", desk.take, name="consultation-take"),
    path("consultations/<uuid:id>/pass-on/", desk.pass_on, name="consultation-pass-on"),
    path("consultations/<uuid:id>/ask-back/", desk.ask_back, name="consultation-ask-back"),
    path("consultations/<uuid:id>/coming/", desk.coming, name="consultation-coming"),
    path("consultations/rota/", rota.index, name="consultation-rotas"),
    path("consultations/rota/teams/<uuid:id>/", rota.about, name="consultation-desk-about"),
    path("consultations/rota/<uuid:id>/", rota.show, name="consultation-rota"),
    path("consultations/rota/<uuid:id>/add/", rota.add, name="consultation-duty-add"),
    path("consultations/rota/<uuid:id>/<uuid:duty>/remove/", rota.remove, name="consultation-duty-remove"),
    # the room
    path("consultations/<uuid:id>/room/", room.show, name="consultation-room"),
    path("consultations/<uuid:id>/room/people/", room.people, name="consultation-room-people"),
    path("consultations/<uuid:id>/room/invite/", room.invite, name="consultation-room-invite"),
    path("consultations/<uuid:id>/room/<uuid:user>/out/", room.show_out, name="consultation-room-out"),
    # the advice
    path("consultations/<uuid:id>/advice/", advice.panel, name="consultation-advice"),
    path("consultations/<uuid:id>/advice/sign/", advice.sign, name="consultation-sign"),
    path("consultations/<uuid:id>/advice/pdf/", advice.pdf, name="consultation-pdf"),
    path("consultations/<uuid:id>/advice/<str:kind>/", advice.write, name="consultation-part"),
    path("consultations/<uuid:id>/advice/<str:kind>/take-up/", advice.take_up, name="consultation-part-take-up"),
    path("consultations/<uuid:id>/advice/<str:kind>/let-go/", advice.let_go, name="consultation-part-let-go"),
    path("consultations/<uuid:id>/advice/<str:kind>/versions/", advice.versions, name="consultation-part-versions"),
    # and after it
    path("consultations/<uuid:id>/name/", after.name, name="consultation-name"),
    path("consultations/<uuid:id>/wrong-person/", after.wrong_person, name="consultation-wrong-person"),
    path("consultations/<uuid:id>/ask-for-support/", after.ask_for_support, name="consultation-ask-for-support"),
    path("consultations/of/<uuid:id>/", after.of_person, name="consultations-of"),
    path("consultations/<uuid:id>/what-happened/", after.what_happened, name="consultation-what-happened"),
    path("consultations/library/", library.index, name="consultation-library"),
    path("consultations/library/<uuid:id>/read/", library.read, name="consultation-library-read"),
    path("consultations/<uuid:id>/offer/", library.offer, name="consultation-offer"),
    path("consultations/<uuid:id>/take-out/", library.take_out, name="consultation-take-out"),
]
