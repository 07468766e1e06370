"""On PostgreSQL numbers count on over a rollback: what refers to them has to find them again."""

from typing import Any

import pytest
from django.db import transaction

from sessions_app.models import OccupiedSlot
from tests.factories import replayed
from tests.factories.world import world
from tests.support.booking import book, offer

pytestmark = pytest.mark.both_engines


def booked() -> list[tuple[Any, ...]]:
    """Whose time a run holds, by way of the numbers of its allocations; gone again when this returns."""
    before = transaction.savepoint()
    there = world(pupils=2)
    book(there, offer(there), pupils=there.pupils)
    held = list(OccupiedSlot.objects.order_by("pk").values_list("pk", "allocation__session_id", "slot"))
    transaction.savepoint_rollback(before)
    return held


def test_what_is_laid_out_again_is_the_same(monday_morning, db):
    first, built = booked(), len(replayed._built)

    assert booked() == first != []
    assert len(replayed._built) == built
