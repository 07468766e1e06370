from django.urls import path

from mhst.access.views import account, colleague, role, session

app_name = "access"

urlpatterns = [
    path("colleagues/", colleague.people, name="colleagues"),
    path("colleagues/invite/", colleague.invite, name="invite"),
    path("colleagues/<uuid:id>/", colleague.show, name="colleague"),
    path("colleagues/<uuid:id>/invite-again/", colleague.invite_again, name="invite_again"),
    path("colleagues/<uuid:id>/start-again/", colleague.start_again, name="start_again"),
    path("colleagues/<uuid:id>/leave/", colleague.leave, name="leave"),
    path("colleagues/<uuid:id>/roles/add/", role.add, name="role_add"),
    path("colleagues/<uuid:id>/roles/<uuid:role>/", role.change, name="role_change"),
    path("colleagues/<uuid:id>/roles/<uuid:role>/end/", role.end, name="role_end"),
    path("accounts/", account.account, name="account"),
    path("accounts/second-step/", account.second_step, name="second_step"),
    path("accounts/session/", session.session, name="session"),
    path("site-admin/login/", account.one_way_in, name="editor_sign_in"),
    path("site-admin/account/", account.one_account, name="editor_account"),
    path("system/password_change/", account.one_account, name="system_account"),
    path("_util/login/", account.one_way_in, name="page_sign_in"),
]
