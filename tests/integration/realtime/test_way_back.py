"""From a private talk back to its group room, for whoever may still enter that."""

from typing import Any

import pytest
from django.test import Client

from mhst.access.enums import RoleName
from mhst.access.models import User
from realtime.actions import conversation as conversations
from realtime.actions import group_room as rooms
from realtime.actions import visit as visits
from realtime.enums import Part
from realtime.models import Aside
from tests.factories import member_of
from tests.support.evening import evening as a_chat_evening
from tests.support.group_rooms import Evening, an_evening

pytestmark = pytest.mark.django_db


@pytest.fixture
def night() -> Evening:
    return an_evening()


@pytest.fixture
def aside(night: Evening) -> Aside:
    return rooms.ask_aside(room=night.group, participant=night.room["Robin"], by=night.mo)


def read(client: Client, user: User, aside: Aside) -> str:
    client.force_login(user)
    answer: Any = client.get(f"/conversations/{aside.conversation_id}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_whom_it_is_for_goes_back_to_the_room_that_they_are_in(client: Client, night: Evening, aside: Aside) -> None:
    page = read(client, night.room.user("Robin"), aside)
    assert f'<a href="/talk/rooms/{night.group.pk}/">Go back to the group room: {night.group.title}</a>' in page
    assert client.get(f"/talk/rooms/{night.group.pk}/").status_code == 200


def test_who_has_left_the_room_comes_in_again(client: Client, night: Evening, aside: Aside) -> None:
    robin = night.room.user("Robin")
    visits.leave_talk(conversation=night.group.conversation_id, by=robin)
    way = f"/talk/rooms/{night.group.pk}/come-in/"
    assert f'action="{way}"' in read(client, robin, aside)
    assert client.post(way)["Location"] == f"/talk/rooms/{night.group.pk}/"
    assert f'<a href="/talk/rooms/{night.group.pk}/">' in read(client, robin, aside)


@pytest.mark.parametrize("what", ["removed", "over"])
def test_no_way_leads_where_they_may_not_go(client: Client, night: Evening, aside: Aside, what: str) -> None:
    if what == "removed":
        rooms.remove(room=night.group, participant=night.room["Robin"], by=night.mo)
    else:
        rooms.end(room=night.group, by=night.mo)
    assert (
        "group room" not in read(client, night.room.user("Robin"), aside).lower().split("</h1>")[1].split("<footer")[0]
    )


def test_of_the_staff_those_who_may_enter_the_room(client: Client, night: Evening, aside: Aside) -> None:
    cleo, sue = member_of(night.team, RoleName.COUNSELLOR), member_of(night.team, RoleName.SUPERVISOR)
    rooms.take_aside(aside=aside, by=cleo)
    conversations.join(conversation=aside.conversation, user=sue, part=Part.OBSERVER, name="Sue", by=sue)
    way = f'Beside the group room <a href="/group-rooms/{night.group.pk}/">{night.group.title}</a>'
    assert (way in read(client, sue, aside), way in read(client, cleo, aside)) == (True, False)
    assert client.get(f"/group-rooms/{night.group.pk}/").status_code == 404
    client.force_login(sue)
    assert client.get(f"/group-rooms/{night.group.pk}/").status_code == 200


def test_a_chat_has_no_room_to_go_back_to(client: Client) -> None:
    tonight = a_chat_evening()
    room = tonight.chat()
    client.force_login(room.user("Robin"))
    assert "Go back to the group room" not in str(client.get(f"/conversations/{room.conversation.pk}/").content)
