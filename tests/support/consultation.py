"""A desk and a school that asks it: Sam leads mental health there, Dee safeguarding; Spec and Toni answer."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.places.models import School
from school_link.actions import advice, room
from school_link.enums import AdviceKind
from school_link.models import Consultation, Desk
from tests.factories import SchoolFactory, member_of
from tests.factories.school_link import ConsultationFactory, DeskFactory


@dataclass
class Link:
    """Everything that a consultation needs before somebody takes it."""

    school: School
    desk: Desk
    sam: User
    dee: User
    spec: User
    toni: User

    def asked(self, **more: Any) -> Consultation:
        return ConsultationFactory(school=self.school, desk=self.desk, written_by=self.sam, **more)

    def taken(self, **more: Any) -> Consultation:
        """In the room: Sam and Spec."""
        return room.take(consultation=self.asked(**more), by=self.spec)

    def written(self, **more: Any) -> Consultation:
        """Every part of the advice has words, and nobody has signed them."""
        one = self.taken(**more)
        for kind in AdviceKind:
            advice.save(consultation=one, kind=kind, base=0, words=f"About {kind}.", mid=uuid4(), by=self.spec)
        return one

    def agreed(self, **more: Any) -> Consultation:
        """Advice that both have signed."""
        one = self.written(**more)
        for by in (self.spec, self.sam):
            self.signs(one, by)
        one.refresh_from_db()
        return one

    def signs(self, one: Consultation, by: User) -> None:
        advice.sign(consultation=one, edition=len(AdviceKind), by=by)


def a_link(school: School | None = None) -> Link:
    school = school or SchoolFactory()
    desk = DeskFactory(councils=[school.council])
    return Link(
        school, desk,
        member_of(school, RoleName.SENIOR_MENTAL_HEALTH_LEAD, first_name="Sam"),
        member_of(school, RoleName.DESIGNATED_SAFEGUARDING_LEAD, first_name="Dee"),
        member_of(desk.team, RoleName.CAMHS_SPECIALIST, first_name="Spec"),
        member_of(desk.team, RoleName.CAMHS_SPECIALIST, first_name="Toni"),
    )  # fmt: skip
