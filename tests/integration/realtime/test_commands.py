"""Every cell of the table of who may send what, tried with a member of each role in each kind of conversation."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import uuid4

import pytest

from mhst.access.enums import HeldAt, RoleName
from mhst.access.models import User
from mhst.access.roles import ROLES
from mhst.core.actors import SYSTEM
from mhst.core.errors import DomainError
from realtime.actions import conversation as conversations
from realtime.actions import message as messages
from realtime.actions import pause as pauses
from realtime.actions import visit as visits
from realtime.enums import Audience, Decision, Part
from realtime.models import Participant
from realtime.protocol.asked import FRAMES
from realtime.queries import participant as people
from realtime.rules import refuse
from realtime.rules.kind import KINDS
from realtime.rules.participant import check_is_here
from tests.architecture.commands import ALLOWED, COMMANDS
from tests.factories import MembershipFactory, SchoolFactory, TeamFactory, UserFactory
from tests.support.conversation import Room, young_person
from tests.support.group_rooms import an_evening

pytestmark = pytest.mark.django_db
OURS = ("one_to_one", "chat", "letters", "group_room")


def somebody(role: RoleName, room: Room) -> User:
    """Who holds this role where the conversation's team is."""
    places = {
        HeldAt.TEAM: {"school": None, "team": room.team},
        HeldAt.ORGANISATION: {"school": None, "organisation": room.team.led_by},
        HeldAt.SCHOOL: {"school": SchoolFactory()},
        HeldAt.NOWHERE: {"school": None},
        HeldAt.EVERYWHERE: {"school": None},
    }
    at = next(place for place in places if place in ROLES[role].held_at)
    return MembershipFactory(user=UserFactory(), role=role, **places[at]).user


def a_room(kind: str) -> Room:
    """With somebody whom it is for, and in a group room with a post of theirs that waits."""
    if kind == "group_room":
        return an_evening().room
    room = Room(conversations.begin(kind=kind, team=TeamFactory(), by=SYSTEM), {})
    room.join("Robin", young_person(), Part.PERSON)
    return room


def comes_in(room: Room, role: RoleName) -> None:
    """As the first part that their role allows, and as who helps where one helps; or not at all."""
    user = somebody(role, room)
    room.people["They"] = Participant(conversation=room.conversation, user=user, part=Part.OBSERVER)
    parts = (Part.PERSON,) if role == RoleName.YOUNG_PERSON else (Part.WORKER, Part.MODERATOR, Part.OBSERVER)
    for part in parts:
        with suppress(DomainError):
            room.join("They", user, part)
            break
    if room["They"].part == Part.WORKER and KINDS[room.conversation.kind].one_helps:
        fresh = room.fresh()
        conversations.assign(conversation=fresh, to=room["They"], epoch=fresh.epoch, by=SYSTEM)


def read(room: Room) -> None:
    user = room.user("They")
    who = people.of(user, [room.conversation.pk]).get(room.conversation.pk)
    check_is_here(who, user)
    if who is None or not who.is_staff:
        refuse("not-staff")


def follow(room: Room) -> None:
    user = room.user("They")
    check_is_here(people.of(user, [room.conversation.pk]).get(room.conversation.pk), user)


def say(room: Room, audience: Audience = Audience.OPEN) -> None:
    answer = room.say("They", "Words", audience=audience, epoch=room.fresh().epoch)
    if answer.code:
        refuse(answer.code)


def withdraw(room: Room) -> None:
    """Words of their own: of those who may not speak to everybody, to colleagues."""
    staff = room["They"].part != Part.PERSON
    mid = uuid4()
    room.say("They", "Words", mid=mid, audience=Audience.STAFF if staff else Audience.OPEN, epoch=room.fresh().epoch)
    messages.withdraw(conversation=room.conversation.pk, mid=mid, by=room.user("They"))


def decide(room: Room) -> None:
    mid = uuid4()
    room.say("Robin", "Words", mid=mid)
    messages.decide(
        conversation=room.conversation.pk, author=room["Robin"].pk, mid=mid, decision=Decision.RELEASE,
        by=room.user("They"),
    )  # fmt: skip


SENDS: dict[str, Callable[[Room], Any]] = {
    "follow": follow,
    "read": read,
    "say": say,
    "whisper": lambda room: say(room, Audience.STAFF),
    "withdraw": withdraw,
    "decide": decide,
    "moment": lambda room: pauses.take_moment(conversation=room.conversation.pk, by=room.user("They")),
    "leave": lambda room: visits.leave_talk(conversation=room.conversation.pk, by=room.user("They")),
}


def may(send: Callable[[Room], Any], room: Room) -> bool:
    try:
        send(room)
    except DomainError:
        return False
    return True


@pytest.mark.parametrize("kind", OURS)
def test_each_role_may_send_what_the_table_says_and_nothing_else(kind: str) -> None:
    found: dict[str, set[RoleName]] = {command: set() for command in SENDS}
    for role in RoleName:
        room = a_room(kind)  # which whom alone it is for ends by leaving it
        comes_in(room, role)
        for command, send in SENDS.items():
            if may(send, room):
                found[command].add(role)
    assert found == ALLOWED[kind]


def test_the_table_holds_every_kind_and_frame() -> None:
    assert set(ALLOWED) == {*OURS, "consultation", "workshop"} <= set(KINDS)
    assert all(set(row) == set(COMMANDS) == set(SENDS) for row in ALLOWED.values())
    assert {frame.NAME for frame in FRAMES} == {w for words in COMMANDS.values() for w in words.split("`")[1::2]}
