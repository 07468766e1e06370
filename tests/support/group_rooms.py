"""A group room that is open, with young people of its age and a moderator in it."""

import datetime as dt
from dataclasses import dataclass

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.places.models import Team
from realtime.actions import group_room as actions
from realtime.models import GroupRoom, Service, Visitor
from tests.factories import TeamFactory, member_of
from tests.factories.counselling import ServiceFactory, VisitorFactory
from tests.support.conversation import Room


@dataclass
class Evening:
    """A room in which the tests name people as in any conversation."""

    group: GroupRoom
    service: Service
    room: Room
    visitors: dict[str, Visitor]

    @property
    def team(self) -> Team:
        return self.group.team

    @property
    def mo(self) -> User:
        return self.room.user("Mo")

    def come_in(self, name: str, age: int = 14) -> Visitor:
        visitor = visitor_of(self.service, age)
        self.visitors[name] = visitor
        self.room.people[name] = actions.come_in(room=self.group, visitor=visitor, by=visitor.user)
        return visitor

    def fresh(self) -> GroupRoom:
        return GroupRoom.objects.select_related("team", "conversation").get(pk=self.group.pk)


def visitor_of(service: Service, age: int) -> Visitor:
    today = clock.today()
    return VisitorFactory(service=service, born_year=today.year - age, born_month=max(1, today.month - 1))


def planned(team: Team | None = None, band: str = "13-15") -> GroupRoom:
    team = team or TeamFactory()
    starts = clock.now() + dt.timedelta(minutes=10)
    return actions.plan(
        team=team, title="Sleep", about="", band=band, starts_at=starts, ends_at=starts + dt.timedelta(hours=1),
        host=member_of(team, RoleName.MODERATOR), by=SYSTEM,
    )  # fmt: skip


def an_evening() -> Evening:
    """Robin and Sam are in it, and Mo, who hosts, moderates."""
    group = planned()
    service = ServiceFactory(team=group.team)
    actions.begin(room=group, by=group.host)
    room = Room(group.conversation, {})
    evening = Evening(group, service, room, {})
    room.people["Mo"] = group.conversation.participants.get(user=group.host)
    for name in ("Robin", "Sam"):
        evening.come_in(name)
    return evening
