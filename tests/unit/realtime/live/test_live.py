"""The parts that keep pages served, each with what goes wrong around it."""

import asyncio
import datetime as dt
import json
import signal
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from channels.layers import InMemoryChannelLayer
from django.db import OperationalError

from mhst.access import sessions
from mhst.access.session_store import SessionStore
from mhst.core import clock
from realtime.actions.message import Answer
from realtime.consumers import socket as sockets
from realtime.enums import Audience
from realtime.events import Words
from realtime.live import checking, doorbell, gathering, hub, late, process, rounds
from realtime.live.database import Database
from realtime.live.doorbell import Doorbell
from realtime.live.hub import Hub, Line, Seat
from realtime.models import Flag, Message, Stream
from realtime.protocol import asked
from realtime.queries import log as logs
from tests.support.connected import Connected, connected, signed_in
from tests.support.conversation import Room, one_to_one
from tests.support.loops import run

ROOM = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room(transactional_db: None) -> Room:
    return one_to_one()


def failing(error: Exception, times: int, then: Callable[..., Any]) -> Callable[..., Any]:
    """Fails so many times, then does what it should."""
    left = [error] * times

    def do(*args: Any, **kwargs: Any) -> Any:
        if left:
            raise left.pop()
        return then(*args, **kwargs)

    return do


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.005)


class TestGathering:
    def gathered(self, monkeypatch: pytest.MonkeyPatch, send: Callable[..., Any], count: int) -> list[Answer]:
        monkeypatch.setattr(gathering.messages, "send", send)
        found: list[Answer] = []

        async def work() -> None:
            database = Database()
            gather = gathering.Gathering(database)
            for number in range(count):
                gather.add(number, found.append)  # type: ignore[arg-type]
            await until(lambda: len(found) == count)
            database.close()

        run(work())
        return found

    def test_what_arrives_while_one_batch_commits_is_the_next(self, monkeypatch: pytest.MonkeyPatch) -> None:
        sizes: list[int] = []

        def send(*, messages: Any, by: Any) -> list[Answer]:
            sizes.append(len(messages))
            return [Answer("stored")] * len(messages)

        assert self.gathered(monkeypatch, send, 450) == [Answer("stored")] * 450
        assert sizes == [400, 50]

    def test_one_that_cannot_be_committed_does_not_fail_the_others(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def send(*, messages: Any, by: Any) -> list[Answer]:
            if 1 in messages:
                raise OperationalError("the server closed the connection")
            return [Answer("stored") for _ in messages]

        assert self.gathered(monkeypatch, send, 3) == [Answer("stored"), Answer(code="later"), Answer("stored")]

    def test_one_that_cannot_be_answered_keeps_no_other_from_its_answer(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr(gathering.messages, "send", lambda messages, by: [Answer("stored")] * len(messages))
        found: list[Answer] = []

        async def work() -> None:
            database = Database()
            gather = gathering.Gathering(database)
            answered = failing(RuntimeError("no such page"), 1, found.append)
            for number in range(2):
                gather.add(number, answered)  # type: ignore[arg-type]
            await until(lambda: len(found) == 1)
            await until(lambda: gather._task is None)
            gather.add(2, answered)  # type: ignore[arg-type]
            await until(lambda: len(found) == 2)
            database.close()

        run(work())
        assert "An answer could not be given: no such page" in caplog.text


class TestHub:
    conversation = uuid4()

    def seat(self, of: Hub, told: list[Any], **sent: Any) -> Seat:
        page = SimpleNamespace(push=lambda text: told.append(json.loads(text)), seats={})
        streams = {Audience.OPEN: 1}
        found = Seat(page, self.conversation, uuid4(), streams, False, False)  # type: ignore[arg-type]
        of.sit(found)
        return found

    @staticmethod
    def events(*numbers: int) -> list[dict[str, Any]]:
        return [{"seq": number, "kind": "message"} for number in numbers]

    def test_nobody_is_told_twice_or_out_of_order(self) -> None:
        async def work() -> None:
            told: list[Any] = []
            one = Hub(Database())
            behind, ahead, catching = self.seat(one, told), self.seat(one, []), self.seat(one, [])
            assert one.caught_up(behind, 1, 3)
            assert one.caught_up(ahead, 1, 5)
            line = one.lines[1]
            assert line.pushed == 3
            one._tell_line(1, 6, self.events(4, 5, 6))
            assert [e["seq"] for e in told[0]["events"]] == [4, 5, 6]
            assert (behind.sent[1], ahead.sent[1], catching.sent[1]) == (6, 6, None)
            assert not one.caught_up(catching, 1, 5)  # the others have been told more meanwhile
            assert one.caught_up(catching, 1, 6)
            ahead.sent[1] = 9
            one._tell_line(1, 8, self.events(7, 8))
            assert ahead.sent[1] == 9

        run(work())

    def test_a_bell_that_told_of_nothing_is_forgotten_and_one_rung_meanwhile_is_not(self) -> None:
        async def work() -> None:
            one = Hub(Database())
            one.caught_up(self.seat(one, []), 1, 3)
            one.rung({1: 7, 2: 9})
            one._tell_line(1, 6, [])
            assert (one.lines[1].head, one._behind) == (7, {1})
            one._tell_line(1, 7, [])
            assert (one.lines[1].head, one._behind) == (3, set())
            one._tell_line(2, 9, [])  # nobody reads it here

        run(work())

    def test_who_rises_twice_or_beside_others_leaves_them_be(self) -> None:
        async def work() -> None:
            one = Hub(Database())
            first, second = self.seat(one, []), self.seat(one, [])
            one.pages = None  # type: ignore[assignment]  # to find them nobody walks through all
            assert set(one.seats_in(self.conversation)) == {first, second}
            one.rise(first)
            assert one.lines[1].seats == {second}
            one.rise(second)
            one.rise(second)
            assert (one.lines, one.seats_in(self.conversation), one._open) == ({}, (), {})
            assert Line(uuid4(), Audience.OPEN).pushed == -1

        run(work())

    def test_who_leaves_while_they_are_told_leaves_the_others_be(self) -> None:
        """One that takes too little is closed by what it is told."""

        async def work() -> None:
            told: list[Any] = []
            one = Hub(Database())
            all_ = [self.seat(one, told) for _ in range(3)]
            for seat in all_:
                one.caught_up(seat, 1, 3)
                seat.page.push = lambda text, seat=seat: (told.append(text), one.rise(seat))  # type: ignore
            one.committed({1: self.events(4)})
            assert len(told) == 3

        run(work())

    def test_what_could_not_be_read_is_read_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(hub, "AGAIN", 0.01)
        read = failing(OperationalError("gone"), 1, lambda cursors: {1: self.events(4)})
        monkeypatch.setattr(logs, "after", read)

        async def work() -> None:
            told: list[Any] = []
            one = Hub(Database())
            one.caught_up(self.seat(one, told), 1, 3)
            task = asyncio.ensure_future(one.tell())
            one.rung({1: 4})
            await until(lambda: bool(told))
            task.cancel()
            assert [e["seq"] for e in told[0]["events"]] == [4]

        run(work())


class TestDoorbell:
    def test_what_was_not_passed_on_yet_goes_together_and_too_much_chatter_is_dropped(self) -> None:
        heard: list[Any] = []

        async def work() -> None:
            bell = Doorbell(heard.append)
            bell.is_alone = False  # as if the layer reached others
            tasks = [asyncio.ensure_future(work) for work in (bell.listen(), bell.send())]
            await asyncio.sleep(0.01)
            bell.ring({1: 4})
            bell.ring({1: 3, 2: 8})
            for _ in range(300):
                bell.say({"what": "here"})
            await until(lambda: bool(heard))
            for task in tasks:
                task.cancel()

        run(work())
        assert heard[0]["heads"] == {"1": 4, "2": 8}
        assert len(heard[0]["others"]) == 200

    def test_where_nobody_else_is_reached_nothing_is_passed_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(doorbell, "get_channel_layer", InMemoryChannelLayer)

        async def work() -> None:
            bell = Doorbell(lambda told: None)
            bell.ring({1: 4})
            bell.say({"what": "here"})
            assert (bell._heads, bell._others, bell._bell.is_set()) == ({}, [], False)

        run(work())

    def test_a_layer_that_is_away_is_told_of_once_and_tried_again(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr(doorbell, "AGAIN", 0.01)
        sent: list[Any] = []

        async def group_send(group: str, told: Any) -> None:
            failing(ConnectionError("no Redis"), len(sent) == 0, sent.append)(told)
            sent.append(told)

        async def new_channel() -> str:
            raise ConnectionError("no Redis")

        layer = SimpleNamespace(group_send=group_send, new_channel=new_channel)
        monkeypatch.setattr(doorbell, "get_channel_layer", lambda: layer)

        async def work() -> None:
            bell = Doorbell(lambda told: None)
            tasks = [asyncio.ensure_future(work) for work in (bell.listen(), bell.send())]
            await asyncio.sleep(0.05)
            bell.ring({1: 1})
            await asyncio.sleep(0.05)
            for task in tasks:
                task.cancel()

        run(work())
        assert caplog.text.count("The doorbell is away") == 1


@ROOM
class TestRounds:
    def test_what_no_bell_told_of_is_found_by_the_sweep(self, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(process, "ring", lambda heads: None)

        async def work() -> None:
            async with connected(room.user("Robin")) as (robin,):
                await robin.hello(room.conversation.pk)
                run_ = process.here()
                await run_.database.run(room.say, "Cleo", "No bell")
                await run_.rounds.sweep()
                await robin.until_told("No bell")
                assert robin.words() == ["No bell"]
            await process.here().rounds.sweep()
            await process.here().rounds.watch()
            await process.here().rounds.presence()
            await process.stop()

        run(work())

    def test_who_may_still_be_here_is_asked_in_time_however_many_pages_arrive(self, room: Room) -> None:
        """Those who arrive have no part in it: here they hold every thread that they can get."""

        async def work() -> None:
            async with connected(room.user("Robin")) as (robin,):
                await robin.hello(room.conversation.pk)
                here, arrived = process.here(), threading.Event()
                for _ in range(8):
                    here.later(here.database.run(arrived.wait, 5))
                async with asyncio.timeout(4):
                    for look in (here.rounds.sweep, here.rounds.watch, here.rounds.presence):
                        await look()
                assert not arrived.is_set()
                arrived.set()

        run(work())

    def test_come_as_often_as_was_promised(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Whoever may not be here is closed within five seconds; lost bells are repaired within fifteen."""
        found: dict[str, float] = {}
        monkeypatch.setattr(rounds, "every", lambda seconds, do: found.update({do.__name__: seconds}))
        some: Any = SimpleNamespace(hub=None, database=SimpleNamespace(look=None))
        rounds.Rounds(some).all()
        assert found == {"sweep": 10.0, "watch": 3.0, "beat": 1.0, "presence": 20.0}

    def test_a_page_hears_from_us_and_who_is_silent_or_slow_is_closed(self, room: Room) -> None:
        async def work() -> None:
            async with connected(*[room.user("Robin")] * 3) as pages:
                for page in pages:
                    await page.hello(room.conversation.pk)
                here = process.here()
                now = here.time()
                first, second, third = here.hub.pages
                for page in (first, second, third):
                    page.beat_at = now + 3600
                first.beat_at = now
                second.heard_at = now - 61
                third.unseen, third.seen_at = 300_000, now - 41  # however much else it says
                await here.rounds.beat()
                due = first.beat_at
                assert due > now + 20
                assert {second, third} & here.hub.pages == set()
                await here.rounds.beat()  # it is not its turn again
                assert first.beat_at == due
                codes = sorted([await self.code(page) for page in pages])
                assert codes == [0, 4004, 4029]

        run(work())

    async def code(self, page: Connected) -> int:
        """With which it was closed; 0 where a beat came instead."""
        while True:
            event = await page.event()
            if event["type"] == "websocket.close":
                return int(event["code"])
            if json.loads(event["text"])["type"] == "beat":
                assert json.loads(event["text"])["heads"][str(page_conversation(page))] == {"open": 3}
                return 0

    def test_who_is_here_is_a_lease_that_others_are_told_of(self, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rounds, "AT_A_TIME", 1)

        async def work() -> None:
            async with connected(room.user("Robin"), room.user("Cleo"), room.user("Cleo")) as (robin, cleo, other):
                for page in (robin, cleo, other):
                    await page.hello(room.conversation.pk)
                told = await robin.next("presence")
                assert list(told["here_until"]) == [str(room["Cleo"].pk)]
                await process.here().rounds.presence()
                until_ = dt.datetime.fromisoformat((await robin.next("presence"))["here_until"][str(room["Cleo"].pk)])
                assert until_ > clock.now() + dt.timedelta(seconds=50)
                await other.hang_up()  # still here in another tab
                await cleo.hang_up()
                while until_ > clock.now() + dt.timedelta(seconds=11):
                    told = await robin.next("presence")
                    until_ = dt.datetime.fromisoformat(told["here_until"][str(room["Cleo"].pk)])
                assert until_ > clock.now()

        run(work())

    def test_who_is_here_is_told_when_it_is_not_known_and_otherwise_not(self, room: Room, time_machine: Any) -> None:
        time_machine.move_to("2026-11-09 19:00:00+00:00", tick=False)

        async def work() -> None:
            async with connected(room.user("Robin"), room.user("Cleo")) as (robin, cleo):
                known = process.here().rounds._told
                await robin.hello(room.conversation.pk)
                await until(lambda: known.get(room.conversation.pk, {}).keys() == {room["Robin"].pk})
                await cleo.hello(room.conversation.pk)
                await robin.next("presence")
                already = (await cleo.next("presence"))["here_until"]
                assert list(already) == [str(room["Robin"].pk)]
                told: list[int] = []
                for second in (0, 20, 40, 41):
                    time_machine.move_to(f"2026-11-09 19:00:{second:02d}+00:00", tick=False)
                    await process.here().rounds.presence()
                    told.append(robin._from.qsize())
                assert told == [0, 0, 1, 1]
                await cleo.hang_up()
                await until(lambda: robin._from.qsize() == 2)
                time_machine.move_to("2026-11-09 19:01:00+00:00", tick=False)
                await process.here().rounds.presence()
                assert robin._from.qsize() == 2  # since she has gone nothing is new

        run(work())

    def test_who_goes_elsewhere_and_has_a_page_here_is_here(self, room: Room) -> None:
        id, robin_id = room.conversation.pk, room["Robin"].pk

        async def work() -> None:
            async with connected(room.user("Robin"), room.user("Cleo")) as (robin, cleo):
                await cleo.hello(id)
                await robin.hello(id)
                await cleo.next("presence")
                soon = (clock.now() + dt.timedelta(seconds=10)).isoformat()
                said = {"what": "here", "from": "elsewhere", "conversation": str(id), "participant": str(robin_id)}
                process.here()._heard({"heads": {}, "others": [said | {"until": soon}]})
                found = [(await cleo.next("presence"))["here_until"][str(robin_id)] for _ in range(2)]
                assert dt.datetime.fromisoformat(found[1]) > clock.now() + dt.timedelta(seconds=50)
                rounds_ = process.here().rounds  # and when this process was late to say that they go
                await rounds_._lease(list(process.here().hub.seats_in(id)), clock.now())
                await until(lambda: rounds_._told[id][robin_id] > clock.now() + dt.timedelta(seconds=50))

        run(work())

    def test_a_session_lasts_as_long_as_somebody_writes(self, room: Room, time_machine: Any) -> None:
        time_machine.move_to("2026-11-09 19:00:00+00:00")
        key = signed_in(room.user("Robin"))

        async def work() -> None:
            async with connected(key) as (robin,):
                await robin.hello(room.conversation.pk)
                here = process.here()
                time_machine.move_to("2026-11-09 19:20:00+00:00")
                await robin.kept(robin.send(room.conversation.pk, "Still here"))
                (page,) = here.hub.pages
                await here.rounds.watch()  # not yet: its session was told a moment ago, when it was opened
                assert page.was_active
                page.stay_at = 0.0
                await here.rounds.watch()
                assert not page.was_active
                time_machine.move_to("2026-11-09 19:45:00+00:00")
                page.until = clock.now()  # as far as this page knows it is over
                await here.rounds.watch()
                assert here.hub.pages == {page}
                time_machine.move_to("2026-11-09 19:51:00+00:00")
                await here.rounds.watch()
                assert await robin.closed() == 4001

        run(work())
        assert sessions.holder(key) is None
        assert SessionStore(key).get("used_at", "").startswith("2026-11-09T19:20")

    def test_a_round_that_fails_does_not_end_the_rounds(self) -> None:
        done: list[int] = []

        async def work() -> None:
            async def do() -> None:
                failing(RuntimeError("once"), len(done) == 0, lambda: None) if done else done.append(0)
                done.append(1)
                if len(done) == 2:
                    raise RuntimeError("once")

            task = asyncio.ensure_future(rounds.every(0.001, do))
            await until(lambda: len(done) > 3)
            task.cancel()

        run(work())
        assert len(done) > 3


def page_conversation(page: Connected) -> str:
    return str(next(f["conversation"] for f in page.frames if f["type"] == "live"))


@ROOM
class TestWhatNoBellToldOf:
    """Several conversations at once, of which this process has heard nothing: a sweep finds it."""

    async def swept(self, monkeypatch: pytest.MonkeyPatch, rooms: list[Room], do: Callable[[], None]) -> list[Any]:
        """What the first of each is told; the last room's until it has come."""
        async with connected(*[one.user("Robin") for one in rooms]) as pages:
            for page, one in zip(pages, rooms, strict=True):
                await page.hello(one.conversation.pk)
            with monkeypatch.context() as deaf:
                deaf.setattr(process, "ring", lambda heads, told: None)
                await process.here().database.run(do)
            await process.here().rounds.sweep()
            await pages[-1].until_told("The last")
            await process.here().hub._tell_all()
            for page in pages:
                while not page._from.empty():
                    page.frames.append(json.loads((await page.event())["text"]))
            return [page.words() for page in pages]

    def test_is_told_whole_when_there_is_more_than_is_read_at_once(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(logs, "AT_ONCE", 2)
        rooms = [room, one_to_one(), one_to_one()]
        each = ["One", "Two", "The last"]

        def say() -> None:
            for one in rooms:
                for words in each:
                    one.say("Cleo", words)

        assert run(self.swept(monkeypatch, rooms, say)) == [each] * 3

    def test_is_told_to_the_others_where_something_cannot_be_opened(
        self, room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        rooms = [room, one_to_one()]

        def spoil() -> None:
            for one in rooms:
                one.say("Cleo", "The last")
            Message.objects.filter(conversation=room.conversation).update(body=b"\x01" * 60)

        assert run(self.swept(monkeypatch, rooms, spoil)) == [[], ["The last"]]
        assert caplog.text.count("cannot be opened") == 1

    def test_and_that_is_written_into_the_log_once_in_a_while(
        self, room: Room, caplog: pytest.LogCaptureFixture
    ) -> None:
        room.say("Cleo", "The last")
        Message.objects.filter(conversation=room.conversation).update(body=b"\x01" * 60)
        stream = Stream.objects.get(conversation=room.conversation, audience=Audience.OPEN).pk

        async def ask() -> list[dict[int, Any]]:
            found = [await process.here().hub._after({stream: 0}) for _ in range(2)]
            await process.stop()
            return found

        assert run(ask()) == [{}, {}]
        assert [one.levelname for one in caplog.records if "opened" in one.getMessage()] == ["WARNING", "ERROR"]

    def test_and_asked_for_again_where_the_database_goes_away_meanwhile(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        errors, after = iter([ValueError("sealed otherwise"), OperationalError("away")]), logs.after
        monkeypatch.setattr(hub, "AGAIN", 0.0)

        def fails(*args: Any) -> Any:
            if error := next(errors, None):
                raise error
            return after(*args)

        async def work() -> None:
            async with connected(room.user("Cleo")) as (page,):
                await page.hello(room.conversation.pk)
                with monkeypatch.context() as deaf:
                    deaf.setattr(process, "ring", lambda heads, told: None)
                    await process.here().database.run(room.say, "Robin", "Meanwhile")
                monkeypatch.setattr(logs, "after", fails)
                await process.here().rounds.sweep()
                await page.until_told("Meanwhile")
                assert next(errors, None) is None

        run(work())


@ROOM
class TestProcess:
    def test_other_processes_tell_what_only_matters_now(self, room: Room) -> None:
        id, cleo_id = str(room.conversation.pk), str(room["Cleo"].pk)

        async def work() -> None:
            async with connected(room.user("Robin")) as (robin,):
                await robin.hello(room.conversation.pk)
                here = process.here()
                others = [
                    {"what": "writing", "from": "elsewhere", "conversation": id, "participant": cleo_id,
                     "staff_only": False},
                    {"what": "writing", "from": "elsewhere", "conversation": id, "participant": cleo_id,
                     "staff_only": True},
                    {"what": "here", "from": "elsewhere", "conversation": id, "participant": cleo_id,
                     "until": "2026-11-09T19:00:00+00:00"},
                    {"what": "here", "from": "elsewhere", "conversation": id, "participant": str(room["Robin"].pk),
                     "until": "2026-11-09T19:00:00+00:00"},
                    {"what": "look", "from": "elsewhere"},
                    {"what": "look", "from": here.id},
                ]  # fmt: skip
                here._heard({"heads": {}, "others": others})
                assert (await robin.next("writing"))["participant"] == cleo_id
                assert (await robin.next("presence"))["here_until"] == {cleo_id: "2026-11-09T19:00:00.000+00:00"}
                assert [f["type"] for f in robin.frames].count("writing") == 1

        run(work())

    def test_what_fails_beside_is_told_of(self, caplog: pytest.LogCaptureFixture) -> None:
        async def fail() -> None:
            raise RuntimeError("beside")

        async def work() -> None:
            process.here().later(fail())
            await asyncio.sleep(0.01)
            await process.stop()
            await process.stop()

        run(work())
        run(work())  # another loop has a process of its own
        assert "Work beside failed: beside" in caplog.text

    def test_a_bell_rung_where_no_loop_runs_is_left_to_the_sweeps(self) -> None:
        async def work() -> None:
            process.here()

        run(work())
        process.ring({1: 1})
        process.look_again()
        run(work())
        assert not any(one.loop.is_running() for one in process._here.values())

    def test_before_the_server_ends_pages_are_told(self, monkeypatch: pytest.MonkeyPatch, room: Room) -> None:
        """Loops of tests are not in the main thread, so the signal is not sent: what it was to call is called."""
        monkeypatch.setattr(process, "GRACE", 0.01)
        ended: list[int] = []
        handlers: list[Any] = []
        before = signal.signal(signal.SIGTERM, lambda number, frame: ended.append(number))
        try:
            monkeypatch.setattr(signal, "signal", lambda number, handler: handlers.append(handler))

            async def work() -> None:
                async with connected(room.user("Robin")) as (robin,):
                    await robin.hello(room.conversation.pk)
                    handlers[0](signal.SIGTERM, None)
                    assert await robin.closed() == 4012
                    await until(lambda: bool(ended))

            run(work())
        finally:
            monkeypatch.undo()
            signal.signal(signal.SIGTERM, before)
        assert ended == [signal.SIGTERM]

    def test_they_are_told_to_come_back_spread_over_some_seconds(self) -> None:
        async def work() -> None:
            here = process.here()
            found = sorted(here.closing().after for _ in range(100))
            assert (found[0] < 1000, found[-1] > 3000, found[-1] < 4000) == (True, True, True)
            assert len(set(found)) > 50
            await process.stop()

        run(work())

    def test_a_process_begun_in_another_thread_takes_no_signals(self) -> None:
        before = signal.getsignal(signal.SIGTERM)

        async def work() -> None:
            process.here()
            await process.stop()

        async def elsewhere() -> None:
            await asyncio.to_thread(run, work())

        run(elsewhere())
        assert signal.getsignal(signal.SIGTERM) == before


@ROOM
class TestPage:
    @pytest.mark.parametrize(
        ("where", "type", "more"),
        [
            ("realtime.live.arriving.arrival.missed", "hello", {}),
            ("realtime.live.page.messages.withdraw", "withdraw", {"mid": str(uuid4())}),
        ],
    )
    def test_while_the_database_is_away_a_page_is_told_to_try_again(
        self, room: Room, monkeypatch: pytest.MonkeyPatch, where: str, type: str, more: Any
    ) -> None:
        async def work() -> None:
            async with connected(room.user("Robin")) as (robin,):
                await robin.hello(room.conversation.pk)
                monkeypatch.setattr(where, failing(OperationalError("gone"), 1, lambda **kwargs: None))
                if type == "hello":
                    robin.say("hello", version=1, talks=[{"conversation": room.conversation.pk}])
                else:
                    robin.say(type, conversation=room.conversation.pk, **more)
                refusal = await robin.next("refused")
                assert (refusal["of"], refusal["code"]) == (type, "later")
                if type == "hello":  # words are not lost to it either: they are to be sent again
                    robin.send(room.conversation.pk, "Hello")
                    refusal = await robin.next("refused")
                    assert (refusal["of"], refusal["code"]) == ("send", "later")

        run(work())

    def test_and_is_brought_up_to_date_as_soon_as_it_is_back(self, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
        """By itself: a page that waits for it says nothing."""
        from realtime.queries import arrival

        monkeypatch.setattr(arrival, "missed", failing(OperationalError("gone"), 2, arrival.missed))
        monkeypatch.setattr(late, "AGAIN", (0.0, 0.0))
        id = room.conversation.pk

        async def work() -> None:
            async with connected(room.user("Robin")) as (robin,):
                robin.say("hello", version=1, talks=[{"conversation": id}])
                assert (await robin.next("refused"))["code"] == "later"
                (page,) = process.here().hub.pages
                await process.here().rounds.beat()  # away still
                assert (await robin.next("refused"))["code"] == "later"
                robin.send(id, "Too early")
                assert (await robin.next("refused"))["code"] == "later"
                await process.here().rounds.beat()
                assert (await robin.next("live"))["heads"] == {"open": 3}
                robin.send(id, "In time")
                await robin.until_told("In time")
                async with page._opening:  # by a hello of its own, just now
                    await page.try_again()
                page._late.add(asked.Talk(id), 0.0, is_passing=True)
                page.close(4001)
                await page.try_again()  # it has gone: it takes no seat
                assert (page.seats, process.here().hub.lines) == ({}, {})

        run(work())

    def test_a_message_is_told_to_all_here_without_another_thread_than_that_which_committed_it(
        self, room: Room
    ) -> None:
        async def work() -> None:
            async with connected(room.user("Robin"), room.user("Cleo")) as (robin, cleo):
                for page in (robin, cleo):
                    await page.hello(room.conversation.pk)
                database = process.here().database
                threads: list[Any] = []
                run_in = database._in

                def counted(which: Any, do: Any, *args: Any, **kwargs: Any) -> Any:
                    threads.append(which)
                    return run_in(which, do, *args, **kwargs)

                await asyncio.sleep(0.05)  # what their coming began is over
                database._in = counted  # type: ignore[method-assign]
                robin.send(room.conversation.pk, "One")
                await robin.until_told("One")
                await cleo.until_told("One")
                assert threads == [database._writer]

        run(work())

    def test_under_a_session_that_is_over_nothing_is_done_or_told(self, room: Room) -> None:
        async def work() -> None:
            async with connected(room.user("Robin")) as (robin,):
                await robin.hello(room.conversation.pk)
                await process.here().database.run(SessionStore(robin.key).delete)
                for type in ("leave", "hello"):
                    more = {"version": 1, "talks": [{"conversation": room.conversation.pk}]}
                    robin.say(type, **(more if type == "hello" else {"conversation": room.conversation.pk}))
                    assert (await robin.next("refused"))["code"] == "signed-out"
                assert [f["type"] for f in robin.frames].count("reset") == 1

        run(work())
        room["Robin"].refresh_from_db()
        assert room["Robin"].left_at is None

    def test_a_page_that_takes_nothing_is_closed_before_it_fills_the_memory(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sockets, "MOST_WAITING", 3)

        async def work() -> None:
            async with connected(room.user("Robin")) as (robin,):
                await robin.hello(room.conversation.pk)
                (page,) = process.here().hub.pages
                taken: list[dict[str, Any]] = []
                has_room = asyncio.Event()

                async def slow(message: dict[str, Any]) -> None:
                    await has_room.wait()
                    await asyncio.sleep(0)
                    taken.append(message)

                page._send_out = slow  # type: ignore[attr-defined]
                for number in range(5):
                    page.push(str(number))
                assert process.here().hub.pages == set()
                page.close(4029)
                page.push("more")
                has_room.set()
                await until(lambda: len(taken) == 5)
                assert [message.get("text") for message in taken] == ["0", "1", "2", "3", None]
                assert taken[-1]["code"] == 4029

        run(work())

    def test_a_page_that_has_gone_takes_nothing_and_nobody_minds(self, room: Room) -> None:
        async def work() -> None:
            async with connected(room.user("Robin")) as (robin,):
                await robin.hello(room.conversation.pk)
                (page,) = process.here().hub.pages

                async def gone(message: dict[str, Any]) -> None:
                    raise ConnectionResetError

                async def gone_later(message: dict[str, Any]) -> None:
                    await asyncio.sleep(0)
                    raise ConnectionResetError

                for sends in (gone, gone_later):
                    page._send_out = sends  # type: ignore[attr-defined]
                    page.push("{}")
                    page.push("{}")
                process.here().hub.committed({0: [{"seq": 1}]})  # of a stream that nobody here follows
                await until(lambda: page._task is None)  # type: ignore[attr-defined]
                assert process.here().hub.pages == {page}

        run(work())

    def test_what_happened_while_a_page_arrived_is_not_missed(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from realtime.queries import arrival

        missed = arrival.missed

        def slow(*args: Any) -> Any:
            found = missed(*args)
            room.say("Cleo", "Meanwhile")
            (here,) = (one for one in process._here.values() if one.loop.is_running())
            while any(0 <= line.pushed < 4 for line in here.hub.lines.values() if line.audience == "open"):
                pass  # until the others have been told, so that this page is behind them
            return found

        async def work() -> None:
            async with connected(room.user("Robin"), room.user("Cleo")) as (robin, cleo):
                await cleo.hello(room.conversation.pk)
                monkeypatch.setattr(arrival, "missed", slow)
                robin.say("hello", version=1, talks=[{"conversation": room.conversation.pk}])
                await robin.until_told("Meanwhile")
                await cleo.until_told("Meanwhile")
                assert robin.words() == ["Meanwhile"]

        run(work())

    def test_nor_where_nobody_else_reads_it_here(self, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
        """Its seat is taken before it is told what it missed: only so the bell finds somebody to tell."""
        from realtime.queries import arrival

        missed = arrival.missed

        def slow(*args: Any) -> Any:
            found = missed(*args)
            room.say("Cleo", "Meanwhile")
            rung.wait(5)
            return found

        rung = threading.Event()

        async def work() -> None:
            async with connected(room.user("Robin")) as (robin,):
                monkeypatch.setattr(arrival, "missed", slow)
                hears = process.here().hub.rung
                monkeypatch.setattr(process.here().hub, "rung", lambda heads: (hears(heads), rung.set()))
                robin.say("hello", version=1, talks=[{"conversation": room.conversation.pk}])
                await robin.until_told("Meanwhile")
                assert robin.words() == ["Meanwhile"]

        run(work())


@ROOM
class TestDangerWords:
    def test_are_marked_after_the_words_are_told_and_told_to_staff(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(checking, "GATHER", 0.01)

        async def work() -> None:
            async with connected(room.user("Cleo")) as (page,):
                await page.hello(room.conversation.pk)
                await process.here().database.run(room.say, "Robin", "there is no point in trying")
                while not page.events(Audience.STAFF):
                    await page.next("events")
                (flagged,) = page.events(Audience.STAFF)
                assert page.words() == ["there is no point in trying"]
                assert (flagged["kind"], flagged["flag"]["marks"][0]["name"]) == (
                    "flagged", "Not wanting to live: said as it is"
                )  # fmt: skip
                await process.here().database.run(room.say, "Robin", "no point in trying at all")
                while len(page.events(Audience.STAFF)) < 2:
                    await page.next("events")

        run(work())

    def test_are_looked_for_again_when_the_database_was_away_and_without_any_bell(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        room.say("Robin", "there is no point in trying")
        tries = failing(OperationalError("away"), 1, checking.check_missed)
        monkeypatch.setattr(checking, "GATHER", 0.01)
        monkeypatch.setattr(checking, "ANYWAY", 0.01)
        monkeypatch.setattr(checking, "MISSED", dt.timedelta(0))
        monkeypatch.setattr(checking, "check_missed", tries)

        async def work() -> int:
            async with asyncio.timeout(5):
                while not (found := await process.here().database.run(Flag.objects.count)):
                    await asyncio.sleep(0.01)
            await process.stop()
            return int(found)

        assert run(work()) == 1

    def test_what_was_in_hand_when_the_database_was_away_is_found_there(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(checking, "GATHER", 0.0)
        monkeypatch.setattr(checking, "MISSED", dt.timedelta(0))
        monkeypatch.setattr(checking, "_keep", failing(OperationalError("away"), 1, checking._keep))

        async def work() -> int:
            one = process.here().checking
            await process.here().database.run(room.say, "Robin", "there is no point in trying")
            async with asyncio.timeout(5):
                while not (found := await process.here().database.run(Flag.objects.count)):
                    one.add([])
                    await asyncio.sleep(0.01)
            await process.stop()
            return int(found)

        assert run(work()) == 1

    def test_no_more_is_kept_in_hand_than_there_is_room_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(checking, "MOST", 3)
        one = checking.Checking(Database())
        words = [Words(uuid4(), uuid4(), str(number)) for number in range(4)]
        for _ in range(2):
            one.add(words[:2])
        assert [message.words for message in one._in_hand] == ["0", "1", "0"]

    def test_nobody_waits_for_them_when_a_server_is_stopped_just_as_something_is_written(self, room: Room) -> None:
        async def work() -> set[asyncio.Task[Any]]:
            goes_on = process.here().checking
            await asyncio.sleep(0)
            goes_on.add([])
            async with asyncio.timeout(5):
                await process.stop()
            return asyncio.all_tasks() - {asyncio.current_task()}

        assert run(work()) == set()

    def test_posts_that_wait_are_looked_at_once_however_much_is_written_meanwhile(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        looks: list[str] = []
        monkeypatch.setattr(checking, "tell_held", lambda: looks.append("held"))

        async def work() -> list[str]:
            one = process.here().checking
            for _ in range(3):
                await one._round()
            first = list(looks)
            monkeypatch.setattr(checking, "ANYWAY", 0.0)
            await one._round()
            await process.stop()
            return first

        assert run(work()) == ["held"]
        assert looks == ["held", "held"]
