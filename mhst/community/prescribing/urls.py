from django.urls import path

from mhst.community.prescribing.views import desk, referral, work

ONE = "prescribing/<uuid:id>/"

urlpatterns = [
    path("prescribing/", desk.index, name="prescribing"),
    path("prescribing/refer/<uuid:id>/", referral.refer, name="prescribing-refer"),
    path("prescribing/referred/<uuid:id>/", referral.state, name="prescribing-state"),
    path(ONE, desk.show, name="prescribing-show"),
    path(f"{ONE}take/", desk.take, name="prescribing-take"),
    path(f"{ONE}plan/", desk.agree_plan, name="prescribing-plan"),
    path(f"{ONE}try/", work.attempt, name="prescribing-try"),
    path(f"{ONE}next/", work.say_next, name="prescribing-next"),
    path(f"{ONE}matters/", work.matters, name="prescribing-matters"),
    path(f"{ONE}steps/", work.add_step, name="prescribing-step"),
    path(f"{ONE}steps/<uuid:step>/<slug:state>/", work.move_step, name="prescribing-step-move"),
    path(f"{ONE}introductions/", work.introduce, name="prescribing-introduce"),
    path(f"{ONE}introductions/<uuid:introduction>/", work.what_came, name="prescribing-what-came"),
    path(f"{ONE}reviews/<uuid:review>/", work.review, name="prescribing-review"),
    path(f"{ONE}wellbeing/", work.wellbeing, name="prescribing-wellbeing"),
    path(f"{ONE}finish/", work.close, name="prescribing-close"),
]
