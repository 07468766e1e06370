import json
from typing import Any
from uuid import UUID, uuid4

import pytest

from mhst.access import sessions
from mhst.access.events import RolesChanged
from mhst.access.models import User
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import clock, events
from mhst.core.actors import SYSTEM
from realtime.actions import conversation as conversations
from realtime.actions import pause as pauses
from realtime.enums import Decision, Part, PostReason
from realtime.live import process, rounds
from tests.factories import member_of
from tests.support.connected import Connected, connected, signed_in
from tests.support.conversation import Room, group_room, one_to_one
from tests.support.loops import run

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def room(transactional_db: None) -> Room:
    return one_to_one()


def keys(room: Room, *names: str) -> list[User]:
    return [room.user(name) for name in names]


@pytest.mark.both_engines
def test_two_people_talk_and_both_screens_are_in_order(room: Room) -> None:
    id = room.conversation.pk

    async def talk() -> None:
        async with connected(*keys(room, "Robin", "Cleo")) as (robin, cleo):
            live = await robin.hello(id)
            await cleo.hello(id)
            assert live["heads"] == {"open": 3}
            mid = robin.send(id, "Is any\u200bbody there?")  # with a sign that nobody sees
            assert await robin.kept(mid) == "stored"
            await cleo.until_told("Is anybody there?")
            cleo.send(id, "I am here", epoch=1)
            for page in (robin, cleo):
                await page.until_told("I am here")
                assert [event["seq"] for event in page.events()] == [4, 5]
                assert page.words() == ["Is anybody there?", "I am here"]

    run(talk())


def test_a_page_that_opens_is_told_everything_anew(room: Room) -> None:
    room.say("Robin", "Before")

    async def talk() -> None:
        async with connected(*keys(room, "Robin")) as (robin,):
            live = await robin.hello(room.conversation.pk)
            reset = robin.frames[0]
            assert (reset["type"], reset["why"]) == ("reset", "new")
            assert [m["words"] for m in reset["state"]["messages"]["open"].values()] == ["Before"]
            assert reset["cursors"]["open"][0] == 4
            assert live["me"] == str(room["Robin"].pk)

    run(talk())


def test_whoever_made_the_page_vanish_is_back_when_they_open_it_again(room: Room) -> None:
    pauses.leave_page(by=room.user("Robin"))

    async def talk() -> None:
        async with connected(*keys(room, "Robin")) as (robin,):
            await robin.hello(room.conversation.pk)

    run(talk())
    room["Robin"].refresh_from_db()
    assert room["Robin"].pause == ""


def test_a_page_that_comes_back_is_told_what_it_missed(room: Room) -> None:
    id = room.conversation.pk

    async def talk() -> None:
        async with connected(*keys(room, "Robin", "Cleo")) as (robin, cleo):
            await robin.hello(id)
            cursor = robin.frames[0]["cursors"]
            await robin.hang_up()
            await cleo.hello(id)
            for n in range(120):
                await process.here().database.run(room.say, "Cleo", f"While you were away {n}")
            again = Connected(robin.key)
            again.open()
            await again.event()
            await again.hello(id, **cursor)
            assert [f["type"] for f in again.frames] == ["events", "events", "live"]
            assert again.words() == [f"While you were away {n}" for n in range(120)]
            await again.hang_up()

    run(talk())


@pytest.mark.parametrize(
    ("cursor", "why"),
    [([3, "00000000"], "unknown"), ([99, "00000000"], "unknown"), ([0, "00000000"], ""), (None, "unknown")],
)
def test_a_cursor_that_is_not_of_this_stream_is_answered_with_a_reset(room: Room, cursor: Any, why: str) -> None:
    """Never with an empty success. `None` stands for a stream that this person does not read."""

    async def talk() -> None:
        async with connected(*keys(room, "Robin")) as (robin,):
            await robin.hello(room.conversation.pk, **({"open": cursor} if cursor else {"staff": [1, "00000000"]}))
            found = [f.get("why", "") for f in robin.frames if f["type"] in {"reset", "events"}]
            assert found == [why]

    run(talk())


def test_a_page_too_far_behind_begins_anew(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("realtime.queries.seat.TOO_FAR", 2)

    async def talk() -> None:
        async with connected(*keys(room, "Robin", "Cleo")) as (robin, cleo):
            await robin.hello(room.conversation.pk, open=[0, "00000000"])
            await cleo.hello(room.conversation.pk, staff=[0, "00000000"])  # and so is one without a cursor
            whys = [f["why"] for page in (robin, cleo) for f in page.frames if f["type"] == "reset"]
            assert whys == ["behind", "behind"]

    run(talk())


def test_an_id_sent_again_on_another_connection_gets_the_same_answer(room: Room) -> None:
    id, mid, key = room.conversation.pk, uuid4(), signed_in(room.user("Robin"))

    async def talk() -> None:
        async with connected(key, key) as pages:
            for page in pages:
                await page.hello(id)
            for page in pages:
                page.send(id, "Hello", mid=mid)
            assert [await page.kept(mid) for page in pages] == ["stored", "stored"]
            pages[0].send(id, "Hello", mid=mid)
            ack = await pages[0].next("ack")
            assert ack == {"type": "ack", "conversation": str(id), "mid": str(mid), "state": "stored"}
            pages[0].send(id, "Other words", mid=mid)
            assert (await pages[0].next("refused"))["code"] == "other-words"
            for page in pages:
                await page.until_told("Hello")
                assert page.words() == ["Hello"]

    run(talk())


@pytest.mark.parametrize(
    ("event", "code"),
    [
        ({"bytes": b"\x00"}, "binary"),
        ({"text": "{"}, "not-json"),
        ({"text": "[" * 500}, "deep"),
        ({"text": " " * 65_537}, "too-big"),
        ({"text": '{"type": "erase"}'}, "unknown"),
        ({"text": json.dumps({"type": "typing", "conversation": str(UUID(int=1))})}, "not-found"),
    ],
)
def test_what_is_no_frame_is_refused_and_the_connection_goes_on(room: Room, event: Any, code: str) -> None:
    async def talk() -> None:
        async with connected(*keys(room, "Robin")) as (robin,):
            robin.raw(**event)
            refusal = await robin.next("refused")
            assert (refusal["code"], bool(refusal["message"])) == (code, True)
            await robin.hello(room.conversation.pk)

    run(talk())


def test_words_that_cannot_be_read_are_refused_as_the_message_they_are(room: Room) -> None:
    async def talk() -> None:
        async with connected(*keys(room, "Robin")) as (robin,):
            await robin.hello(room.conversation.pk)
            mid = robin.send(room.conversation.pk, "\ud800")  # half a letter
            refusal = await robin.next("refused")
            assert (refusal["of"], refusal["code"], refusal["mid"]) == ("send", "wrong", str(mid))

    run(talk())


def test_a_page_that_sends_nothing_but_rubbish_is_closed(room: Room) -> None:
    async def talk() -> None:
        async with connected(*keys(room, "Robin")) as (robin,):
            for _ in range(21):
                robin.raw(text="rubbish")
            assert await robin.closed() == 4008

    run(talk())


def test_a_flood_is_slowed_down_and_loses_nothing_that_was_taken(room: Room) -> None:
    id = room.conversation.pk

    async def talk() -> None:
        async with connected(*keys(room, "Robin")) as (robin,):
            await robin.hello(id)
            mids = [robin.send(id, f"Flood {n}") for n in range(45)]
            refused = [await robin.next("refused") for _ in range(24)]
            assert {frame["code"] for frame in refused} == {"slow-down"}
            assert [await robin.kept(mid) for mid in mids[:20]] == ["stored"] * 20
            assert robin.words() == [f"Flood {n}" for n in range(20)]

    run(talk())


def test_a_flood_is_one_on_however_many_pages_and_what_is_kept_has_its_answer(room: Room) -> None:
    id, key = room.conversation.pk, signed_in(room.user("Robin"))

    async def talk() -> None:
        async with connected(key, key) as (first, second):
            for page in (first, second):
                await page.hello(id)
            mids = [first.send(id, f"Flood {n}") for n in range(20)]
            await first.until_told("Flood 19")
            second.send(id, "And more")
            assert (await second.next("refused"))["code"] == "slow-down"
            second.send(id, "Flood 3", mid=mids[3])
            assert (await second.next("ack"))["state"] == "stored"

    run(talk())


def test_only_a_page_of_ours_under_a_session_is_let_in(room: Room) -> None:
    async def talk() -> None:
        for wrong in ({"origin": "https://elsewhere.example"}, {"host": "evil.example", "origin": "http://evil.example"},
                      {"origin": ""}):  # fmt: skip
            page = Connected(key, **wrong)
            page.open()
            assert (await page.event()) == {"type": "websocket.close", "code": 4403}
            await page.hang_up()
        for nobody in (None, "unknown"):
            async with connected(nobody) as (page,):
                assert (await page.next("refused"))["code"] == "signed-out"
                assert await page.closed() == 4001

    key = signed_in(room.user("Robin"))
    run(talk())


def test_somebody_elses_conversation_is_not_there(room: Room) -> None:
    other = one_to_one()

    async def talk() -> None:
        async with connected(*keys(room, "Robin")) as (robin,):
            robin.say("hello", version=1, talks=[{"conversation": other.conversation.pk}, {"conversation": uuid4()}])
            assert [(await robin.next("refused"))["code"] for _ in range(2)] == ["not-found", "not-found"]
            robin.send(other.conversation.pk, "Forged")
            assert (await robin.next("refused"))["code"] == "not-found"

    run(talk())
    assert other.conversation.messages.count() == 0


def test_staff_who_open_a_conversation_are_seen_to(room: Room) -> None:
    async def talk() -> None:
        async with connected(*keys(room, "Robin", "Cleo")) as pages:
            for page in pages:
                await page.hello(room.conversation.pk)

    run(talk())
    (row,) = AuditEvent.objects.filter(verb="conversation.open")
    assert (row.actor_id, row.kind, row.row_id) == (
        room.user("Cleo").audit_id, "viewed", str(room.conversation.pk)
    )  # fmt: skip


def test_and_so_are_those_who_say_that_they_have_some_of_it(room: Room) -> None:
    """Whoever is told everything has opened it, whatever their page says; whoever goes on from there has not."""
    id = room.conversation.pk
    room.say("Robin", "Before")
    whole: list[dict[str, Any]] = [{"open": [0, "00000000"]}, {"open": [3, "00000000"]}, {"staff": [0, "00000000"]}]

    async def talk() -> None:
        async with connected(*keys(room, "Cleo", "Robin")) as (cleo, robin):
            for cursors in whole:
                await cleo.hello(id, **cursors)
            last = cleo.events()[-1]
            await process.here().database.run(room.say, "Robin", "After")
            await cleo.hello(id, open=[last["seq"], last["mark"]], staff=[0, "00000000"])
            await robin.hello(id, open=[0, "00000000"])
            await cleo.until_told("After")
            assert "Before" in cleo.words()

    run(talk())
    assert AuditEvent.objects.filter(verb="conversation.open").count() == len(whole)


def end_role(user: User) -> None:
    with recording.acting(by=SYSTEM, verb="test"):
        membership = user.memberships.get()
        membership.ended_at = clock.now()
        membership.save()
        events.publish(RolesChanged(user.pk))


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("name", "end", "code"),
    [
        ("Cleo", lambda room: conversations.leave(conversation=room.conversation.pk, by=room.user("Cleo")), 4003),
        ("Cleo", lambda room: end_role(room.user("Cleo")), 4003),
        ("Robin", lambda room: sessions.SessionStore.get_model_class().objects.all().delete(), 4001),
        ("Robin", lambda room: User.objects.filter(pk=room.user("Robin").pk).update(is_active=False), 4001),
    ],
    ids=["left", "role ended", "signed out", "account closed"],
)
def test_whoever_may_not_be_here_any_more_is_closed_in_time(
    room: Room, monkeypatch: pytest.MonkeyPatch, name: str, end: Any, code: int
) -> None:
    """Within a round of three seconds, also where nothing tells of it; the rounds are quicker here."""
    monkeypatch.setattr(rounds, "WATCH", 0.1)

    async def talk() -> None:
        async with connected(*keys(room, name)) as (page,):
            await page.hello(room.conversation.pk)
            await process.here().database.run(end, room)
            assert await page.closed() == code

    run(talk())


def test_a_hand_over_closes_the_old_page_and_the_new_one_writes(room: Room) -> None:
    room.join("Cara", member_of(room.team, "counsellor"), Part.WORKER)
    id = room.conversation.pk

    def hand_over() -> None:
        conversations.assign(conversation=room.conversation, to=room["Cara"], epoch=1, by=room.user("Cleo"))

    async def talk() -> None:
        async with connected(*keys(room, "Robin", "Cleo", "Cara")) as (robin, cleo, cara):
            for page in (robin, cleo, cara):
                await page.hello(id)
            cara.send(id, "Too early", epoch=1)
            assert (await cara.next("refused"))["code"] == "stale"
            await process.here().database.run(hand_over)
            assert await cleo.closed() == 4003
            cara.send(id, "I am Cara", epoch=2)
            await robin.until_told("I am Cara")
            assert [e["kind"] for e in robin.events()] == ["assigned", "left", "message"]

    run(talk())


def test_a_held_post_and_its_writer_show_on_no_other_young_persons_screen(transactional_db: None) -> None:
    room = group_room()
    id = room.conversation.pk

    async def talk() -> None:
        async with connected(*keys(room, "Robin", "Sam", "Mo")) as (robin, sam, mo):
            for page in (robin, sam, mo):
                await page.hello(id)
            before = len([f for f in sam.frames if f["type"] != "presence"])
            robin.say("typing", conversation=id)
            mid = robin.send(id, "Held")
            assert await robin.kept(mid) == "held"
            await mo.next("events")
            assert "writing" in {f["type"] for f in mo.frames}
            assert mo.events("staff")[0]["words"] == "Held"
            mo.say("decide", conversation=id, author=room["Robin"].pk, mid=mid, decision=Decision.RELEASE)
            await mo.next("done")
            await sam.until_told("Held")
            told = [f for f in sam.frames if f["type"] != "presence"][before:]
            assert [(f["type"], f["stream"], len(f["events"])) for f in told] == [("events", "open", 1)]
            sam.say("decide", conversation=id, author=room["Robin"].pk, mid=mid, decision=Decision.RELEASE)
            assert (await sam.next("refused"))["code"] == "not-moderator"
            mid = robin.send(id, "Something sharp")
            assert await robin.kept(mid) == "held"
            kindly = {"conversation": id, "author": room["Robin"].pk, "mid": mid, "words": "Thank you for telling us."}
            mo.say("decide", **kindly, decision=Decision.NOT_PUBLISH)
            assert (await mo.next("refused"))["code"] == "no-reason"
            mo.say("decide", **kindly, decision=Decision.NOT_PUBLISH, reason=PostReason.values[0])
            await mo.next("done")

    run(talk())


def test_commands_are_answered(room: Room) -> None:
    id = room.conversation.pk

    async def talk() -> None:
        async with connected(*keys(room, "Robin", "Cleo")) as (robin, cleo):
            for page in (robin, cleo):
                await page.hello(id)
            mid = robin.send(id, "I take this back")
            await cleo.until_told("I take this back")
            robin.say("withdraw", conversation=id, mid=mid)
            assert await robin.next("done") == {
                "type": "done", "of": "withdraw", "conversation": str(id), "mid": str(mid)
            }  # fmt: skip
            robin.say("withdraw", conversation=id, mid=uuid4())
            assert (await robin.next("refused"))["code"] == "no-message"
            cleo.say("read", conversation=id, seq=4)
            assert (await robin.next("read-by"))["seq"] == 4
            robin.say("read", conversation=id, seq=4)  # young people's is off
            robin.say("typing", conversation=id)
            assert (await cleo.next("writing"))["participant"] == str(room["Robin"].pk)
            assert "read-by" not in {f["type"] for f in cleo.frames}
            robin.say("seen", conversation=id, heads={"open": 5})
            robin.say("moment", conversation=id, on=True)
            assert (await robin.next("done"))["of"] == "moment"
            cleo.say("leave", conversation=id)  # who helps in what is no chat may
            assert await cleo.closed() == 4003
            robin.say("leave", conversation=id)  # and whom it is for stops it
            assert (await robin.next("done"))["of"] == "leave"
            while robin.events()[-1]["kind"] != "ended":
                await robin.next("events")

    run(talk())
    room["Cleo"].lease.refresh_from_db()
    assert room["Cleo"].lease.read_seq == 4
