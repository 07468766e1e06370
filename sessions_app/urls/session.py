"""One session: what changes it, who is absent, who came, and what is written about it."""

from django.urls import path

from sessions_app.views import absent, attendance, session, session_change, session_record

urlpatterns = [
    path("sessions/<uuid:id>/", session.detail, name="session"),
    path("sessions/<uuid:id>/absent/", absent.tell, name="session-absent"),
    path("sessions/<uuid:id>/absent/reuse/", absent.reuse, name="session-reuse"),
    path("sessions/<uuid:id>/move/", session_change.move, name="session-move"),
    path("sessions/<uuid:id>/move-rest/", session_change.move_rest, name="session-move-rest"),
    path("sessions/<uuid:id>/cancel/", session_change.cancel, name="session-cancel"),
    path("sessions/<uuid:id>/skip/", session_change.skip, name="session-skip"),
    path("sessions/<uuid:id>/revive/", session_change.revive, name="session-revive"),
    path("sessions/<uuid:id>/apply-rule/", session_change.apply_rule, name="session-apply-rule"),
    path("sessions/to-write-up/", attendance.index, name="write-up"),
    path("sessions/<uuid:id>/record/", attendance.register, name="session-records"),
    path("sessions/<uuid:id>/record/<uuid:person>/", session_record.detail, name="session-record"),
    path("sessions/<uuid:id>/record/<uuid:person>/save/", session_record.save, name="session-record-save"),
    path("sessions/<uuid:id>/record/<uuid:person>/standing/", session_record.standing, name="session-record-standing"),
    path("sessions/<uuid:id>/record/<uuid:person>/add/", session_record.add, name="session-record-add"),
    path("sessions/<uuid:id>/record/<uuid:person>/came/", attendance.correct, name="session-attendance"),
    path("sessions/<uuid:id>/absent/undo/", absent.undo, name="session-absent-undo"),
]
