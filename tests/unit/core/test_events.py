"""Higher rooms hear after the commit; nobody hears of what did not happen."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import events
from mhst.core.actors import SYSTEM
from tests.factories.places import OrganisationFactory


@dataclass(frozen=True)
class Rang:
    bell: str


@dataclass(frozen=True)
class Struck(Rang):
    pass


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def listeners() -> Iterator[None]:
    """Whoever listens in a test stops with it."""
    before = {kind: list(those) for kind, those in events._listeners.items()}
    yield
    events._listeners.clear()
    events._listeners.update(before)


@pytest.fixture
def heard(listeners: None) -> list[str]:
    """What a listener for `Rang` has heard."""
    told: list[str] = []

    @events.on(Rang)
    def listen(event: Rang) -> None:
        told.append(event.bell)

    return told


def _ring_and_fail(bell: str) -> None:
    with transaction.atomic():
        events.publish(Rang(bell))
        raise ZeroDivisionError


def test_listeners_hear_after_the_commit(heard: list[str]) -> None:
    with transaction.atomic():
        events.publish(Rang("door"))
        assert heard == []

    assert heard == ["door"]


def test_nobody_hears_of_a_rollback(heard: list[str]) -> None:
    with pytest.raises(ZeroDivisionError):
        _ring_and_fail("door")

    assert heard == []


def test_nobody_hears_of_a_savepoint_that_was_taken_back(heard: list[str]) -> None:
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError):
            _ring_and_fail("inner")
        events.publish(Rang("outer"))

    assert heard == ["outer"]


def test_outside_a_transaction_listeners_hear_at_once(heard: list[str]) -> None:
    events.publish(Rang("door"))

    assert heard == ["door"]


def test_each_hears_in_the_order_they_were_told(heard: list[str]) -> None:
    with transaction.atomic():
        for bell in ("one", "two", "three"):
            events.publish(Rang(bell))

    assert heard == ["one", "two", "three"]


def test_a_deaf_listener_silences_nobody(caplog: pytest.LogCaptureFixture) -> None:
    told: list[str] = []

    @events.on(Rang)
    def deaf(event: Rang) -> None:
        raise ZeroDivisionError("not today")

    @events.on(Rang)
    def listen(event: Rang) -> None:
        told.append(event.bell)

    with caplog.at_level(logging.ERROR), transaction.atomic():
        events.publish(Rang("door"))

    assert told == ["door"]
    assert "deaf failed on Rang" in caplog.text


def test_a_listener_hears_its_own_kind_only(heard: list[str]) -> None:
    events.publish(Struck("tower"))

    assert heard == []


def test_a_listener_that_is_a_callable_object_may_fail_too(caplog: pytest.LogCaptureFixture) -> None:
    class Deaf:
        def __call__(self, event: Any) -> None:
            raise ZeroDivisionError

    events.on(Rang)(Deaf())

    events.publish(Rang("door"))

    assert "failed on Rang" in caplog.text


def test_a_listener_may_act(heard: list[str]) -> None:
    """It stands outside the act and the transaction it hears of, so it opens its own."""

    @events.on(Rang)
    def answer(event: Rang) -> None:
        with recording.acting(by=SYSTEM, verb="test.answer"):
            OrganisationFactory(name=event.bell)

    with recording.acting(by=SYSTEM, verb="test.ring"):
        events.publish(Rang("door"))

    assert [row.detail["name"] for row in AuditEvent.objects.filter(verb="factory")] == ["door"]
