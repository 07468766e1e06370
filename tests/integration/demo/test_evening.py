"""The demo's group room: open, with something shown and a post that waits."""

import pytest

from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.demo.world import evening, group_room
from realtime.models import Flag, GroupRoom, Message
from tests.factories import member_of
from tests.factories.counselling import ServiceFactory, VisitorFactory

pytestmark = pytest.mark.django_db


def test_a_post_waits_in_which_words_are_marked_however_often_the_demo_starts() -> None:
    service = ServiceFactory()
    member_of(service.team, RoleName.MODERATOR)
    visitors = VisitorFactory.create_batch(3, service=service)
    for _ in range(2):
        with recording.acting(by=evening.DEMO, verb="demo.evening"):
            group_room.begin(service, visitors)
    assert GroupRoom.objects.get().state == "open"
    assert sorted(Message.objects.values_list("state", flat=True)) == ["held", "shown"]
    assert Flag.objects.get().message.state == "held"
