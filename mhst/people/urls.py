from django.urls import path

from mhst.people.views import (
    absence,
    consent,
    parent_or_guardian,
    practitioner,
    pupil,
    working_pattern,
    young_person,
)

app_name = "people"

urlpatterns = [
    path("pupils/", pupil.index, name="pupils"),
    path("pupils/add/", pupil.add, name="pupil_add"),
    path("pupils/<uuid:id>/", pupil.show, name="pupil"),
    path("pupils/<uuid:id>/change/", pupil.change, name="pupil_change"),
    path("pupils/<uuid:id>/consent/<slug:kind>/", consent.record, name="consent_record"),
    path("consent/<uuid:id>/take-back/", consent.withdraw, name="consent_withdraw"),
    path("pupils/<uuid:id>/parents/add/", parent_or_guardian.add, name="parent_add"),
    path("parents/<uuid:id>/change/", parent_or_guardian.change, name="parent_change"),
    path("parents/<uuid:id>/contact/", parent_or_guardian.contact, name="parent_contact"),
    path("parents/<uuid:id>/remove/", parent_or_guardian.remove, name="parent_remove"),
    path("young-people/<uuid:id>/", young_person.show, name="young_person"),
    path("young-people/<uuid:id>/describe/", young_person.describe, name="young_person_describe"),
    path("young-people/<uuid:id>/move/", young_person.move, name="young_person_move"),
    path("young-people/<uuid:id>/apart/", young_person.keep_apart, name="keep_apart"),
    path("young-people/<uuid:id>/apart/<uuid:pair>/end/", young_person.stop_keeping_apart, name="keep_apart_end"),
    path("practitioners/", practitioner.index, name="practitioners"),
    path("practitioners/add/", practitioner.add, name="practitioner_add"),
    path("practitioners/<uuid:id>/", practitioner.show, name="practitioner"),
    path("practitioners/<uuid:id>/change/", practitioner.change, name="practitioner_change"),
    path("practitioners/<uuid:id>/<slug:part>/add/", working_pattern.add, name="week_add"),
    path("practitioners/<uuid:id>/<slug:part>/<uuid:part_id>/remove/", working_pattern.remove, name="week_remove"),
    path("practitioners/<uuid:id>/away/", absence.add, name="absence_add"),
    path("absences/<uuid:id>/cancel/", absence.cancel, name="absence_cancel"),
]
