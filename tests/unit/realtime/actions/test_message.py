import datetime as dt
import random
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.sessions.models import Session

from mhst.access import sessions
from mhst.access.session_store import SessionStore
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.crypto.keys import NONCE_BYTES, VERSION_BYTES
from mhst.core.errors import Refused
from realtime.actions import conversation as conversations
from realtime.actions import message as messages
from realtime.enums import Audience, Decision, Part
from realtime.models import Event, Message
from realtime.queries import log
from tests.factories import member_of
from tests.support.conversation import Room, group_room, one_to_one

pytestmark = [pytest.mark.django_db]

MID = UUID("0190f3c8-0000-7000-8000-00000000000a")


@pytest.fixture
def room(db: None) -> Room:
    return one_to_one()


@pytest.fixture
def group(db: None) -> Room:
    return group_room()


def told(room: Room, audience: Audience, to: str = "") -> list[dict[str, Any]]:
    """Everything in one stream, without numbers and times."""
    streams = room.conversation.streams.filter(audience=audience)
    stream = streams.get(participant=room[to] if to else None)
    events = log.after({stream.pk: 0}).get(stream.pk, [])
    assert [event["seq"] for event in events] == list(range(1, stream.head + 1))
    return [{k: v for k, v in event.items() if k not in {"seq", "mark", "at", "written_at"}} for event in events]


def words(room: Room, audience: Audience = Audience.OPEN) -> list[str | None]:
    return [event["words"] for event in told(room, audience) if event["kind"] == "message"]


def code(do: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as refusal:
        do(*args, **kwargs)
    return refusal.value.code


def test_words_are_kept_sealed_and_told_in_order(room: Room) -> None:
    assert room.say("Robin", "I feel <3 and \U0001f600").state == "stored"
    assert room.say("Cleo", "I am listening").state == "stored"
    assert words(room) == ["I feel <3 and \U0001f600", "I am listening"]
    assert all(b"listening" not in bytes(body) for body in Message.objects.values_list("body", flat=True))


@pytest.mark.both_engines
def test_the_same_id_with_the_same_words_is_one_message_and_one_answer(room: Room) -> None:
    answers = [room.say("Robin", "Hello", mid=MID) for _ in range(2)]
    together = messages.send(messages=[room.out("Robin", "Twice", mid=uuid4())] * 3, by=SYSTEM)
    assert [answer.state for answer in (*answers, *together)] == ["stored"] * 5
    assert words(room) == ["Hello", "Twice"]


def test_the_same_id_with_other_words_or_for_others_is_refused(room: Room) -> None:
    room.say("Cleo", "Hello", mid=MID)
    assert room.say("Cleo", "Other words", mid=MID).code == "other-words"
    assert room.whisper("Cleo", "Hello", mid=MID).code == "other-words"
    assert room.say("Robin", "Hello", mid=MID).state == "stored"  # ids are their authors' own
    assert words(room) == ["Hello", "Hello"]


@pytest.mark.both_engines
def test_messages_that_arrive_together_cost_the_same_few_questions(
    room: Room, django_assert_max_num_queries: Any
) -> None:
    many = [room.out("Robin" if n % 2 else "Cleo", f"Word {n}") for n in range(40)]
    with django_assert_max_num_queries(10):
        answers = messages.send(messages=many, by=SYSTEM)
    assert {answer.state for answer in answers} == {"stored"}
    assert words(room) == [f"Word {n}" for n in range(40)]


def test_no_two_that_arrive_together_are_sealed_with_the_same_nonce(room: Room) -> None:
    """The system is asked for all of them at once, and each is used once: twice would give away both texts."""
    messages.send(messages=[room.out("Robin", "The same words") for _ in range(40)], by=SYSTEM)
    nonces = [bytes(body)[VERSION_BYTES:][:NONCE_BYTES] for body in Message.objects.values_list("body", flat=True)]
    assert len({nonce for nonce in nonces if len(nonce) == NONCE_BYTES}) == 40


def test_marks_tell_nothing_of_those_of_other_streams(room: Room) -> None:
    """Numbers of a generator would: from enough of one's own one knows how many others came between them."""
    marks = []
    for _ in range(2):
        random.seed(7)
        room.say("Robin", "Hello")
        marks.append(Event.objects.order_by("pk").values_list("mark", flat=True).last())
    assert marks[0] != marks[1]


def test_one_that_is_refused_does_not_touch_the_others(room: Room) -> None:
    three = [room.out("Robin", "First"), room.out("Robin", " \n"), room.out("Cleo", "Third")]
    assert [a.state or a.code for a in messages.send(messages=three, by=SYSTEM)] == ["stored", "empty", "stored"]
    assert words(room) == ["First", "Third"]


@pytest.mark.parametrize(
    ("name", "more", "expected"),
    [
        ("Robin", {"words": "x" * 4001}, "too-long"),
        ("Robin", {"audience": Audience.STAFF}, "not-staff"),
        ("Robin", {"audience": Audience.MINE}, "wrong"),
        ("Cleo", {"epoch": 0}, "stale"),
        ("Cleo", {"epoch": 2}, "stale"),
        ("Cleo", {"epoch": None}, "stale"),
        ("Robin", {"participant_id": uuid4()}, "not-found"),
        ("Robin", {"conversation_id": uuid4()}, "not-found"),
        ("Robin", {"session_key": "gone"}, "signed-out"),
    ],
)
def test_what_may_not_be_said_is_refused_with_its_code(room: Room, name: str, more: Any, expected: str) -> None:
    given = {"words": "Hello", **more}
    assert room.say(name, given.pop("words"), **given).code == expected
    assert words(room) == []


def test_nobody_writes_as_somebody_else(room: Room) -> None:
    assert room.say("Robin", user=room.user("Cleo")).code == "not-found"


def test_staff_speak_among_themselves(room: Room) -> None:
    assert room.whisper("Cleo", "Please look in").state == "stored"
    assert words(room, Audience.STAFF) == ["Please look in"]
    assert words(room) == []


def test_who_looks_in_writes_to_colleagues_only(room: Room) -> None:
    room.join("Sue", member_of(room.team, "team_manager"), Part.OBSERVER)
    assert room.whisper("Sue").state == "stored"
    assert room.say("Sue").code == "not-yours"


def test_a_session_that_is_over_says_nothing_more(room: Room) -> None:
    session = SessionStore()
    session.create()
    assert sessions.alive({session.session_key, "gone"}) == {session.session_key}
    assert room.say("Robin", session_key=session.session_key).state == "stored"
    Session.objects.update(expire_date=clock.now())
    assert room.say("Robin", session_key=session.session_key).code == "signed-out"


def test_the_first_answer_stands_when_the_conversation_has_ended_since(room: Room) -> None:
    room.say("Robin", "Thank you", mid=MID)
    conversations.end(conversation=room.conversation, by=room.user("Cleo"))
    assert room.say("Robin", "Thank you", mid=MID).state == "stored"
    assert room.say("Robin", "One more").code == "ended"
    room_manager = member_of(room.team, "team_manager")
    conversations.erase(conversation=room.conversation, by=room_manager)
    assert room.say("Robin", "Thank you", mid=MID).code == "erased"


def test_a_held_post_leaves_no_trace_for_others_until_it_is_released(group: Room) -> None:
    before = told(group, Audience.OPEN)
    answer = group.say("Robin", "Does anybody else feel this?", mid=MID)
    post = {"author": str(group["Robin"].pk), "mid": str(MID)}
    assert answer.state == "held"
    assert told(group, Audience.OPEN) == before
    assert told(group, Audience.MINE, "Sam") == []
    asked = "Does anybody else feel this?"
    assert told(group, Audience.MINE, "Robin") == [{"kind": "checking", **post, "words": asked}]
    assert told(group, Audience.STAFF) == [{"kind": "held", **post, "words": asked}]

    group.decide("Mo", "Robin", MID, Decision.RELEASE)

    assert told(group, Audience.OPEN)[len(before) :] == [{"kind": "message", **post, "words": asked}]
    assert told(group, Audience.MINE, "Robin")[1:] == [{"kind": "released", **post, "changed": False}]
    decided = {"kind": "decided", **post, "participant": str(group["Mo"].pk), "decision": "release"}
    assert told(group, Audience.STAFF)[1:] == [decided]
    assert group.say("Robin", "Does anybody else feel this?", mid=MID).state == "held"  # the same answer


def test_a_moderator_speaks_without_being_held(group: Room) -> None:
    assert group.say("Mo", "Welcome").state == "stored"
    assert words(group) == ["Welcome"]


def test_a_changed_post_is_shown_changed_and_its_author_told(group: Room) -> None:
    group.say("Robin", "My number is 07700 900000", mid=MID)
    group.decide("Mo", "Robin", MID, Decision.RELEASE, "My number\u202e is\u200b (left out)")
    assert words(group) == ["My number is (left out)"]
    assert told(group, Audience.MINE, "Robin")[-1]["changed"] is True


def test_a_post_that_is_not_published_comes_back_with_a_kind_word(group: Room) -> None:
    group.say("Robin", "Something sharp", mid=MID)
    for reason in ("", "because"):
        assert code(group.decide, "Mo", "Robin", MID, Decision.NOT_PUBLISH, "Thank you.", reason) == "no-reason"
    for nothing in ("", " ", "\u200b", "\u200b \u2800"):
        assert code(group.decide, "Mo", "Robin", MID, Decision.NOT_PUBLISH, nothing) == "no-word"
    group.decide("Mo", "Robin", MID, Decision.NOT_PUBLISH, "Thank you for telling us.")
    assert words(group) == []
    assert told(group, Audience.MINE, "Robin")[-1]["words"] == "Thank you for telling us."
    assert code(messages.withdraw, conversation=group.conversation.pk, mid=MID, by=group.user("Robin")) == "decided"


def test_a_second_opinion_is_somebody_elses(group: Room) -> None:
    group.say("Robin", "A difficult one", mid=MID)
    group.decide("Mo", "Robin", MID, Decision.SECOND)
    assert code(group.decide, "Mo", "Robin", MID, Decision.RELEASE) == "own-second"
    assert code(group.decide, "Max", "Robin", MID, Decision.SECOND) == "own-second"
    group.decide("Max", "Robin", MID, Decision.RELEASE)
    assert code(group.decide, "Mo", "Robin", MID, Decision.RELEASE) == "decided"
    assert words(group) == ["A difficult one"]


def test_only_moderators_decide_and_only_about_what_is_there(group: Room) -> None:
    group.say("Robin", mid=MID)
    assert code(group.decide, "Sam", "Robin", MID, Decision.RELEASE) == "not-moderator"
    assert code(group.decide, "Mo", "Sam", MID, Decision.RELEASE) == "no-message"
    assert code(group.decide, "Mo", "Robin", MID, Decision.RELEASE, "x" * 4001) == "too-long"
    conversations.end(conversation=group.conversation, by=SYSTEM)
    assert code(group.decide, "Mo", "Robin", MID, Decision.RELEASE) == "ended"


def test_ones_own_words_are_taken_back_within_a_minute(room: Room, time_machine: Any) -> None:
    time_machine.move_to("2026-11-09 19:00:00+00:00", tick=False)
    room.say("Robin", "I did not mean that", mid=MID)
    take_back = {"conversation": room.conversation.pk, "mid": MID, "by": room.user("Robin")}
    assert code(messages.withdraw, **take_back | {"by": room.user("Cleo")}) == "no-message"
    time_machine.shift(dt.timedelta(seconds=60))
    messages.withdraw(**take_back)
    events = Event.objects.count()
    messages.withdraw(**take_back)
    assert Event.objects.count() == events
    assert words(room) == [None]
    assert told(room, Audience.OPEN)[-1]["kind"] == "withdrawn"


def test_after_a_minute_they_stay(room: Room, time_machine: Any) -> None:
    time_machine.move_to("2026-11-09 19:00:00+00:00", tick=False)
    room.say("Robin", "I did mean that", mid=MID)
    time_machine.shift(dt.timedelta(seconds=61))
    take_back = {"conversation": room.conversation.pk, "mid": MID, "by": room.user("Robin")}
    assert code(messages.withdraw, **take_back) == "too-late"


def test_a_held_post_taken_back_was_never_there_for_others(group: Room) -> None:
    before = told(group, Audience.OPEN)
    group.say("Robin", "Never mind", mid=MID)
    messages.withdraw(conversation=group.conversation.pk, mid=MID, by=group.user("Robin"))
    assert told(group, Audience.OPEN) == before
    assert [(e["kind"], e.get("words")) for e in told(group, Audience.STAFF)] == [("held", None), ("withdrawn", None)]
    assert code(group.decide, "Mo", "Robin", MID, Decision.RELEASE) == "decided"


def test_the_audit_holds_decisions_and_no_words(group: Room) -> None:
    count = AuditEvent.objects.count()
    group.say("Robin", "Planted canary", mid=MID)
    assert AuditEvent.objects.count() == count  # the streams are the record of who wrote what
    group.decide("Mo", "Robin", MID, Decision.RELEASE, "Planted robin")
    row = AuditEvent.objects.last()
    assert row is not None
    assert (row.verb, row.actor_id, row.detail) == (
        "message.decide", group.user("Mo").audit_id, {"decision": "release", "changed": True}
    )  # fmt: skip
    assert "Planted" not in str(list(AuditEvent.objects.values()))


def test_what_its_own_process_is_told_at_the_commit_is_what_the_database_tells(
    group: Room, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    told: dict[int, list[dict[str, Any]]] = {}

    def ring(heads: dict[int, int], new: dict[int, list[dict[str, Any]]]) -> None:
        for stream, events in new.items():
            told.setdefault(stream, []).extend(events)

    monkeypatch.setattr("realtime.live.process.ring", ring)
    with django_capture_on_commit_callbacks(execute=True):
        group.say("Robin", "Please look at this first")
        group.say("Mo", "Welcome")
        group.whisper("Mo")
    assert sorted(event["kind"] for events in told.values() for event in events) == [
        "checking", "held", "message", "message",
    ]  # fmt: skip
    assert told == log.after({stream: events[0]["seq"] - 1 for stream, events in told.items()})


def test_nothing_is_taken_back_after_the_end(room: Room) -> None:
    room.say("Robin", "Hello", mid=MID)
    conversations.end(conversation=room.conversation, by=SYSTEM)
    given = {"conversation": room.conversation.pk, "mid": MID, "by": room.user("Robin")}
    assert (code(messages.withdraw, **given), words(room)) == ("ended", ["Hello"])
