"""The room on the wire: two named people, a guest whose time runs out, and nobody else."""

import asyncio
import datetime as dt

import pytest
from django.db import connection

from mhst.access import sessions
from mhst.access.enums import RoleName
from mhst.access.models import Grant, User
from mhst.access.session_store import SessionStore
from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from realtime.live import process, rounds
from school_link.actions import room
from tests.factories import member_of
from tests.support.connected import connected, signed_in
from tests.support.consultation import a_link
from tests.support.loops import run

pytestmark = pytest.mark.django_db(transaction=True)


def inside(user: User, conversation) -> str:
    """The key of a session that has entered."""
    key = signed_in(user)
    session = SessionStore(key)
    sessions.enter(session, conversation.pk)
    session.save(must_create=False)
    return key


@pytest.mark.both_engines
def test_a_guests_time_runs_out_in_the_middle_of_the_talk(transactional_db, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "WATCHED", 1)  # one after the other, as many pages are
    link = a_link()
    one = link.taken()
    kim = member_of(link.school, RoleName.SCHOOL_STAFF, first_name="Kim")
    room.invite(consultation=one, user=kim, until=clock.now() + dt.timedelta(hours=1), by=link.sam)
    id = one.conversation.pk
    keys = [inside(user, one.conversation) for user in (link.sam, link.spec, kim)]
    keys.append(signed_in(link.sam))

    async def talk() -> None:
        async with connected(*keys, link.dee) as (sam, spec, guest, elsewhere, dee):
            for page in (sam, spec, guest):
                await page.hello(id)
            elsewhere.say("hello", version=1, talks=[{"conversation": id}])
            assert (await elsewhere.next("refused"))["code"] == "not-entered"
            dee.say("hello", version=1, talks=[{"conversation": id}])
            assert (await dee.next("refused"))["code"] == "not-found"
            guest.send(id, "I teach them maths.")
            for page in (sam, spec, guest):
                await page.until_told("I teach them maths.")
            await asyncio.to_thread(_end_grant, kim)
            await process.here().rounds.watch()  # it comes every three seconds
            assert await guest.closed() == 4003
            spec.send(id, "Thank you.")
            await sam.until_told("Thank you.")

    run(talk())


def _end_grant(user: User) -> None:
    """As when its time is over."""
    with recording.acting(by=SYSTEM, verb="test"):
        for grant in Grant.objects.filter(user=user):
            grant.ends_at = clock.now()
            grant.save()
    connection.close()
