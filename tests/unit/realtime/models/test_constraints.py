"""What the database itself refuses, on both engines, whoever writes."""

import pytest
from django.db import IntegrityError, InternalError, transaction

from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.crypto import CannotOpen, envelope
from realtime.enums import ConversationState
from realtime.models import Conversation, Event, Flag, Message, Stream
from realtime.models.conversation import place_of_key
from realtime.models.message import opened
from tests.factories.conversation import ConversationFactory, FlagFactory, MessageFactory, ParticipantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def stream() -> Stream:
    return ConversationFactory().streams.first()


def happen(stream: Stream, *numbers: int) -> None:
    Event.objects.bulk_create([Event(stream=stream, seq=n, mark="a1b2c3d4", kind="ended") for n in numbers])


def test_a_stream_is_numbered_from_one_without_gaps(stream: Stream) -> None:
    happen(stream, 1, 2, 3)
    happen(stream, 4)
    assert list(stream.events.values_list("seq", flat=True)) == [1, 2, 3, 4]


@pytest.mark.parametrize("numbers", [(3,), (2, 4), (0,)])
def test_a_gap_is_refused(stream: Stream, numbers: tuple[int, ...]) -> None:
    happen(stream, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        happen(stream, *numbers)
    assert stream.events.count() == 1


def test_a_number_is_given_once(stream: Stream) -> None:
    happen(stream, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        happen(stream, 1)


def test_another_streams_events_fill_no_gap(stream: Stream) -> None:
    happen(ConversationFactory().streams.first(), 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        happen(stream, 2)


@pytest.mark.parametrize("change", [lambda rows: rows.update(kind="left"), lambda rows: rows.delete()])
def test_what_happened_stays_as_it_was(stream: Stream, change: object) -> None:
    happen(stream, 1)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        change(Event.objects.all())  # type: ignore[operator]
    assert stream.events.get().kind == "ended"


def test_an_id_is_used_once_for_ever_by_its_author_in_a_conversation() -> None:
    first = MessageFactory()
    MessageFactory(author=ParticipantFactory(conversation=first.conversation), mid=first.mid)
    with pytest.raises(IntegrityError):
        MessageFactory(author=first.author, mid=first.mid, words="Other words")
    assert Message.objects.count() == 2


def test_somebody_is_in_a_conversation_once() -> None:
    first = ParticipantFactory()
    with pytest.raises(IntegrityError):
        ParticipantFactory(conversation=first.conversation, user=first.user)


def test_streams_are_of_all_or_of_one_person(stream: Stream) -> None:
    person = ParticipantFactory(conversation=stream.conversation)
    Stream.objects.create(conversation=stream.conversation, audience="mine", participant=person)
    for wrong in ({"audience": "mine"}, {"audience": "open", "participant": person}, {"audience": "open"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Stream.objects.create(conversation=stream.conversation, **wrong)


def change(conversation: Conversation, **values: object) -> None:
    with recording.acting(by=SYSTEM, verb="test"):
        Conversation.objects.filter(pk=conversation.pk).update(**values)


@pytest.mark.django_db(transaction=True)
def test_a_conversation_has_its_key_until_it_is_erased() -> None:
    conversation, now = ConversationFactory(), clock.now()
    for wrong in ({"key": None}, {"state": ConversationState.ERASED, "ended_at": now}, {"ended_at": now}):
        with pytest.raises(IntegrityError):
            change(conversation, **wrong)
    change(conversation, state=ConversationState.ERASED, ended_at=now, key=None)
    assert Conversation.objects.get().key is None


def test_words_open_in_their_own_row_and_with_their_own_key_only() -> None:
    message, other = MessageFactory(words="I am here"), MessageFactory()
    key = Conversation.objects.get(pk=message.conversation_id).opened_key
    body = bytes(Message.objects.get(pk=message.pk).body)
    assert b"I am here" not in body
    assert opened(key, message.pk, "body", body) == "I am here"
    for id, column, with_key in (
        (other.pk, "body", key), (message.pk, "changed", key), (message.pk, "body", other.conversation.opened_key),
    ):  # fmt: skip
        with pytest.raises(CannotOpen):
            opened(with_key, id, column, body)


def test_a_key_copied_to_another_conversation_does_not_open() -> None:
    first, second = ConversationFactory(), ConversationFactory()
    with pytest.raises(CannotOpen):
        envelope.opened(first.key, about=place_of_key(second.pk))


@pytest.mark.parametrize(
    "values",
    [
        {"outcome": "seen"}, {"answered_at": clock.now()}, {"kind": "not_checked"}, {"marks": None},
        {"kind": "not_checked", "marks": None, "outcome": "seen", "answered_at": clock.now()},
    ],
)  # fmt: skip
def test_a_flag_is_answered_by_somebody_and_has_marks_unless_nothing_was_checked(values: dict[str, object]) -> None:
    flag = FlagFactory()
    with pytest.raises(IntegrityError), recording.acting(by=SYSTEM, verb="test"):
        Flag.objects.filter(pk=flag.pk).update(**values)


def test_a_message_has_one_flag() -> None:
    flag = FlagFactory()
    with pytest.raises(IntegrityError):
        FlagFactory(message=flag.message)
