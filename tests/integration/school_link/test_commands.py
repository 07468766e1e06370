"""Every cell of the table of who may send what, for the rooms of School Link: somebody of each role is invited there as
people are, by their own side or by the host, and tries."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress

import pytest

from mhst.access.enums import HeldAt, RoleName
from mhst.access.models import User
from mhst.access.roles import ROLES
from mhst.core import clock
from mhst.core.errors import DomainError
from realtime.enums import Part
from realtime.models import Participant
from school_link.actions import room as rooms
from school_link.actions import workshop as workshops
from school_link.actions.workshop import Guest
from school_link.queries import cohort as cohorts
from tests.architecture.commands import ALLOWED
from tests.factories import MembershipFactory, UserFactory
from tests.integration.realtime.test_commands import SENDS, may, somebody
from tests.support.consultation import a_link
from tests.support.conversation import Room
from tests.support.workshop import a_workshop

pytestmark = pytest.mark.django_db
AtSchool = Callable[[RoleName], User]
Invited = Callable[[User], None]


def a_consultation() -> tuple[Room, AtSchool, Invited]:
    link = a_link()
    one = link.taken()
    here = Participant.objects.get(conversation=one.conversation, user=link.sam)

    def invited(user: User) -> None:
        for by in (link.sam, link.spec):
            with suppress(DomainError):
                rooms.invite(consultation=one, user=user, until=clock.now() + dt.timedelta(hours=1), by=by)

    return Room(one.conversation, {"Robin": here}), _at(link.school), invited


def a_workshop_room() -> tuple[Room, AtSchool, Invited]:
    held = a_workshop()
    here = Participant.objects.get(conversation=held.workshop.conversation, user=held.educators[0])

    def invited(user: User) -> None:
        found = [Guest(one.user, one.place) for one in cohorts.candidates(held.cohort) if one.user == user]
        workshops.invite(workshop=held.fresh(), guests=found, by=held.host)

    return Room(held.workshop.conversation, {"Robin": here}), _at(held.schools[0]), invited


def _at(school) -> AtSchool:
    return lambda role: MembershipFactory(user=UserFactory(), role=role, school=school).user


@pytest.mark.parametrize(("kind", "begin"), [("consultation", a_consultation), ("workshop", a_workshop_room)])
def test_each_role_may_send_what_the_table_says_and_nothing_else(kind: str, begin: Callable) -> None:
    room, at_school, invited = begin()
    found: dict[str, set[RoleName]] = {command: set() for command in SENDS}
    for role in RoleName:
        user = at_school(role) if HeldAt.SCHOOL in ROLES[role].held_at else somebody(role, room)
        invited(user)
        here = Participant.objects.filter(conversation=room.conversation, user=user).first()
        room.people["They"] = here or Participant(conversation=room.conversation, user=user, part=Part.OBSERVER)
        room.people["They"].user = User.objects.get(pk=user.pk)
        for command, send in SENDS.items():
            if may(send, room):
                found[command].add(role)
    assert found == ALLOWED[kind]
