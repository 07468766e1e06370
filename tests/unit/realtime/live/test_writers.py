"""Who writes is shown to others while their session is alive, and asked of the database for all together."""

import asyncio
from typing import Any

import pytest
from django.db import OperationalError

from mhst.access import sessions
from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from realtime.enums import Part
from realtime.live import page as pages
from realtime.live import process, rounds
from realtime.models import Participant
from tests.factories import member_of
from tests.support.connected import connected
from tests.support.conversation import Room, one_to_one
from tests.support.loops import run

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def room(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Room:
    """With Sue, who looks in; and no round comes by, nor is anything told too often."""
    monkeypatch.setattr(rounds, "WATCH", 1000.0)
    monkeypatch.setattr(pages, "TYPING", 0.0)
    room = one_to_one()
    room.join("Sue", member_of(room.team, RoleName.SUPERVISOR), Part.OBSERVER)
    return room


async def shown(room: Room, before: Any) -> list[str]:
    """Of whom Cleo is told that they write, when Robin does, then, after `before`, Robin and Sue."""
    id, sue = room.conversation.pk, room["Sue"].pk
    async with connected(room.user("Robin"), room.user("Sue"), room.user("Cleo")) as (robin, other, cleo):
        for page in (robin, other, cleo):
            await page.hello(id)
        here = process.here()
        robin.say("typing", conversation=id)
        await cleo.next("writing")
        await here.database.run(before, robin)
        robin.say("typing", conversation=id)
        other.say("typing", conversation=id)
        while [f["participant"] for f in cleo.frames if f["type"] == "writing"][-1] != str(sue):
            await cleo.more()
        return [f["participant"] for f in cleo.frames if f["type"] == "writing"]


def sign_out(page: Any) -> None:
    sessions.SessionStore.get_model_class().objects.filter(session_key=page.key).delete()


def test_nobody_who_is_signed_out_is_shown_as_writing(room: Room) -> None:
    robin, sue = (str(room[name].pk) for name in ("Robin", "Sue"))
    assert run(shown(room, sign_out)) == [robin, sue]


def test_nor_who_has_left(room: Room) -> None:
    def leave(page: Any) -> None:
        with recording.acting(by=SYSTEM, verb="test"):
            Participant.objects.filter(pk=room["Robin"].pk).update(left_at=clock.now())

    assert run(shown(room, leave)) == [str(room["Robin"].pk), str(room["Sue"].pk)]


def test_all_who_write_are_asked_for_together_and_where_the_database_is_away_nobody_is_shown(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    alive = sessions.alive

    def counted(keys: set[str]) -> set[str]:
        asked.append(len(keys))
        if len(asked) == 1:
            raise OperationalError("gone")
        return alive(keys)

    async def work() -> None:
        async with connected(room.user("Robin"), room.user("Cleo")) as (robin, cleo):
            for page in (robin, cleo):
                await page.hello(room.conversation.pk)
            here = process.here()
            seats = here.hub.seats_in(room.conversation.pk)
            monkeypatch.setattr(rounds.sessions, "alive", counted)
            here.writers.add(seats[0])
            while not asked or here.writers._is_asking:
                await asyncio.sleep(0.005)
            for seat in seats:
                here.writers.add(seat)
            await cleo.next("writing")
            await robin.next("writing")
        assert asked == [1, 2]

    run(work())
