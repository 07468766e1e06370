"""What those who count are told of consultations."""

import datetime as dt
from uuid import uuid4

import pytest

from mhst.core import clock
from realtime.models import Participant
from school_link.actions import advice
from school_link.queries import uptake
from tests.factories.conversation import MessageFactory
from tests.support.consultation import a_link

pytestmark = pytest.mark.django_db


def test_minutes_of_the_talk_are_counted_and_nothing_of_what_was_said(django_assert_num_queries) -> None:
    link = a_link()
    one, silent, waits = link.taken(), link.taken(), link.asked()
    sam, spec = (Participant.objects.get(conversation=one.conversation, user=user) for user in (link.sam, link.spec))
    began = clock.now()
    for minute, author in ((0, sam), (6, spec), (14, sam)):
        MessageFactory(author=author, created_at=began + dt.timedelta(minutes=minute))

    with django_assert_num_queries(3):
        told = uptake.asked([link.school.pk], began - dt.timedelta(days=1), began + dt.timedelta(days=1))
    assert {each.id: each.live_minutes for each in told} == {one.pk: 14, silent.pk: 0, waits.pk: 0}


def test_answered_in_time_is_agreed_in_time_and_not_only_taken() -> None:
    link, began = a_link(), clock.now()
    soon = began + dt.timedelta(days=1)
    agreed, taken, late = link.agreed(due_at=soon), link.taken(due_at=soon), link.agreed(due_at=began)
    opened = link.agreed(due_at=soon)
    advice.save(consultation=opened, kind="try", base=1, words="Another way.", mid=uuid4(), by=link.spec)

    told = uptake.asked([link.school.pk], began - dt.timedelta(days=1), soon)
    found = {each.id: each.is_in_time for each in told}
    assert found == {agreed.pk: True, taken.pk: False, late.pk: False, opened.pk: True}
