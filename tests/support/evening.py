"""An evening at a counselling service: Cleo and Cara on shift, Sue leading, and young people who come."""

from dataclasses import dataclass
from typing import Any

from mhst.access.enums import RoleName
from mhst.access.models import User
from realtime.actions import visit as visits
from realtime.models import Participant, Service, Visit
from tests.factories import member_of
from tests.factories.counselling import ServiceFactory, ShiftFactory, VisitFactory, VisitorFactory
from tests.support.conversation import Room


@dataclass
class Evening:
    service: Service
    cleo: User
    cara: User
    sue: User

    def comes(self, nickname: str = "otter", **more: Any) -> Visit:
        """Somebody waits."""
        visitor = more.pop("visitor", None) or VisitorFactory(service=self.service, nickname=nickname)
        return VisitFactory(visitor=visitor, **more)

    def chat(self, nickname: str = "otter", **more: Any) -> Room:
        """Cleo has begun to talk with them: Robin, as the tests call them."""
        visit = self.comes(nickname, **more)
        visits.call_next(service=self.service, by=self.cleo)
        conversation = visits.claim(visit=visit, by=self.cleo)
        people = {one.user_id: one for one in Participant.objects.filter(conversation=conversation)}
        return Room(conversation, {"Robin": people[visit.visitor.user_id], "Cleo": people[self.cleo.pk]})


def evening() -> Evening:
    service = ServiceFactory(open=True)
    cleo, cara = (
        ShiftFactory(
            service=service, counsellor=member_of(service.team, RoleName.COUNSELLOR, first_name=name)
        ).counsellor
        for name in ("Cleo", "Cara")
    )
    return Evening(service, cleo, cara, member_of(service.team, RoleName.SUPERVISOR, first_name="Sue"))
