"""Named contacts, the link programme, and what schools and specialists write to each other."""

from django.urls import path

from school_link.views import action_plan, cohort, contact, thread, workshop

KINDS = ("schools", "teams")
STEPS = ("begin", "reveal", "close")

urlpatterns = [
    # contact
    path("link/contacts/", contact.index, name="link-contacts"),
    *(
        path(f"link/contacts/{kind}/<uuid:id>/add/", contact.add, {"kind": kind}, name=f"link-contact-add-{kind}")
        for kind in KINDS
    ),
    path("link/contacts/<uuid:id>/change/", contact.change, name="link-contact-change"),
    path("link/contacts/<uuid:id>/verify/", contact.verify, name="link-contact-verify"),
    path("link/contacts/<uuid:id>/end/", contact.end, name="link-contact-end"),
    # cohort
    path("link/programme/", cohort.index, name="link-programme"),
    path("link/cohorts/teams/<uuid:team>/new/", cohort.new, name="link-cohort-new"),
    path("link/cohorts/<uuid:id>/", cohort.show, name="link-cohort"),
    path("link/cohorts/<uuid:id>/change/", cohort.change, name="link-cohort-change"),
    path("link/cohorts/<uuid:id>/picture.pdf", cohort.pdf, name="link-cohort-pdf"),
    path("link/cohorts/<uuid:id>/schools/<uuid:school>/", cohort.school, name="link-school"),
    path("link/cohorts/<uuid:id>/schools/<uuid:school>/picture.pdf", cohort.school_pdf, name="link-school-pdf"),
    # workshop, rating
    path("link/cohorts/<uuid:id>/workshops/new/", workshop.new, name="link-workshop-new"),
    path("link/workshops/<uuid:id>/", workshop.show, name="link-workshop"),
    path("link/workshops/of/<uuid:conversation>/", workshop.of, name="link-workshop-of"),
    path("link/workshops/<uuid:id>/now/", workshop.now, name="link-workshop-now"),
    path("link/workshops/<uuid:id>/change/", workshop.change, name="link-workshop-change"),
    path("link/workshops/<uuid:id>/invite/", workshop.invite, name="link-workshop-invite"),
    *(
        path(f"link/workshops/<uuid:id>/{step}/", workshop.step, {"step": step}, name=f"link-workshop-{step}")
        for step in STEPS
    ),
    path("link/workshops/<uuid:id>/people/<uuid:attendee>/", workshop.attend, name="link-workshop-attend"),
    path("link/workshops/<uuid:id>/agree/<slug:domain>/", workshop.agree, name="link-workshop-agree"),
    # action plan
    path("link/workshops/<uuid:id>/plan/add/", action_plan.add, name="link-point-add"),
    path("link/plan/<uuid:id>/review/", action_plan.review, name="link-point-review"),
    # thread
    path("link/threads/", thread.index, name="link-threads"),
    path("link/threads/schools/<uuid:school>/teams/<uuid:team>/new/", thread.new, name="link-thread-new"),
    path("link/threads/<uuid:id>/", thread.show, name="link-thread"),
    path("link/threads/<uuid:id>/see-to/", thread.see_to, name="link-thread-see-to"),
    *(
        path(f"link/threads/<uuid:id>/{step}/", thread.step, {"step": step}, name=f"link-thread-{step}")
        for step in ("close", "open")
    ),
]
