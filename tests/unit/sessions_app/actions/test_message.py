"""From the outbox to its end, with a real service on the other side of a real connection."""

import datetime as dt
import json
from collections.abc import Iterator

import pytest
import time_machine
from django_tasks_db.models import DBTaskResult

from mhst.core import clock, sweeps
from mhst.core.actors import SYSTEM
from sessions_app import delivery
from sessions_app.actions import message as actions
from sessions_app.enums import Channel, MessageState, MessageWords, Problem
from sessions_app.models import Message
from sessions_app.models.message import PATIENCE
from sessions_app.queries.message import due
from sessions_app.tasks import send_message, send_what_is_due
from tests.factories.message import ContactPreferenceFactory, MessageFactory
from tests.support.notify import StandIn, stand_in

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 9, 14, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def time() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def provider(time: time_machine.Traveller) -> Iterator[StandIn]:
    with stand_in() as server:
        yield server


def written(key: str = "somewhen", **changes: object) -> Message:
    given = {"channel": Channel.TEXT, "address": "+447700900982", "words": MessageWords.APPOINTMENT}
    return actions.write(key=key, by=SYSTEM, details={"when": "Tuesday 4 May at 10:00"}, **{**given, **changes})


def ended(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.state, message.problem


def test_asking_twice_writes_once(time, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        first = written()
        again = written(address="+447700900111")
    assert (again.pk, again.address) == (first.pk, "+447700900982")
    assert DBTaskResult.objects.count() == 1


def test_what_is_for_later_rings_no_bell(time, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        later = written(not_before=clock.now() + MINUTE)
    assert DBTaskResult.objects.count() == 0
    assert due() == []
    time.shift(MINUTE)
    assert due() == [later.pk]


@pytest.mark.parametrize("details", [{}, {"when": "today", "name": "Robin"}])
def test_nothing_gets_into_a_message_but_what_its_words_need(details: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="needs"):
        actions.write(
            key="k", channel=Channel.TEXT, address="+447700900982", words=MessageWords.APPOINTMENT, details=details,
            by=SYSTEM,
        )  # fmt: skip


def test_a_message_goes_once_and_then_its_address_is_forgotten(provider: StandIn) -> None:
    message = written()
    for _ in range(3):
        send_message.func(str(message.pk))
    [taken] = provider.taken
    assert taken["personalisation"] == {"body": "You have an appointment on Tuesday 4 May at 10:00."}
    assert taken["reference"] == str(message.pk)
    assert ended(message) == (MessageState.SENT, "")
    assert (message.sent_at, message.provider_id, message.attempts) == (NOON, taken["id"], 1)
    assert (message.address, message.details, message.may_have_gone) == (None, None, False)


def test_addresses_are_sealed_while_they_wait() -> None:
    assert str(Message.objects.filter(pk=written().pk).values("address", "details").get()) == (
        "{'address': <sealed>, 'details': <sealed>}"
    )


def test_what_fails_is_tried_again_after_growing_pauses_and_then_left_to_a_person(provider: StandIn, time) -> None:
    message = written()
    provider.says = [429] * 6
    pauses = []
    for _ in range(6):
        send_what_is_due()
        message.refresh_from_db()
        pauses.append((message.not_before - clock.now()) // MINUTE)
        time.move_to(max(message.not_before, clock.now()))
    assert pauses == [1, 5, 15, 60, 240, 0]
    assert ended(message) == (MessageState.FAILED, Problem.BUSY)
    assert message.address == "+447700900982"
    send_what_is_due()
    assert len(provider.asked) == 6


def test_it_is_not_tried_before_its_pause_is_over(provider: StandIn, time) -> None:
    message = written()
    provider.says = [429]
    send_what_is_due()
    send_what_is_due()
    assert ended(message) == (MessageState.WAITING, Problem.BUSY)
    time.shift(MINUTE)
    send_what_is_due()
    assert ended(message) == (MessageState.SENT, "")
    assert provider.asked == ["POST sms", "POST sms"]


def test_a_refused_address_is_not_tried_again(provider: StandIn) -> None:
    message = written()
    provider.says = [400]
    send_what_is_due()
    assert ended(message) == (MessageState.FAILED, Problem.REFUSED)
    assert due() == []


def test_after_an_answer_that_never_came_it_is_asked_for_and_not_sent_again(
    provider: StandIn, time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery.notify, "SECONDS", 0.2)
    message = written()
    provider.holds = True
    send_what_is_due()
    assert ended(message) == (MessageState.WAITING, Problem.UNREACHABLE)
    time.shift(MINUTE)
    send_what_is_due()
    assert ended(message) == (MessageState.SENT, "")
    assert provider.asked == ["POST sms", "GET"]
    assert message.provider_id == provider.taken[0]["id"]


def test_a_clear_no_after_an_unclear_end_does_not_make_it_clear(provider: StandIn, time) -> None:
    message = written()
    for status in (500, 429):
        provider.says = [status]
        send_what_is_due()
        time.shift(5 * MINUTE)
    message.refresh_from_db()
    assert message.may_have_gone


def test_one_claim_at_a_time_and_again_only_when_its_holder_is_not_heard_of(time) -> None:
    message = written()
    first = actions.claim(message_id=message.pk, by=SYSTEM)
    time.shift(PATIENCE)
    assert (actions.claim(message_id=message.pk, by=SYSTEM), first.words.may_have_gone) == (None, False)
    time.shift(MINUTE)
    second = actions.claim(message_id=message.pk, by=SYSTEM)
    assert second.words.may_have_gone
    assert actions.sent(claim=first, provider_id="late", by=SYSTEM) is False
    assert actions.not_sent(claim=first, why=delivery.NotDelivered(Problem.BUSY), by=SYSTEM) is False
    assert actions.sent(claim=second, provider_id="ours", by=SYSTEM) is True
    message.refresh_from_db()
    assert message.provider_id == "ours"


def test_one_that_kills_every_worker_is_left_to_a_person(time) -> None:
    message = written()
    claims = []
    for _ in range(7):
        claims.append(actions.claim(message_id=message.pk, by=SYSTEM) is not None)
        time.shift(PATIENCE + MINUTE)
    assert claims == [True] * 6 + [False]
    assert ended(message) == (MessageState.FAILED, Problem.CUT_OFF)


def test_what_comes_too_late_does_not_go(provider: StandIn, time) -> None:
    message = written(not_after=NOON + MINUTE)
    time.shift(MINUTE)
    send_what_is_due()
    assert ended(message) == (MessageState.CANCELLED, Problem.TOO_LATE)
    assert (provider.taken, message.address) == ([], None)


def test_nobody_is_written_to_who_no_longer_agrees(provider: StandIn) -> None:
    message = written(preference=ContactPreferenceFactory())  # and no consent to be contacted
    send_what_is_due()
    assert ended(message) == (MessageState.CANCELLED, Problem.NOT_AGREED)
    assert provider.taken == []


def test_withdrawing_reaches_what_waits_and_nothing_else(time) -> None:
    waiting, claimed = written("one"), written("two")
    actions.claim(message_id=claimed.pk, by=SYSTEM)
    withdrawn = [actions.withdraw(message=m, why=Problem.NOT_WANTED, by=SYSTEM) for m in (waiting, claimed, waiting)]
    assert withdrawn == [True, False, False]
    assert [ended(m) for m in (waiting, claimed)] == [
        (MessageState.CANCELLED, Problem.NOT_WANTED), (MessageState.SENDING, ""),
    ]  # fmt: skip


def test_one_that_breaks_does_not_hold_up_the_others(provider: StandIn) -> None:
    broken = MessageFactory(words="no-such-words")
    good = MessageFactory()
    send_what_is_due()
    assert ended(broken) == (MessageState.WAITING, "")
    assert ended(good) == (MessageState.SENT, "")


def test_the_worker_sweeps_by_itself(provider: StandIn) -> None:
    message = written()
    sweeps.sweep_once()
    assert ended(message) == (MessageState.SENT, "")


def test_a_sweep_sends_no_more_than_its_share(time, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sessions_app.queries.message.AT_ONCE", 2)
    made = [MessageFactory(not_before=NOON - number * MINUTE) for number in range(3)]
    assert due() == [made[2].pk, made[1].pk]


def test_details_are_kept_as_they_were_given() -> None:
    assert json.loads(written().details) == {"when": "Tuesday 4 May at 10:00"}


def test_a_message_that_is_gone_is_no_trouble() -> None:
    assert send_message.func("00000000-0000-4000-8000-000000000000") is None
