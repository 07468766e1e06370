"""Who a young person under a nickname is: sealed apart, opened by two, for a while, never changed afterwards."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit.models import AuditEvent
from mhst.audit.recording import acting
from mhst.core import clock, events
from mhst.core.actors import SYSTEM
from mhst.core.crypto import CannotOpen, ring
from mhst.core.errors import Conflict, NotFound, Refused
from realtime.actions import conversation as conversations
from realtime.actions import identity as actions
from realtime.events import IdentityOpened
from realtime.models import Identity, IdentityOpening
from realtime.queries import identity as queries
from realtime.rules import identity as rules
from sessions_app.models import Message
from tests.factories import member_of
from tests.support.conversation import Room, one_to_one
from tests.support.evening import Evening, evening
from tests.support.refusals import refusal
from tests.unit.realtime.actions.test_message import code

pytestmark = pytest.mark.django_db
WHO = "Alex Doe, 1 Invented Street"


@pytest.fixture
def tonight(db: None) -> Evening:
    return evening()


@pytest.fixture
def told() -> Iterator[list[IdentityOpened]]:
    heard: list[IdentityOpened] = []
    events.on(IdentityOpened)(heard.append)
    yield heard
    events._listeners[IdentityOpened].remove(heard.append)


def kept(tonight: Evening, room: Room) -> Identity:
    return actions.keep(conversation=room.conversation.pk, known_by="told", words=WHO, by=tonight.cleo)


def lead(tonight: Evening) -> User:
    return member_of(tonight.service.team, RoleName.SAFEGUARDING_LEAD, first_name="Lou")


@pytest.mark.both_engines
def test_two_people_and_a_reason_open_it_for_half_an_hour(
    tonight: Evening, told: list[IdentityOpened], django_capture_on_commit_callbacks: Any
) -> None:
    identity, lou = kept(tonight, tonight.chat()), lead(tonight)
    with django_capture_on_commit_callbacks(execute=True):
        asked = actions.ask(identity=identity, why="An ambulance must find them", by=tonight.sue)
        assert code(actions.agree, identity=identity, by=tonight.sue) == "own"
        with pytest.raises(Conflict, match="has asked already"):
            actions.ask(identity=identity, why="The same, at the same time", by=lou)
        assert (queries.open_to(identity, tonight.sue), queries.asked_of(lou)) == (None, [asked])
        opened = actions.agree(identity=identity, by=lou)
    assert told == [IdentityOpened(identity.pk, asked.pk)]
    assert [queries.open_to(identity, one) for one in (tonight.sue, lou, tonight.cleo)] == [opened, opened, None]
    assert queries.get_visible(lou, identity.pk).words == WHO
    with time_machine.travel(clock.now() + dt.timedelta(minutes=31)):
        assert [queries.open_to(identity, one) for one in (tonight.sue, lou)] == [None, None]
    assert Message.objects.filter(key=f"identity:{asked.pk}").count() == 1
    assert set(AuditEvent.objects.filter(verb__startswith="identity.").values_list("verb", flat=True)) == {
        "identity.keep", "identity.ask", "identity.agree",
    }  # fmt: skip
    for statement in ("UPDATE realtime_identityopening SET is_agreed = false", "DELETE FROM realtime_identityopening"):
        with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
            connection.cursor().execute(statement)


@pytest.mark.both_engines
def test_kept_twice_from_one_page_it_is_one_and_under_the_lock_of_what_is_erased(tonight: Evening) -> None:
    room = tonight.chat()
    given: dict[str, Any] = {
        "conversation": room.conversation.pk, "known_by": "told", "words": WHO, "by": tonight.cleo, "once": uuid4(),
    }  # fmt: skip
    first = actions.keep(**given)
    with CaptureQueriesContext(connection) as asked:
        assert actions.keep(**given) == first
    assert Identity.objects.get() == first
    about_it = [one["sql"] for one in asked if "realtime_stream" in one["sql"] or "realtime_participant" in one["sql"]]
    assert "JOIN realtime_stream" in about_it[0]  # before who is there is read, and whether it has been erased
    assert about_it[0].endswith("FOR UPDATE OF s") == connection.features.has_select_for_update
    with pytest.raises(IntegrityError), acting(by=SYSTEM, verb="test.twice"), transaction.atomic():
        Identity.objects.create(pk=first.pk, person=first.person, known_by="told", words=WHO, kept_by=tonight.cleo)
    conversations.end(conversation=room.conversation, by=SYSTEM)
    conversations.erase(conversation=room.conversation, by=lead(tonight))
    for once in (given["once"], uuid4()):
        assert code(actions.keep, **given | {"once": once}) == "erased"
    assert Identity.objects.get().words is None


@pytest.mark.both_engines
def test_the_database_refuses_one_person_as_both(tonight: Evening) -> None:
    identity, now = kept(tonight, tonight.chat()), clock.now()
    alone = IdentityOpening(
        identity=identity, why="Alone", asked_by=tonight.sue, answered_by=tonight.sue, answered_at=now, is_agreed=True,
        open_until=now,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="identity_opened_by_two"), acting(by=SYSTEM, verb="test.alone"):
        alone.save()


def test_no_other_ring_opens_it(tonight: Evening) -> None:
    identity = kept(tonight, tonight.chat())
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM realtime_identity")
        sealed = bytes(cursor.fetchone()[0])
    place = Identity._meta.get_field("words").place_of(identity.pk)
    assert ring("vault").open(sealed, about=place).decode() == WHO
    for other in ("main", "concern"):
        with pytest.raises(CannotOpen):
            ring(other).open(sealed, about=place)


def test_what_was_declined_or_is_a_day_old_stays_shut(tonight: Evening) -> None:
    identity, lou = kept(tonight, tonight.chat()), lead(tonight)
    with pytest.raises(NotFound):
        actions.agree(identity=identity, by=lou)
    actions.ask(identity=identity, why="To look whether it is there", by=tonight.sue)
    with time_machine.travel(clock.now() + dt.timedelta(hours=25)):
        assert code(actions.agree, identity=identity, by=lou) == "too-old"
    asked = queries.asked_of(lou)[0]
    actions.decline(identity=identity, by=lou)
    asked.refresh_from_db()
    with pytest.raises(Conflict, match="answered already"):
        rules.check_can_answer(asked, lou)
    assert queries.open_to(identity, tonight.sue) is None
    assert refusal(rules.check_can_read, identity, None, tonight.sue) == "shut"
    identity.words = None  # as it is once the chat has been destroyed
    assert refusal(rules.check_can_read, identity, asked, tonight.sue) == "erased"
    identity.refresh_from_db()
    actions.ask(identity=identity, why="Asked by mistake", by=tonight.sue)
    actions.decline(identity=identity, by=tonight.sue)
    with pytest.raises(Refused, match="Your role does not allow this"):
        actions.ask(identity=identity, why="Curious about them", by=tonight.cleo)


def test_it_is_for_young_people_under_a_nickname_and_goes_with_the_chat(tonight: Evening) -> None:
    named = one_to_one(tonight.service.team)
    given = {"conversation": named.conversation.pk, "known_by": "told", "words": WHO, "by": named.user("Cleo")}
    assert code(actions.keep, **given) == "no-nickname"
    room, lou = tonight.chat(), lead(tonight)
    identity = kept(tonight, room)
    given = {"conversation": room.conversation.pk, "known_by": "told", "words": WHO, "by": room.user("Robin")}
    assert code(actions.keep, **given) == "not-staff"
    conversations.end(conversation=room.conversation, by=SYSTEM)
    conversations.erase(conversation=room.conversation, by=lou)
    assert Identity.objects.get().words is None
    assert code(actions.ask, identity=identity, why="Too late for that", by=lou) == "erased"
