"""What one page may ask, and how much of it a server keeps in hand: nobody else is slower for it."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError

from realtime.live import hub, page, process
from realtime.live.hub import Hub
from realtime.models import Lease
from realtime.protocol import told
from realtime.protocol.writing import text
from tests.support.connected import Connected, connected
from tests.support.conversation import Room, one_to_one
from tests.support.loops import run

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def room(transactional_db: None) -> Room:
    return one_to_one()


async def live(page: Connected, room: Room) -> Any:
    """The page of this process that this is."""
    await page.hello(room.conversation.pk)
    return max(process.here().hub.pages, key=lambda one: one.heard_at)


def test_whoever_says_hello_without_end_is_closed(room: Room) -> None:
    talk = {"conversation": str(room.conversation.pk)}

    async def work() -> None:
        async with connected(room.user("Robin")) as (robin,):
            for _ in range(40):
                robin.say("hello", version=1, talks=[talk])
            assert await robin.closed() == 4029
            assert process.here().hub.pages == set()

    run(work())


def test_whoever_comes_back_has_asked_as_much_as_before(room: Room) -> None:
    talk = {"conversation": str(room.conversation.pk)}

    async def work() -> None:
        process.here().time = lambda: 9.0
        async with connected(room.user("Robin"), room.user("Robin")) as (first, second):
            for _ in range(28):
                first.say("hello", version=1, talks=[talk])
                await first.next("live")
            second.say("hello", version=1, talks=[talk])
            assert await second.closed() == 4029
            assert list(process.here().asks) == [room.user("Robin").pk]

    run(work())


def test_what_was_asked_for_comes_whole_and_then_it_must_be_taken_before_there_is_more(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "FAR_TOO_MUCH", 300)  # less than what a hello brings

    async def work() -> None:
        async with connected(room.user("Robin"), room.user("Robin")) as (robin, other):
            await robin.hello(room.conversation.pk)
            robin.say("seen", conversation=room.conversation.pk, heads={"open": 3})
            await robin.hello(room.conversation.pk)
            robin.say("hello", version=1, talks=[])
            assert await robin.closed() == 4029
            here = await live(other, room)
            here.push("x" * 300)
            assert here in process.here().hub.pages
            here.push("x")
            assert await other.closed() == 4029

    run(work())


def test_that_somebody_writes_is_told_on_now_and_then_and_costs_no_reader_their_place(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work() -> None:
        async with connected(room.user("Robin"), room.user("Cleo")) as (robin, cleo):
            await robin.hello(room.conversation.pk)
            here = await live(cleo, room)
            before = here.unseen
            for _ in range(50):
                robin.say("typing", conversation=room.conversation.pk)
            mid = robin.send(room.conversation.pk, "Written")
            await cleo.until_told("Written")
            assert [f["type"] for f in cleo.frames].count("writing") == 1
            assert here.unseen == before + len(text(told.Events(room.conversation.pk, "open", cleo.events())))
            assert str(mid) == cleo.events()[0]["mid"]
            monkeypatch.setattr(page, "TYPING", 0.0)
            here.unseen = page.MOST_UNSEEN + 1  # much to do: it is dropped
            robin.say("typing", conversation=room.conversation.pk)
            robin.send(room.conversation.pk, "More")
            await cleo.until_told("More")
            assert [f["type"] for f in cleo.frames].count("writing") == 1

    run(work())


def test_other_frames_without_end_are_no_way_in_either(room: Room) -> None:
    async def work() -> None:
        async with connected(room.user("Robin")) as (robin,):
            await robin.hello(room.conversation.pk)
            for _ in range(300):
                robin.say("seen", conversation=room.conversation.pk, heads={})
            assert await robin.closed() == 4029

    run(work())


def test_nobody_has_read_further_than_they_were_told_and_it_is_kept_once(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []

    async def work() -> None:
        async with connected(room.user("Robin"), room.user("Cleo")) as (robin, cleo):
            await robin.hello(room.conversation.pk)
            await cleo.hello(room.conversation.pk)
            rounds = process.here().rounds
            keep = rounds.has_read

            def has_read(participant: Any, seq: int) -> None:
                kept.append(seq)
                if len(kept) == 1:
                    raise OperationalError("gone")
                keep(participant, seq)

            monkeypatch.setattr(rounds, "has_read", has_read)
            cleo.say("read", conversation=room.conversation.pk, seq=2**53 - 1)
            refusal = await cleo.next("refused")
            assert (refusal["of"], refusal["code"]) == ("read", "later")
            for seq in (2**53 - 1, 3, 2):
                cleo.say("read", conversation=room.conversation.pk, seq=seq)
            assert (await robin.next("read-by"))["seq"] == 3
            cleo.say("moment", conversation=room.conversation.pk, on=False)
            await cleo.next("done")

    run(work())
    assert kept == [3, 3]
    assert Lease.objects.get(participant=room["Cleo"].pk).read_seq == 3


def test_of_too_many_pages_of_one_person_the_one_that_was_silent_for_longest_is_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hub, "MOST_EACH", 2)
    one, me = Hub(None), SimpleNamespace(pk=uuid4())  # type: ignore[arg-type]
    pages: list[Any] = [Page(me, at) for at in (3.0, 1.0, 2.0)]
    other: Any = Page(SimpleNamespace(pk=uuid4()), 0.0)
    assert [one.came(page) for page in (other, *pages)] == [None, None, None, pages[1]]
    one.went(pages[1])
    one.went(pages[1])
    assert one.came(Page(me, 4.0)) is pages[2]  # type: ignore[arg-type]


class Page:
    """Of somebody, and when it was last heard of."""

    def __init__(self, user: Any, at: float) -> None:
        self.user, self.heard_at = user, at


def test_the_one_page_too_many_is_told_to_come_back(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "MOST_EACH", 1)

    async def work() -> None:
        async with connected(room.user("Robin"), room.user("Robin")) as (robin, other):
            await other.hello(room.conversation.pk)
            assert await robin.closed() == 4029

    run(work())
