"""Young people, those who decide with them, and those who work with them."""

from mhst.people.models.consent import ConsentDecision
from mhst.people.models.parent_or_guardian import ParentOrGuardian
from mhst.people.models.practitioner import Absence, FixedTime, Practitioner, SchoolDayAgreed, WorkingHours
from mhst.people.models.young_person import Enrolment, KeepApart, YoungPerson

__all__ = [
    "Absence",
    "ConsentDecision",
    "Enrolment",
    "FixedTime",
    "KeepApart",
    "ParentOrGuardian",
    "Practitioner",
    "SchoolDayAgreed",
    "WorkingHours",
    "YoungPerson",
]
