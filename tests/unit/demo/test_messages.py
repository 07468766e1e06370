from random import Random

import pytest
import time_machine

from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.demo.world import messages
from sessions_app.models import ContactPreference, Message
from sessions_app.queries import contact
from tests.factories import ParentOrGuardianFactory, world
from tests.support.booking import book

pytestmark = pytest.mark.django_db


def test_some_are_written_to_and_a_few_messages_did_not_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "SHARE", 1.0)
    with time_machine.travel("2026-09-14 08:00+01:00", tick=False):
        there = world()
        for person in there.pupils:
            ParentOrGuardianFactory(young_person=person)
        book(there)
        with recording.acting(by=SYSTEM, verb="test"):
            Message.objects.all().delete()
    with time_machine.travel("2026-09-18 08:00+01:00", tick=False):
        with recording.acting(by=SYSTEM, verb="test"):
            messages.build(clock.today(), Random(1))
        assert {contact.still_agreed(way) for way in ContactPreference.objects.all()} == {True}
    assert sorted(Message.objects.values_list("state", flat=True)) == ["failed"] * 3 + ["sent"] * 3
    assert ContactPreference.objects.count() == 6
