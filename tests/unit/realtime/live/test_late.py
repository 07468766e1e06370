"""What cannot be opened is tried again later and later, and told of in the log once in a while."""

import asyncio
import json
import math
from typing import Any
from uuid import uuid4

import pytest

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from realtime.live import late, process
from realtime.live.late import Late, Seldom
from realtime.models import Conversation, Message
from realtime.protocol.asked import Talk
from tests.support.connected import connected, posted, signed_in
from tests.support.conversation import Room, one_to_one
from tests.support.loops import run


@pytest.fixture
def always_last(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, float]]:
    """The stretches from which a random time was taken; it is always their end."""
    stretches: list[tuple[float, float]] = []

    def uniform(first: float, last: float) -> float:
        stretches.append((first, last))
        return last

    monkeypatch.setattr(late.random, "uniform", uniform)
    return stretches


def test_what_cannot_be_opened_waits_twice_as_long_each_time_up_to_a_minute(
    always_last: list[tuple[float, float]],
) -> None:
    waits, talk = Late(), Talk(uuid4())
    assert waits.next_at == math.inf
    for _ in range(7):
        waits.add(talk, 100.0, is_passing=False)
        assert waits.due(waits.next_at) == [talk]
    assert always_last == [(0, seconds) for seconds in (4, 8, 16, 32, 64, 64, 64)]
    assert waits.due(163.0) == []
    waits.keep([talk.conversation])  # the page begins anew, and it waits on
    waits.add(talk, 100.0, is_passing=False)
    assert always_last[-1] == (0, 64)
    waits.keep([])
    assert (talk.conversation in waits, waits.next_at) == (False, math.inf)


def test_what_waits_for_the_database_comes_soon_however_often(always_last: list[tuple[float, float]]) -> None:
    waits, talk = Late(), Talk(uuid4())
    for _ in range(5):
        waits.add(talk, 0.0, is_passing=True)
    assert always_last == [late.AGAIN] * 5
    waits.done(talk.conversation)
    assert waits.due(math.inf) == []


def test_the_same_is_said_once_in_five_minutes_and_what_is_remembered_has_an_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    seldom = Seldom(lambda: now)
    assert [seldom.is_due("a"), seldom.is_due("a"), seldom.is_due("b")] == [True, False, True]
    now = 299.0
    assert seldom.is_due("a") is False
    now = 300.0
    assert seldom.is_due("a") is True
    monkeypatch.setattr(late, "MOST", 2)
    assert [seldom.is_due("c"), seldom.is_due("a"), seldom.is_due("b")] == [True, False, True]


@pytest.fixture
def broken(transactional_db: None) -> Room:
    """One whose last words cannot be opened."""
    room = one_to_one()
    room.say("Cleo", "The last")
    Message.objects.filter(conversation=room.conversation).update(body=b"\x01" * 60)
    return room


@pytest.mark.django_db(transaction=True)
def test_a_conversation_that_cannot_be_opened_is_said_to_the_page_and_once_in_the_log(
    broken: Room, always_last: list[tuple[float, float]], caplog: pytest.LogCaptureFixture
) -> None:
    id = broken.conversation.pk

    async def work() -> None:
        async with connected(broken.user("Robin"), broken.user("Cleo")) as both:
            here = process.here()
            for page in both:
                page.say("hello", version=1, talks=[{"conversation": id}])
                told = await page.next("refused")
                assert (told["of"], told["code"], told["conversation"]) == ("hello", "unopened", str(id))
            (robin,) = [page for page in here.hub.pages if page.user == broken.user("Robin")]
            for _ in range(2):
                here.time, at = (lambda at=robin.again_at: at), robin.again_at
                await here.rounds.beat()
                assert (await both[0].next("refused"))["code"] == "unopened"
                while robin.again_at == math.inf:
                    await asyncio.sleep(0.001)
                assert robin.again_at > at
        await process.stop()

    run(work())
    assert max(span for span in always_last if span[0] == 0) == (0, 16.0)  # the other page waits beside it
    assert [one.getMessage() for one in caplog.records if "cannot be opened" in one.getMessage()] == [
        f"Conversation {id} cannot be opened: CannotOpen"
    ]


@pytest.mark.django_db(transaction=True)
def test_beside_others_it_lets_requests_wait_for_news(broken: Room) -> None:
    """A page that asks by request would ask without end."""
    whole = one_to_one(broken.team)
    cleo = signed_in(broken.user("Cleo"))
    whole.join("Cara", broken.user("Cleo"), whole["Cleo"].part)

    def hello(**cursors: Any) -> list[dict[str, Any]]:
        talks = [{"conversation": broken.conversation.pk}, {"conversation": whole.conversation.pk, "cursors": cursors}]
        return [{"type": "hello", "version": 1, "talks": talks}]

    async def work() -> None:
        _, frames = await posted(cleo, hello())
        assert {frame["type"] for frame in frames} >= {"refused", "reset", "live"}
        cursor = next(frame["cursors"]["open"] for frame in frames if frame["type"] == "reset")
        staff = next(frame["cursors"]["staff"] for frame in frames if frame["type"] == "reset")
        waits = asyncio.ensure_future(posted(cleo, hello(open=cursor, staff=staff)))
        while not (here := [page for page in process.here().hub.pages if "unopened" in "".join(page.told)]):
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.1)
        assert (waits.done(), here[0].news.is_set()) == (False, False)
        waits.cancel()
        await asyncio.gather(waits, return_exceptions=True)
        await process.stop()

    run(work())


@pytest.mark.django_db(transaction=True)
def test_a_key_that_cannot_be_opened_is_the_same(broken: Room) -> None:
    with recording.acting(by=SYSTEM, verb="test"):
        Conversation.objects.filter(pk=broken.conversation.pk).update(key=b"\x01" * 60)

    async def work() -> None:
        async with connected(broken.user("Robin")) as (robin,):
            robin.say("hello", version=1, talks=[{"conversation": broken.conversation.pk}])
            assert json.dumps(await robin.next("refused")).count("unopened") == 1
        await process.stop()

    run(work())
