"""Who is counted of those who were helped online: accounts, once each."""

from uuid import uuid4

import pytest

from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.reporting.actions import contact
from mhst.reporting.facts import key_of
from mhst.reporting.models import Contact
from mhst.reporting.queries.online_facts import ONLINE
from realtime.actions import letter
from realtime.actions import message as messages
from realtime.actions.message import Outgoing
from tests.factories.counselling import VisitorFactory
from tests.support.evening import evening
from tests.support.group_rooms import an_evening

pytestmark = pytest.mark.django_db


def _told() -> list[tuple[str, str, str]]:
    rows = Contact.objects.filter(withdrawn_at__isnull=True).order_by("kind", "person_key")
    return [(row.kind, row.person_key, row.gender) for row in rows]


def test_a_chat_and_an_answer_are_contacts_and_waiting_is_none() -> None:
    there = evening()
    there.chat("otter")
    there.comes("badger")
    otter = there.service.visitors.get(user__username="otter")
    heron = VisitorFactory(service=there.service, nickname="heron", gender="1", born_year=2011, born_month=3)
    left = letter.leave_message(visitor=heron, words="Can I write here?", by=heron.user)
    contact.roll_up(source=ONLINE, by=SYSTEM)
    assert _told() == [("chat", key_of(otter.pk), otter.gender)]

    said = letter.answer(conversation=left, by=there.cleo)
    _write(said, "Yes, as often as you like.", there.cleo)
    contact.roll_up(source=ONLINE, by=SYSTEM)
    contact.roll_up(source=ONLINE, by=SYSTEM)
    assert _told() == [("chat", key_of(otter.pk), otter.gender), ("message", key_of(heron.pk), "1")]
    made = Contact.objects.get(kind="message")
    assert (made.team, made.school, made.on) == (there.service.team, None, clock.today())


def test_an_answer_by_whoever_supervises_is_a_contact_too() -> None:
    there = evening()
    heron = VisitorFactory(service=there.service, nickname="heron")
    left = letter.leave_message(visitor=heron, words="Can I write here?", by=heron.user)
    said = letter.answer(conversation=left, by=there.sue)
    _write(said, "Yes, as often as you like.", there.sue)
    contact.roll_up(source=ONLINE, by=SYSTEM)
    assert _told() == [("message", key_of(heron.pk), heron.gender)]


def test_whoever_comes_into_a_group_room_is_counted_and_its_host_is_not() -> None:
    there = an_evening()
    contact.roll_up(source=ONLINE, by=SYSTEM)
    assert _told() == sorted(("room", key_of(one.pk), one.gender) for one in there.visitors.values())


def _write(who, words: str, by) -> None:
    messages.send(messages=[Outgoing(who.pk, who.conversation_id, by, None, uuid4(), words, epoch=0)], by=by)
