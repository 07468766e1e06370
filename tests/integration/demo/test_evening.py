"""The demo's group room: open, with something shown and a post that waits."""

import pytest

from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.demo.world import evening, group_room, vault
from realtime.models import Flag, GroupRoom, IdentityOpening, Message
from tests.factories import member_of
from tests.factories.counselling import ServiceFactory, VisitorFactory
from tests.support.evening import evening as an_evening

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


def test_somebody_asks_to_open_who_a_young_person_is() -> None:
    tonight = an_evening()
    member_of(tonight.service.team, RoleName.SUPERVISOR, username="leah.okafor")
    vault.begin(tonight.chat().conversation, tonight.cleo)
    assert (IdentityOpening.objects.get().why, IdentityOpening.objects.get().answered_at) == (vault.WHY, None)
