"""Conversations as pages; connected pages come in by `routing`."""

from django.urls import path

from realtime.views import conversation, hours, queue, vanishing, visit, visitor

urlpatterns = [
    path("exit/", vanishing.leave_page, name="exit"),
    path("conversations/<uuid:id>/", conversation.show, name="conversation"),
    path("conversations/<uuid:id>/moment/", conversation.moment, name="conversation-moment"),
    path("conversations/<uuid:id>/withdraw/", conversation.withdraw, name="conversation-withdraw"),
    path("conversations/<uuid:id>/leave/", conversation.leave, name="conversation-leave"),
    # coming to talk
    path("talk/", visitor.door, name="talk"),
    path("talk/new/", visitor.about_you, name="talk-new"),
    path("talk/nickname/", visitor.choose, name="talk-nickname"),
    path("talk/back/", visitor.come_back, name="talk-back"),
    path("talk/phrase/", visitor.phrase, name="talk-phrase"),
    path("talk/begin/", visit.begin, name="talk-begin"),
    path("talk/waiting/", visit.waiting, name="talk-waiting"),
    path("talk/leave/", visit.leave, name="talk-leave"),
    path("talk/message/", visit.message, name="talk-message"),
    # who waits, and messages that wait
    path("counselling/queue/", queue.show, name="counselling-queue"),
    path("counselling/queue/<uuid:id>/up/", queue.move_up, name="counselling-move-up"),
    path("counselling/messages/", queue.letters, name="counselling-letters"),
    path("counselling/messages/<uuid:id>/answer/", queue.answer, name="counselling-answer"),
    # opening hours and rota
    path("counselling/hours/", hours.index, name="counselling-services"),
    path("counselling/teams/<uuid:id>/", hours.about, name="counselling-about"),
    path("counselling/<uuid:id>/hours/", hours.show, name="counselling-hours"),
    path("counselling/<uuid:id>/hours/<int:weekday>/", hours.weekly, name="counselling-weekly"),
    path("counselling/<uuid:id>/dates/add/", hours.special_add, name="counselling-special-add"),
    path("counselling/<uuid:id>/dates/<uuid:special>/", hours.special, name="counselling-special"),
    path("counselling/<uuid:id>/dates/<uuid:special>/remove/", hours.special_remove, name="counselling-special-remove"),
    path("counselling/<uuid:id>/shifts/add/", hours.shift_add, name="counselling-shift-add"),
    path("counselling/<uuid:id>/shifts/<uuid:shift>/", hours.shift, name="counselling-shift"),
    path("counselling/<uuid:id>/shifts/<uuid:shift>/remove/", hours.shift_remove, name="counselling-shift-remove"),
]
