from django.urls import path

from mhst.community.staff_support.views import desk, door, mine, team

ONE = "staff-support/desk/<uuid:id>/"
TEAM = "staff-support/desk/teams/<uuid:id>/"

urlpatterns = [
    # the front door
    path("staff-support/", door.door, name="staff-support"),
    path("staff-support/ask/", door.ask, name="staff-support-ask"),
    path("staff-support/ask-for-a-team/", door.ask_for_team, name="staff-support-ask-for-team"),
    path("staff-support/back/", door.come_back, name="staff-support-back"),
    path("staff-support/leave/", door.leave, name="staff-support-leave"),
    # whoever asked
    path("staff-support/mine/", mine.show, name="staff-support-mine"),
    path("staff-support/mine/times/<uuid:offer>/", mine.choose, name="staff-support-choose"),
    path("staff-support/mine/none-suits/", mine.none_suits, name="staff-support-none-suits"),
    path("staff-support/mine/write/", mine.write, name="staff-support-write"),
    path("staff-support/mine/delete/", mine.delete, name="staff-support-delete"),
    path("staff-support/team/", mine.show_team, name="staff-support-team-mine"),
    path("staff-support/team/delete/", mine.delete_team, name="staff-support-team-delete"),
    # those who answer
    path("staff-support/desk/", desk.index, name="staff-support-desk"),
    path("staff-support/desk/employer/", desk.employer, name="staff-support-employer"),
    path(ONE, desk.show, name="staff-support-show"),
    path(f"{ONE}take/", desk.take, name="staff-support-take"),
    path(f"{ONE}give-back/", desk.give_back, name="staff-support-give-back"),
    path(f"{ONE}first-talk/", desk.assess, name="staff-support-assess"),
    path(f"{ONE}time/", desk.offer_time, name="staff-support-offer"),
    path(f"{ONE}signpost/", desk.signpost, name="staff-support-signpost"),
    path(f"{ONE}offers/<uuid:offer>/withdraw/", desk.withdraw, name="staff-support-withdraw"),
    path(f"{ONE}answer/", desk.answer, name="staff-support-answer"),
    path(f"{ONE}finish/", desk.close, name="staff-support-close"),
    path(TEAM, team.show, name="staff-support-team"),
    path(f"{TEAM}take/", team.take, name="staff-support-team-take"),
    path(f"{TEAM}give-back/", team.give_back, name="staff-support-team-give-back"),
    path(f"{TEAM}session/", team.hold, name="staff-support-team-hold"),
    path(f"{TEAM}finish/", team.close, name="staff-support-team-close"),
]
