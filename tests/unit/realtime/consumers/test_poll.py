import asyncio
import datetime as dt
from typing import Any
from uuid import uuid4

import pytest

from mhst.core import clock
from realtime import routing
from realtime.actions import conversation as conversations
from realtime.consumers import poll
from realtime.live import process
from tests.support.connected import connected, posted, signed_in
from tests.support.conversation import Room, one_to_one
from tests.support.loops import run

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def room(transactional_db: None) -> Room:
    return one_to_one()


def hello(room: Room, **cursors: Any) -> dict[str, Any]:
    return {"type": "hello", "version": 1, "talks": [{"conversation": room.conversation.pk, "cursors": cursors}]}


def of(frames: list[dict[str, Any]], type: str) -> dict[str, Any]:
    return next(frame for frame in frames if frame["type"] == type)


def kinds(frames: list[dict[str, Any]]) -> list[str]:
    """Who is here may be told at any moment."""
    return [frame["type"] for frame in frames if frame["type"] != "presence"]


@pytest.mark.both_engines
def test_the_same_conversation_without_a_websocket(room: Room) -> None:
    robin, mid = signed_in(room.user("Robin")), str(uuid4())
    send = {"type": "send", "conversation": room.conversation.pk, "mid": mid, "words": "By request"}

    async def talk() -> None:
        async with connected(room.user("Cleo")) as (cleo,):
            await cleo.hello(room.conversation.pk)
            status, frames = await posted(robin, [hello(room)])
            assert (status, kinds(frames)) == (200, ["reset", "live"])
            cursor = of(frames, "reset")["cursors"]["open"]
            _, frames = await posted(robin, [hello(room, open=cursor), send])
            assert [e["mid"] for e in of(frames, "events")["events"]] == [mid]  # which needs no other answer
            await cleo.until_told("By request")
            _, frames = await posted(robin, [hello(room, open=cursor), send])  # sent again: the same answer, kept once
            assert of(frames, "ack")["state"] == "stored"
            assert [e["words"] for e in of(frames, "events")["events"]] == ["By request"]
            assert cleo.words() == ["By request"]

    run(talk())


def test_a_request_waits_until_there_is_news(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    robin = signed_in(room.user("Robin"))

    async def talk() -> None:
        async with connected(room.user("Cleo")) as (cleo,):
            await cleo.hello(room.conversation.pk)
            _, frames = await posted(robin, [hello(room)])
            cursor = of(frames, "reset")["cursors"]["open"]
            waiting = process.asyncio.ensure_future(posted(robin, [hello(room, open=cursor)]))
            while not any(type(page).__name__ == "PollPage" and page.seats for page in process.here().hub.pages):
                await process.asyncio.sleep(0.01)
            assert not waiting.done()
            cleo.send(room.conversation.pk, "News", epoch=1)
            _, frames = await waiting
            while "events" not in kinds(frames):  # that Cleo is here is news as well
                _, frames = await posted(robin, [hello(room, open=cursor)])
            (event,) = of(frames, "events")["events"]
            assert event["words"] == "News"
            monkeypatch.setattr(poll, "WAIT", 0.1)
            cursor = [event["seq"], event["mark"]]
            _, frames = await posted(robin, [hello(room, open=cursor)])
            assert kinds(frames) == ["live"]

    run(talk())


def test_one_message_that_cannot_be_read_keeps_no_other_from_being_kept(room: Room) -> None:
    robin, mids = signed_in(room.user("Robin")), [str(uuid4()), str(uuid4())]
    send = {"type": "send", "conversation": room.conversation.pk}

    async def talk() -> None:
        two = [send | {"mid": mids[0], "words": "\ud800"}, send | {"mid": mids[1], "words": "Whole"}]
        status, frames = await posted(robin, [hello(room), *two])
        (told,) = of(frames, "events")["events"]
        assert (status, of(frames, "refused")["mid"], told["mid"]) == (200, *mids)
        await process.stop()

    run(talk())


def test_whoever_is_not_let_in_does_not_ask_without_end(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    robin, id = signed_in(room.user("Robin")), room.conversation.pk
    conversations.leave(conversation=id, by=room.user("Robin"))
    monkeypatch.setattr(poll, "NOBODY", 0.2)
    monkeypatch.setattr(poll, "DRAINED", 0.1)

    async def talk() -> None:
        here = process.here()
        began = here.loop.time()
        _, frames = await posted(robin, [hello(room)])
        assert (kinds(frames), of(frames, "refused")["code"]) == (["refused"], "left")
        held, here.is_draining = here.loop.time(), True
        assert kinds((await posted(robin, [hello(room)]))[1]) == ["closing"]
        assert (held - began >= 0.2, here.loop.time() - held >= 0.1) == (True, True)
        await process.stop()

    run(talk())


def test_whoever_was_away_hears_at_once_that_there_is_a_connection(room: Room) -> None:
    robin = signed_in(room.user("Robin"))
    cursor = {"open": [0, "00000000"]}

    async def talk() -> None:
        here = process.here()
        _, frames = await posted(robin, [hello(room, **cursor)])
        (event,) = of(frames, "events")["events"][-1:]
        again = [hello(room, open=[event["seq"], event["mark"]])]
        waits = asyncio.ensure_future(posted(robin, again))
        while not here.hub.lines:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        assert not waits.done()  # it goes on
        waits.cancel()
        await asyncio.gather(waits, return_exceptions=True)
        now, here.answered = here.time(), {("long ago",): 0.0} | here.answered
        here.time = lambda: now + poll.GOES_ON + 1
        assert kinds((await posted(robin, again))[1]) == ["live"]
        assert len(here.answered) == 1
        await process.stop()

    run(talk())


def test_that_somebody_goes_on_being_here_wakes_nobody(room: Room) -> None:
    """Two pages that ask by request would wake each other for ever."""
    robin = signed_in(room.user("Robin"))

    async def talk() -> None:
        async with connected(room.user("Cleo")) as (cleo,):
            await cleo.hello(room.conversation.pk)
            _, frames = await posted(robin, [hello(room)])
            cursor = of(frames, "reset")["cursors"]["open"]
            waiting = asyncio.ensure_future(posted(robin, [hello(room, open=cursor)]))
            here = process.here()
            while not (pages := [p for p in here.hub.pages if isinstance(p, poll.PollPage) and p.seats]):
                await asyncio.sleep(0.01)
            told, cleo_id = len(pages[0].told), room["Cleo"].pk
            for seconds in (60, 10):
                until = clock.now() + dt.timedelta(seconds=seconds)
                here.rounds.tell_here(room.conversation.pk, cleo_id, until)
            assert (pages[0].news.is_set(), len(pages[0].told)) == (False, told + 2)
            here.rounds._told[room.conversation.pk][cleo_id] = clock.now()
            here.rounds.tell_here(room.conversation.pk, cleo_id, until)  # was away, and is back
            assert of((await waiting)[1], "presence")["conversation"] == str(room.conversation.pk)

    run(talk())


def test_a_session_lasts_as_long_as_somebody_writes_by_request_and_no_longer(room: Room, time_machine: Any) -> None:
    time_machine.move_to("2026-11-09 19:00:00+00:00")
    robin = signed_in(room.user("Robin"))
    send = {"type": "send", "conversation": room.conversation.pk, "words": "Still here"}

    async def talk() -> None:
        for minute in (20, 45):
            time_machine.move_to(f"2026-11-09 19:{minute}:00+00:00")
            status, frames = await posted(robin, [hello(room), send | {"mid": str(uuid4())}])
            assert (status, of(frames, "events")["events"][-1]["words"]) == (200, "Still here")
        time_machine.move_to("2026-11-09 20:10:00+00:00")
        assert (await posted(robin, [hello(room)]))[0] == 200  # a page that only waits shows nobody
        time_machine.move_to("2026-11-09 20:16:00+00:00")
        assert (await posted(robin, [hello(room)]))[0] == 401
        await process.stop()

    run(talk())


@pytest.mark.parametrize(
    ("more", "frames", "status", "code"),
    [
        ({"method": "GET"}, [], 403, None),
        ({"origin": "https://elsewhere.example"}, [], 403, None),
        ({}, b'["\xff"]', 400, "not-text"),
        ({}, b" " * 70_000, 400, "too-big"),
        ({}, b"{}", 400, "wrong"),
        ({}, [{"type": "hello", "version": 1, "talks": []}] * 2, 400, "wrong"),
    ],
)
def test_a_request_that_is_none_of_ours_is_refused(room: Room, more: Any, frames: Any, status: int, code: Any) -> None:
    robin = signed_in(room.user("Robin"))

    async def talk() -> None:
        found = await posted(robin, frames, **more)
        assert (found[0], found[1][0]["code"] if found[1] else None) == (status, code)
        await process.stop()

    run(talk())


def test_nobody_is_asked_to_sign_in(room: Room) -> None:
    async def talk() -> None:
        status, frames = await posted(None, [hello(room)])
        assert (status, frames[0]["code"]) == (401, "signed-out")
        await process.stop()

    run(talk())


def test_a_process_that_is_being_replaced_sends_pages_elsewhere(room: Room) -> None:
    async def talk() -> None:
        async with connected(room.user("Robin")) as (robin,):
            await robin.hello(room.conversation.pk)
            process.here().drain()
            assert (await robin.next("closing"))["after"] < 4000
            assert await robin.closed() == 4012
            assert [f["type"] for f in (await posted(robin.key, [hello(room)]))[1]] == ["closing"]
            async with connected(robin.key) as (again,):
                assert await again.closed() == 4012

    run(talk())


def test_what_is_not_for_conversations_goes_to_the_pages() -> None:
    seen: list[str] = []

    async def pages(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["path"])

    async def ask() -> None:
        await routing.Conversations(pages)({"type": "http", "path": "/help-now/"}, None, None)
        told: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "websocket.connect"}

        async def send(event: dict[str, Any]) -> None:
            told.append(event)

        await routing.sockets({"type": "websocket", "path": "/elsewhere/"}, receive, send)
        assert told == [{"type": "websocket.close"}]
        await process.stop()

    run(ask())
    assert seen == ["/help-now/"]


def test_what_somebody_may_ask_is_not_begun_anew_with_every_request(room: Room) -> None:
    robin, mid = signed_in(room.user("Robin")), str(uuid4())
    about = {"conversation": room.conversation.pk}
    send = {"type": "send", **about, "mid": mid, "words": "I am still here"}

    async def talk() -> None:
        process.here().time = lambda: 9.0  # as if all of it came in one moment
        moments = [{"type": "moment", **about, "on": n % 2 == 0} for n in range(150)]
        done, frames = [], []
        for _ in range(2):
            _, frames = await posted(robin, [hello(room), *moments, send])
            done.append(150 - sum(f["type"] == "refused" and f["of"] == "moment" for f in frames))
        assert done == [150, 36]  # of 200, less 7 for each hello
        assert of(frames, "refused")["code"] == "slow-down"
        assert [f["mid"] for f in frames if f["type"] == "refused" and f["of"] == "send"] == [mid]
        _, frames = await posted(robin, [hello(room), send])
        assert [(f["type"], f["of"], f["code"]) for f in frames] == [
            ("refused", "hello", "slow-down"), ("refused", "send", "slow-down"),
        ]  # fmt: skip
        process.here().time = lambda: 99.0
        _, frames = await posted(robin, [hello(room), send])  # asked again it is done
        assert "refused" not in kinds(frames)

    run(talk())
